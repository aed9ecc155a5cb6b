import { sentencesOf } from '../../../src/report/verdict/verdict'
import { describe, expect, test } from 'vitest'
import type { Sweep } from '../../../src/engine/result/sweep'
import { crossoverVerdict as crossoverVerdictUnread } from '../../../src/report/sweep/crossover-verdict'
import {
  syntheticResult,
  syntheticSpec,
  syntheticSweep,
  type Made,
} from '../../charts/synthetic-result'
import { readable } from '../../text/readable'

const crossoverVerdict = readable(crossoverVerdictUnread, sentencesOf)

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

const none = { kind: 'crossover', low: null, high: null, estimate: null } as const
const verdictOf = (...args: Parameters<typeof search>) => crossoverVerdict(none, search(...args))

describe('a search without a crossover', () => {
  test('a search without a crossover says that the pool was ahead from the start, by what, and that its threads hold all waits', () => {
    const { headline, figures, reasons } = verdictOf({ 0: 1.2, 1: 1.9 })
    expect(headline).toBe(
      'No crossover was found: the thread pool was ahead even where jobs only wait.',
    )
    expect(figures[0]).toMatch(
      /^At 0 % of computing: the thread pool finished 1\.20 times \(1\.\d+ to 1\.\d+\) as many jobs\.$/,
    )
    expect(figures[1]).toMatch(/^At 100 % of computing: the thread pool finished 1\.9/)
    expect(reasons[0]).toBe('The pool’s 16 threads can hold all 16 waits at once.')
  })

  test('a search without a crossover says that the loop was ahead to the end, and on how many cores', () => {
    const { headline, figures, reasons } = verdictOf(
      { 0: 0.1, 1: 0.9 },
      {},
      { workers: 4, concurrency: 100 },
    )
    expect(headline).toMatch(/: the event loop was ahead even where jobs only compute\.$/)
    expect(figures[1]).toMatch(/^At 100 % of computing: the event loop finished 1\.11? times/)
    expect(reasons).toEqual([
      'The pool’s 4 threads can hold 4 of 100 waits at once.',
      'Where jobs only compute, the loop used 0.98 cores and the pool 1.02.',
    ])
  })

  test('a search without a crossover says that nobody was surely ahead at an end, with the ratio', () => {
    const { headline, figures } = verdictOf({ 0: 0.5, 1: 1.001 }, { noise: 0.1 })
    expect(headline).toMatch(/: the thread pool was not surely ahead even where jobs only compute/)
    expect(figures[1]).toMatch(
      /^At 100 % of computing: no measurable difference in throughput, ratio 1\.0\d+ \(0\./,
    )
  })

  test('a search without a crossover says that blocks were too few', () => {
    const { headline, figures } = verdictOf({ 0: 0.5, 1: 2 }, { blocks: 2 })
    expect(headline).toMatch(/: neither was surely ahead at either end\.$/)
    expect(figures[1]).toBe(
      'At 100 % of computing: 2 blocks of both are too few to claim a difference.',
    )
  })

  test('a search without a crossover says that blocks were too short', () => {
    expect(verdictOf({ 0: 0.5, 1: 2 }, { started: 100 }).figures[0]).toBe(
      'At 0 % of computing: blocks were too short for the event loop and the thread pool, so nothing is claimed.',
    )
  })

  test('a search without a crossover says that a contender finished no job', () => {
    expect(verdictOf({ 0: 0.5, 1: 0 }).figures[1]).toMatch(
      /^At 100 % of computing: the thread pool finished no job/,
    )
  })

  test('a search without a crossover says that it ended before it came to the other end', () => {
    const { headline, figures } = verdictOf({ 0: 0.5 })
    expect(headline).toMatch(/: the search ended before jobs that only compute were run\.$/)
    expect(figures).toEqual([
      expect.stringMatching(/^At 0 % of computing: the event loop finished 2\.0/),
    ])
    expect(verdictOf({}).headline).toMatch(/: the search ended before anything was measured\.$/)
  })
})
