import { describe, expect, test } from 'vitest'
import { meanAmounts } from '../../../src/engine/spec/mean-amounts'
import { preset } from '../../../src/engine/spec/presets'
import { sweepPoints } from '../../../src/engine/search/sweep'

const { spec: waiting } = preset('io-bound', 2)

describe('sweepPoints', () => {
  test('puts each value of the concurrency into a spec and names it', () => {
    const points = sweepPoints(waiting, 'concurrency', [1, 10])
    expect(points.map(({ value, spec }) => [value, spec.concurrency, spec.name])).toEqual([
      [1, 1, 'io-bound (concurrency 1)'],
      [10, 10, 'io-bound (concurrency 10)'],
    ])
  })

  test('puts each value of the workers into a spec and leaves the rest alone', () => {
    const [point] = sweepPoints(waiting, 'workers', [3])
    expect(point?.spec).toEqual({ ...waiting, workers: 3, name: 'io-bound (workers 3)' })
  })

  test('keeps the total of waiting and computing when it sweeps the CPU share', () => {
    const { spec: mixed } = preset('mixed', 2)
    for (const start of [waiting, preset('cpu-bound', 2).spec, mixed]) {
      const { waitMs, cpuMs } = meanAmounts(start.workload)
      const total = waitMs + cpuMs
      const workloads = sweepPoints(start, 'cpu-share', [0, 0.25, 1]).map((p) => p.spec.workload)
      const spread = 'spread' in start.workload ? start.workload.spread : null
      expect(workloads).toEqual([
        { kind: 'mixed', waitMs: total, cpuMs: 0, spread },
        { kind: 'mixed', waitMs: total * 0.75, cpuMs: total * 0.25, spread },
        { kind: 'mixed', waitMs: 0, cpuMs: total, spread },
      ])
    }
  })

  test('keeps requests requests when it sweeps the CPU share', () => {
    const [point] = sweepPoints(preset('http', 2).spec, 'cpu-share', [0.5])
    expect(point?.spec.workload).toMatchObject({ kind: 'http', waitMs: 10, cpuMs: 10 })
  })

  test('refuses the CPU share of a files workload', () => {
    expect(() => sweepPoints(preset('files', 2).spec, 'cpu-share', [0.5])).toThrow(
      /^Cannot sweep cpu-share over a `files` workload/,
    )
  })

  test('puts the parts into jobs that ask several others, and refuses other work', () => {
    const { spec } = preset('fan-out', 2)
    const workloads = sweepPoints(spec, 'parts', [1, 100]).map((point) => point.spec.workload)
    expect(workloads).toEqual([1, 100].map((parts) => ({ ...spec.workload, parts })))
    expect(() => sweepPoints(waiting, 'parts', [2])).toThrow(/^Cannot sweep parts over a `wait`/)
    expect(() => sweepPoints(spec, 'parts', [0])).toThrow(/^Cannot sweep parts to `0`: /)
  })

  test('refuses values out of range, naming the parameter and the value', () => {
    expect(() => sweepPoints(waiting, 'cpu-share', [1.5])).toThrow(
      'Expected cpu-share to be from 0 to 1, got `1.5`',
    )
    expect(() => sweepPoints(waiting, 'cpu-share', [Number.NaN])).toThrow('got `NaN`')
    expect(() => sweepPoints(waiting, 'concurrency', [0])).toThrow(
      /^Cannot sweep concurrency to `0`: /,
    )
    expect(() => sweepPoints(waiting, 'workers', [1.5])).toThrow(
      /^Cannot sweep workers to `1\.5`: /,
    )
    expect(() => sweepPoints(waiting, 'workers', [])).toThrow(
      'Expected values to sweep workers over, got none',
    )
  })

  test('keeps the name within its bounds', () => {
    const [point] = sweepPoints({ ...waiting, name: 'n'.repeat(80) }, 'workers', [2])
    expect(point?.spec.name).toHaveLength(80)
    expect(point?.spec.name.endsWith(' (workers 2)')).toBe(true)
  })
})
