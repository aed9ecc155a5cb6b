import { describe, expect, test } from 'vitest'
import { mergeBlocks, mergeFigures } from '../../../../src/engine/run/block/figures'
import { figuresSchema, type Figures } from '../../../../src/engine/result/figures'
import { milliseconds } from '../../../../src/engine/measure/statistics/quantity'
import type { SlotResult } from '../../../../src/engine/result/result'
import { figuresOf } from '../../../../src/engine/result/measured-figures'
import { syntheticResult, type Made } from '../../../charts/synthetic-result'

/** One block of an event loop with these figures, measured for a second. */
function block(made: Partial<Made> = {}): SlotResult {
  const all = {
    jobsPerSecond: 1_000,
    coresUsed: 0.5,
    latencyMs: 20,
    seconds: 1,
    blocks: 1,
    ...made,
  }
  const [contender] = syntheticResult({ 'event-loop': all }).contenders
  if (contender === undefined || contender.status === 'not-run')
    throw new Error('expected a contender that had its turn')
  return contender
}
const figures = (made: Partial<Made> = {}): Figures => {
  const found = figuresOf(block(made))
  if (found === null) throw new Error('expected figures')
  return found
}

describe('the figures of several blocks', () => {
  test('the figures of several blocks are sums and the rates of sums, not means of rates', () => {
    const merged = mergeFigures([
      figures({ jobsPerSecond: 1_000, coresUsed: 0.5, seconds: 1 }),
      figures({ jobsPerSecond: 200, coresUsed: 0.1, seconds: 3 }),
    ])
    expect(merged.completed).toBe(1_600)
    expect(merged.measuredSeconds).toBe(4)
    expect(merged.jobsPerSecond).toBe(400)
    expect(merged.cpuSeconds).toBeCloseTo(0.8)
    expect(merged.coresUsed).toBeCloseTo(0.2)
    expect(merged.jobsPerCoreSecond).toBeCloseTo(2_000)
    expect(() => figuresSchema.parse(merged)).not.toThrow()
  })

  test('the figures of several blocks have the percentiles of all values together, which are not the means of percentiles', () => {
    const slow = figures({ jobsPerSecond: 100, latencyMs: 500, tail: 1.01 })
    const fast = figures({ jobsPerSecond: 9_900, latencyMs: 10, tail: 1.01 })
    const { latency } = mergeFigures([slow, fast])
    const valueAt = (wanted: number) =>
      latency.percentiles.find(({ percentile }) => percentile === wanted)?.valueMs ?? 0
    expect(latency.count).toBe(10_000)
    expect(valueAt(90)).toBeLessThan(11)
    expect(valueAt(99.9)).toBeGreaterThan(490)
    expect(latency.maxMs).toBe(Math.max(slow.latency.maxMs, fast.latency.maxMs))
  })

  test('the figures of several blocks have each error once, the most frequent first', () => {
    const errors = [
      { message: 'seldom', count: 1 },
      { message: 'often', count: 2 },
    ]
    const merged = mergeFigures([figures(), { ...figures(), errors }, { ...figures(), errors }])
    expect(merged.errors).toEqual([
      { message: 'often', count: 4 },
      { message: 'seldom', count: 2 },
    ])
  })

  test('samples follow one another where the last one of a block came after its measured time', () => {
    const [sample] = figures().samples
    if (sample === undefined) throw new Error('expected samples')
    const late = { ...figures(), samples: [{ ...sample, atMs: milliseconds(1_050) }] }
    expect(mergeFigures([late, late]).samples.map(({ atMs }) => atMs)).toEqual([1_050, 2_100])
  })

  test('no percentile of several blocks lies beyond the largest latency that was measured', () => {
    const same = figures({ latencyMs: 500, tail: 1 })
    const { latency } = mergeFigures([same, same])
    expect(latency.maxMs).toBe(same.latency.maxMs)
    for (const { valueMs } of latency.percentiles)
      expect(valueMs).toBeLessThanOrEqual(latency.maxMs)
  })

  test('the figures of several blocks tell how often a quota stopped them in all', () => {
    const { throttling } = mergeFigures([
      { ...figures(), throttling: { periods: 10, throttled: 1 } },
      { ...figures(), throttling: null },
      { ...figures(), throttling: { periods: 20, throttled: 4 } },
    ])
    expect(throttling).toEqual({ periods: 30, throttled: 5 })
  })

  test('the figures of several blocks have samples that follow one another', () => {
    const { samples } = mergeFigures([figures(), figures()])
    expect(samples.map(({ atMs }) => atMs).slice(8, 12)).toEqual([900, 1_000, 1_100, 1_200])
  })

  test('the figures of several blocks have the mean utilisation of a thread, weighted by time, and its sums', () => {
    const thread = (utilisation: number, completed: number) => [
      {
        name: 'loop',
        completed,
        cpuSeconds: 0.1 as Figures['cpuSeconds'],
        utilisation,
        voluntarySwitches: 3,
        involuntarySwitches: null,
        gcMs: null,
      },
    ]
    const merged = mergeFigures([
      { ...figures({ seconds: 1 }), threads: thread(1, 10) },
      { ...figures({ seconds: 3 }), threads: thread(0.2, 5) },
    ])
    expect(merged.threads).toEqual([
      {
        name: 'loop',
        completed: 15,
        cpuSeconds: 0.2,
        utilisation: 0.4,
        voluntarySwitches: 6,
        involuntarySwitches: null,
        gcMs: null,
      },
    ])
  })
})

describe('the result of several blocks', () => {
  test('the result of several blocks is measured where all blocks were, else partial', () => {
    expect(mergeBlocks([block(), block()], 2).status).toBe('measured')
    expect(mergeBlocks([block(), block()], 3).status).toBe('partial')
  })

  test('the result of several blocks is failed where one block failed, and keeps what was measured before', () => {
    const died = { status: 'failed', name: 'event-loop', error: 'it died', figures: null } as const
    expect(mergeBlocks([block(), died], 3)).toMatchObject({
      status: 'failed',
      error: 'it died',
      figures: { completed: 1_000 },
    })
  })

  test('the result of several blocks is cut short where nothing was measured, and where something was', () => {
    const cut = { status: 'partial', name: 'event-loop', figures: null } as const
    expect(mergeBlocks([cut], 3)).toEqual(cut)
    expect(mergeBlocks([block(), cut], 3)).toMatchObject({
      status: 'partial',
      figures: { completed: 1_000 },
    })
  })
})
