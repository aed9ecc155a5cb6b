import { expect, test } from 'vitest'
import { crossoverSpec } from '../../../src/engine/search/crossover-spec'
import { canShareOut } from '../../../src/engine/spec/mean-amounts'
import { preset, presetNames } from '../../../src/engine/spec/presets'

test('a search for the crossover runs a preset with its share of computing in fewer, shorter jobs', () => {
  expect(crossoverSpec(preset('mixed', 2).spec)).toMatchObject({
    workload: { kind: 'mixed', waitMs: 5.4, cpuMs: 0.6 },
    concurrency: 16,
    workers: 8,
    contenders: ['event-loop', 'thread-pool'],
  })
})

test.each(presetNames.filter((name) => canShareOut(preset(name, 2).spec.workload)))(
  'several rounds of the jobs of %s fit into a block, and are more than the pool has threads',
  (name) => {
    const { workload, concurrency, workers, durationMs, blocks } = crossoverSpec(
      preset(name, 2).spec,
    )
    const { waitMs = 0, cpuMs = 0 } = workload as { waitMs?: number; cpuMs?: number }
    expect(concurrency).toBeGreaterThan(workers)
    expect(waitMs + cpuMs).toBeGreaterThan(0)
    expect((concurrency * (waitMs + cpuMs)) / (durationMs / blocks)).toBeLessThanOrEqual(1 / 6)
  },
)

test('jobs that are short enough stay as they are', () => {
  const { spec } = preset('cpu-bound', 2)
  expect(crossoverSpec(spec).workload).toEqual(spec.workload)
})

test('files keep what they are', () => {
  const { spec } = preset('files', 2)
  expect(crossoverSpec(spec).workload).toEqual(spec.workload)
})
