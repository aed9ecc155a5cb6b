import { describe, expect, test } from 'vitest'
import {
  compareLatency,
  compareRuns,
  compareWithin,
  rateOf,
} from '../../../src/engine/analysis/compare-runs'
import { syntheticResult, syntheticSpec, typical, type Made } from '../../charts/synthetic-result'

const run = (loop: Partial<Made>, changes: Record<string, unknown> = {}) =>
  syntheticResult(
    { 'event-loop': { ...typical['event-loop'], ...loop } },
    syntheticSpec({ contenders: ['event-loop'], ...changes }),
  )

const loopRatio = (first: Partial<Made>, later: Partial<Made>) =>
  compareRuns(run(first), run(later), 'event-loop', 'jobsPerSecond')

describe('a contender in two runs', () => {
  test('a contender in two runs has the ratio of later to first, within its interval', () => {
    const compared = loopRatio({ jobsPerSecond: 10_000 }, { jobsPerSecond: 12_000 })
    expect(compared?.ratio.estimate).toBeCloseTo(1.2, 3)
    expect(compared?.ratio.low).toBeLessThan(1.2)
    expect(compared?.ratio.high).toBeGreaterThan(1.2)
    expect(compared?.claim).toBe('more')
    expect(loopRatio({ jobsPerSecond: 12_000 }, { jobsPerSecond: 10_000 })?.claim).toBe('less')
  })

  test('a contender in two runs is not paired by rounds: what its blocks share is no reason for a narrow interval', () => {
    const compared = loopRatio({ noise: 0.1 }, { noise: 0.1 })
    expect(compared?.ratio.estimate).toBe(1)
    expect(compared?.ratio.low).toBeLessThan(0.95)
    expect(compared?.ratio.high).toBeGreaterThan(1.05)
    expect(compared?.claim).toBe('none')
  })

  test('a contender in two runs may have another number of blocks in each', () => {
    const compared = loopRatio({ blocks: 8 }, { blocks: 12, jobsPerSecond: 10_000 })
    expect(compared?.ratio.estimate).toBeCloseTo(10_000 / 19_583, 2)
    expect(compared?.claim).toBe('less')
  })

  test('differs only by more than a contender did from itself in either run', () => {
    const first = run({ jobsPerSecond: 10_000 })
    const later = run({ jobsPerSecond: 10_500 })
    expect(compareRuns(first, later, 'event-loop', 'jobsPerSecond')?.claim).toBe('more')
    const selfCheck = later.selfCheck && {
      ...later.selfCheck,
      jobsPerSecond: { estimate: 1, low: 0.92, high: 1.08 },
    }
    for (const [a, b] of [
      [first, { ...later, selfCheck }],
      [{ ...first, selfCheck }, later],
    ] as const) {
      expect(compareRuns(a, b, 'event-loop', 'jobsPerSecond')?.claim).toBe('none')
    }
  })

  test('a contender in two runs has no difference that is claimed where blocks were too short for a rate', () => {
    const short = { jobsPerSecond: 12_000, started: 20 }
    expect(loopRatio({ jobsPerSecond: 10_000 }, short)?.claim).toBe('no-rate')
    expect(loopRatio(short, { jobsPerSecond: 10_000 })?.claim).toBe('no-rate')
  })

  test('a contender in two runs has none with fewer than 8 blocks in one run, and none where it is not in one', () => {
    expect(loopRatio({}, { blocks: 7 })).toBeNull()
    expect(loopRatio({}, { status: 'not-run' })).toBeNull()
    expect(compareRuns(run({}), run({}), 'thread-pool', 'jobsPerSecond')).toBeNull()
  })

  test('costs by core-second, and has no such ratio where it used no CPU time', () => {
    const cost = (coresUsed: number) =>
      compareRuns(run({}), run({ coresUsed }), 'event-loop', 'jobsPerCoreSecond')
    expect(cost(0.824)?.ratio.estimate).toBeCloseTo(0.5, 2)
    expect(cost(0.824)?.claim).toBe('less')
    expect(cost(0)).toBeNull()
    expect(rateOf(run({ coresUsed: 0 }), 'event-loop', 'jobsPerCoreSecond')).toBeNull()
  })
})

describe('latency in two runs', () => {
  const at = (later: Partial<Made>, percentile: number) =>
    compareLatency(run({}), run(later), 'event-loop', percentile)

  test('latency in two runs has the ratio at a percentile, and is more where that is surely so', () => {
    const twice = at({ latencyMs: 2 * typical['event-loop'].latencyMs }, 99)
    expect(twice?.ratio.estimate).toBeCloseTo(2, 1)
    expect(twice?.claim).toBe('more')
    expect(at({}, 50)).toMatchObject({ ratio: { estimate: 1 }, claim: 'none' })
  })

  test('latency in two runs has none at a percentile that a block has too few jobs for', () => {
    expect(at({}, 99.999)).toBeNull()
    expect(at({ blocks: 7 }, 50)).toBeNull()
  })
})

describe('how far two contenders are apart in two runs', () => {
  const both = (loop: number, pool: number) =>
    syntheticResult({
      'event-loop': { ...typical['event-loop'], jobsPerSecond: loop },
      'thread-pool': { ...typical['thread-pool'], jobsPerSecond: pool },
    })
  const apart = (loop: number, pool: number) =>
    compareWithin(
      [both(20_000, 400), both(loop, pool)],
      ['event-loop', 'thread-pool'],
      'jobsPerSecond',
    )

  test('how far two contenders are apart in two runs is the same on a machine that is twice as fast', () => {
    expect(apart(40_000, 800)?.ratio.estimate).toBeCloseTo(1, 2)
    expect(apart(40_000, 800)?.claim).toBe('none')
    expect(apart(40_000, 400)?.ratio.estimate).toBeCloseTo(2, 2)
    expect(apart(40_000, 400)?.claim).toBe('more')
  })

  test('how far two contenders are apart in two runs takes both in both', () => {
    const one = run({})
    expect(
      compareWithin([both(1, 1), one], ['event-loop', 'thread-pool'], 'jobsPerSecond'),
    ).toBeNull()
  })
})
