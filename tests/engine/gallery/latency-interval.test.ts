import { expect, test } from 'vitest'
import { latencyInterval, latencyRatio } from '../../../src/engine/gallery/latency-interval'
import { measuredFigures } from '../../../src/engine/result/measured-figures'
import type { Result } from '../../../src/engine/result/result'
import { specSchema } from '../../../src/engine/spec/spec'
import { syntheticResult } from '../../charts/synthetic-result'

const spec = specSchema.parse({
  name: 'apart',
  workload: { kind: 'mixed', waitMs: 5, cpuMs: 2, spread: 'fixed' },
  concurrency: 20,
  workers: 4,
  durationMs: 8_000,
  warmupMs: 300,
  contenders: ['event-loop', 'thread-pool'],
  seed: 1,
})
const of = (latencyMs: number): Result => {
  const made = { jobsPerSecond: 700, coresUsed: 1, latencyMs, noise: 0.02 }
  return syntheticResult({ 'event-loop': made, 'thread-pool': made }, spec)
}
/** Each generation of threads has other latencies, of both contenders. */
const result: Result = {
  ...of(30),
  contenders: of(30).contenders.map((one) =>
    one.status === 'measured'
      ? {
          ...one,
          figures: {
            ...one.figures,
            blocks: one.figures.blocks.map(
              (block, at) =>
                measuredFigures(of(10 + 10 * (block.generation ?? at)), one.name)?.blocks[at] ??
                block,
            ),
          },
        }
      : one,
  ),
}
const loop = { contender: 'event-loop', figure: 'latency-p90' } as const

test('the ratio of latencies of the same blocks is as sure as the blocks go together', () => {
  const alone = latencyInterval(result, loop)
  expect((alone?.high ?? 1) / (alone?.low ?? 1)).toBeGreaterThan(1.1)
  expect(latencyRatio(result, loop, loop)).toEqual({ estimate: 1, low: 1, high: 1 })
})

test('the ratio of two contenders’ latencies is that of all their blocks', () => {
  const pool = { contender: 'thread-pool', figure: 'latency-p90' } as const
  const [first, second] = [latencyInterval(result, loop), latencyInterval(result, pool)]
  const ratio = latencyRatio(result, loop, pool)
  expect(ratio?.estimate).toBeCloseTo((first?.estimate ?? 0) / (second?.estimate ?? 1), 10)
})

test('latencies of other blocks have no ratio within the run', () => {
  const change = result.contenders.map((one) =>
    one.name === 'thread-pool' && one.status === 'measured'
      ? { ...one, figures: { ...one.figures, blocks: one.figures.blocks.slice(1) } }
      : one,
  )
  const pool = { contender: 'thread-pool', figure: 'latency-p90' } as const
  expect(latencyRatio({ ...result, contenders: change }, loop, pool)).toBeNull()
})
