import { describe, expect, test } from 'vitest'
import type { Sweep } from '../../../src/engine/result/result'
import { whyNoCrossover } from '../../../src/report/sweep/why-no-crossover'
import {
  syntheticResult,
  syntheticSpec,
  syntheticSweep,
  type Made,
} from '../../charts/synthetic-result'

const loop: Made = { jobsPerSecond: 1_000, coresUsed: 0.98, latencyMs: 20 }

/** A search that ran these shares, the pool doing so many times the jobs of the loop at each. */
const search = (
  shares: Readonly<Record<string, number>>,
  changes: Partial<Made> = {},
  spec: Record<string, unknown> = { workers: 16, concurrency: 16 },
): Sweep =>
  syntheticSweep('cpu-share', Object.keys(shares).map(Number), (share) =>
    syntheticResult(
      {
        'event-loop': { ...loop, ...changes },
        'thread-pool': {
          ...loop,
          ...changes,
          jobsPerSecond: 1_000 * (shares[String(share)] ?? 1),
          coresUsed: 1.02,
        },
      },
      syntheticSpec({ contenders: ['event-loop', 'thread-pool'], ...spec }),
    ),
  )

describe('a search without a crossover says', () => {
  test('a search without a crossover says that the pool was ahead from the start, by what, and that its threads hold all waits', () => {
    const why = whyNoCrossover(search({ 0: 1.2, 1: 1.9 }))
    expect(why).toMatch(
      /^The thread pool was ahead already where jobs only wait\. At 0 % of computing the thread pool finished 1\.2\d*× \(1\.\d+–1\.\d+\) as many jobs per second, as the pool’s 16 threads hold all 16 waits at once; at 100 % of computing the thread pool finished 1\.9/,
    )
  })

  test('a search without a crossover says that the loop was ahead to the end, and on how many cores', () => {
    const why = whyNoCrossover(search({ 0: 0.1, 1: 0.9 }, {}, { workers: 4, concurrency: 100 }))
    expect(why).toMatch(/^The event loop was ahead even where jobs only compute\. At 0 %/)
    expect(why).toContain('as the pool’s 4 threads hold at most so many of 100 waits at once')
    expect(why).toMatch(
      /at 100 % of computing the event loop finished 1\.11?\d*× .*, where the loop used 0\.98 cores and the pool 1\.02\.$/,
    )
  })

  test('a search without a crossover says that nobody was surely ahead at an end, with the ratio', () => {
    const why = whyNoCrossover(search({ 0: 0.5, 1: 1.001 }, { noise: 0.1 }))
    expect(why).toMatch(/^The thread pool was not surely ahead even where jobs only compute\. /)
    expect(why).toMatch(/at 100 % of computing the run shows no difference .*\(ratio 1\.0\d+, 0\./)
  })

  test('a search without a crossover says that blocks were too few', () => {
    const why = whyNoCrossover(search({ 0: 0.5, 1: 2 }, { blocks: 2 }))
    expect(why).toMatch(/^Neither was surely ahead at either end\. /)
    expect(why).toContain('at 100 % of computing 2 blocks of both allow no claim, which takes 8')
  })

  test('a search without a crossover says that blocks were too short', () => {
    const why = whyNoCrossover(search({ 0: 0.5, 1: 2 }, { started: 100 }))
    expect(why).toContain('At 0 % of computing nothing is claimed, because blocks were too short')
  })

  test('a search without a crossover says that a contender finished no job', () => {
    const why = whyNoCrossover(search({ 0: 0.5, 1: 0 }))
    expect(why).toContain('at 100 % of computing the thread pool finished no job')
  })

  test('a search without a crossover says that it ended before it came to the other end', () => {
    expect(whyNoCrossover(search({ 0: 0.5 }))).toMatch(
      /^The search ended before jobs that only compute were run\. At 0 % of computing the event loop finished 2\.0/,
    )
    expect(whyNoCrossover(search({}))).toBe('The search ended before anything was measured.')
  })
})
