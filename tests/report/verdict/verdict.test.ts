import { describe, expect, test } from 'vitest'
import type { Result } from '../../../src/engine/result/result'
import { verdict, verdicts } from '../../../src/report/verdict/verdict'
import { syntheticResult, syntheticSpec, typical, type Made } from '../../charts/synthetic-result'

/** A loop and a pool with these rates and cores, and quiet blocks. */
const made = (
  [loopRate, loopCores]: readonly [number, number],
  [poolRate, poolCores]: readonly [number, number],
  changes: { readonly loop?: Partial<Made>; readonly pool?: Partial<Made> } = {},
) => ({
  'event-loop': { jobsPerSecond: loopRate, coresUsed: loopCores, latencyMs: 20, ...changes.loop },
  'thread-pool': { jobsPerSecond: poolRate, coresUsed: poolCores, latencyMs: 900, ...changes.pool },
})
const cpuSpec = syntheticSpec({ workload: { kind: 'cpu', cpuMs: 2 }, concurrency: 16, workers: 2 })
const of = (...args: Parameters<typeof made>): Result => syntheticResult(made(...args))

describe('the verdict', () => {
  test('says that the event loop wins where jobs wait, with both ratios and their intervals', () => {
    expect(verdict(of([19_600, 0.4], [392, 0.8]))).toMatch(
      /^With 400 jobs in flight the event loop finished 50\.0\d?× \(49\.\d+–50\.\d+\) as many jobs per second as the thread pool of 8 threads and used 0\.40 cores against 0\.80; per core-second the event loop did 100\.?\d*× \(\d+\.?\d*–\d+\.?\d*\) the work\.$/,
    )
  })

  test('the verdict is as ready to say that the thread pool wins where jobs compute', () => {
    const result = syntheticResult(made([480, 1], [912, 2]), cpuSpec)
    expect(verdict(result)).toMatch(
      /^With 16 jobs in flight the thread pool of 2 threads finished 1\.\d+× \(1\.88\d*–1\.9\d*\) as many jobs per second as the event loop, which used 1\.00 cores against 2\.00; per core-second the event loop did 1\.05/,
    )
  })

  test('says that the thread pool did more per core-second where it did', () => {
    expect(verdict(of([100, 1], [400, 2]))).toMatch(
      /per core-second the thread pool did 2\.0\d*× \(.*\) the work/,
    )
  })

  test('says that this run shows no difference where the interval contains 1', () => {
    const noisy = { noise: 0.2 }
    expect(verdict(of([1_000, 1], [1_010, 1], { loop: noisy, pool: noisy }))).toMatch(
      /show no difference in jobs per second that this run can show \(1,000 against 1,010, ratio 0\.\d+, 0\.\d+–1\.\d+\).*; per core-second this run shows no difference/,
    )
  })

  test('claims no difference that is smaller than that of a contender from itself', () => {
    const result = of([1_030, 1], [1_000, 1], { loop: { noise: 0.001 }, pool: { noise: 0.001 } })
    expect(verdict(result)).toContain('finished 1.03')
    const { selfCheck } = result
    const apart = { estimate: 1.02, low: 0.99, high: 1.05 }
    const unsteady = selfCheck && { ...selfCheck, jobsPerSecond: apart, jobsPerCoreSecond: apart }
    expect(verdict({ ...result, selfCheck: unsteady })).toContain('no difference')
    expect(verdict({ ...result, selfCheck: null })).toContain('no difference')
  })

  test('claims nothing where blocks saw mostly the ends of jobs, which would seem twice as many', () => {
    const result = of([93, 0.98], [42, 0.98], { loop: { started: 20 } })
    expect(verdicts(result)).toEqual([
      'With 400 jobs in flight the event loop was seen to finish 93 jobs per second on 0.98 cores, the thread pool of 8 threads 42 on 0.98; nothing is claimed, because blocks were too short for the event loop to start and end as many jobs: it takes longer ones, or fewer jobs in flight.',
    ])
  })

  test('claims nothing of fewer than 8 blocks, and says what was seen', () => {
    const few = { blocks: 7 }
    expect(verdict(of([19_600, 0.4], [392, 0.8], { loop: few, pool: few }))).toBe(
      'With 400 jobs in flight the event loop was seen to finish 19,600 jobs per second on 0.40 cores, the thread pool of 8 threads 392 on 0.80; 7 blocks of both allow no claim, which takes 8.',
    )
  })

  test('the verdict does not compare per core-second where too little CPU time was used', () => {
    expect(verdict(of([100, 0], [10, 1]))).toContain(
      'one of them used too little CPU time to compare jobs per core-second',
    )
  })

  test('gives no verdict where a contender was not part of the run', () => {
    expect(verdict(syntheticResult({ 'event-loop': typical['event-loop'] }))).toBe(
      'No verdict: the thread pool was not part of this run.',
    )
  })

  test('gives no verdict where a contender failed before it was measured, and says why', () => {
    const result = of([100, 1], [10, 1])
    const [loop] = result.contenders
    if (loop === undefined) throw new Error('expected a loop')
    const dead = {
      status: 'failed',
      name: 'thread-pool',
      error: 'worker 1 died',
      figures: null,
    } as const
    expect(verdict({ ...result, contenders: [loop, dead] })).toBe(
      'No verdict: the thread pool failed (worker 1 died).',
    )
  })

  test('gives no verdict where the run ended before a contender had its turn', () => {
    expect(verdict(of([100, 1], [10, 1], { pool: { status: 'not-run' } }))).toBe(
      'No verdict: the run ended before the thread pool had its turn.',
    )
  })

  test('gives no verdict where a contender was cut short and has no figures', () => {
    const result = of([100, 1], [10, 1])
    const [loop] = result.contenders
    if (loop === undefined) throw new Error('expected a contender')
    const cut = { status: 'partial', name: 'thread-pool', figures: null } as const
    expect(verdict({ ...result, contenders: [loop, cut] })).toBe(
      'No verdict: the run was cancelled while the thread pool had its turn.',
    )
  })

  test('gives no verdict where a contender finished no job', () => {
    expect(verdict(of([0, 1], [10, 1]))).toBe(
      'No verdict: the event loop finished no job (a job takes longer than its blocks).',
    )
  })

  test('tells what was seen of contenders that were cut short or failed, and says so', () => {
    const result = of([100, 1], [50, 1], {
      loop: { status: 'failed', error: 'the loop exited with code 1', blocks: 3 },
      pool: { status: 'partial', blocks: 3 },
    })
    expect(verdict(result)).toMatch(
      /was seen to finish .* \(the thread pool was cut short by cancelling; the event loop failed: the loop exited with code 1\)\.$|was seen to finish .* \(the event loop failed: the loop exited with code 1; the thread pool was cut short by cancelling\)\.$/,
    )
  })

  test('says how many jobs failed, which are not in the rates', () => {
    expect(verdict(of([19_600, 0.4], [392, 0.8], { pool: { failed: 40 } }))).toMatch(
      / \(40 of 2,000 jobs of the thread pool failed and do not count\)\.$/,
    )
  })
})

describe('what else is said', () => {
  test('loop-per-core that beats everyone is said to, with what it costs per core-second', () => {
    const result = syntheticResult({
      ...typical,
      'loop-per-core': { jobsPerSecond: 38_000, coresUsed: 1.6, latencyMs: 10 },
    })
    expect(verdicts(result)[1]).toMatch(
      /^Of all, the loop per core finished most: 1\.9\d*× \(.*\) as many jobs per second as the event loop, the next, and 0\.\d+× \(.*\) as many per core-second\.$/,
    )
  })

  test('the one that cannot be told from the best is named, also where another has a higher rate that is clearly less', () => {
    const result = syntheticResult({
      'event-loop': { jobsPerSecond: 30_000, coresUsed: 1, latencyMs: 20 },
      'thread-pool': { jobsPerSecond: 29_000, coresUsed: 2, latencyMs: 20, noise: 0.6 },
      'loop-per-core': { jobsPerSecond: 38_000, coresUsed: 2, latencyMs: 20 },
    })
    expect(verdicts(result)[1]).toMatch(
      /^Of all, the loop per core and the thread pool finished most, without a difference between them that this run can show \(ratio /,
    )
  })

  test('a pool of 1,000 threads that catches up is not beaten in throughput, only in its cost', () => {
    const spec = syntheticSpec({ workers: 256, concurrency: 256 })
    const equal = { noise: 0.03 }
    const result = syntheticResult(
      made([12_500, 0.3], [12_450, 1.4], { loop: equal, pool: { ...equal, latencyMs: 21 } }),
      spec,
    )
    const sentence = verdict(result)
    expect(sentence).toContain('show no difference in jobs per second')
    expect(sentence).toMatch(
      /used 0\.30 cores against 1\.40; per core-second the event loop did 4\.\d+× /,
    )
  })

  test('the one with the shorter latency is named, at a percentile that every block supports', () => {
    expect(verdicts(of([19_600, 0.4], [392, 0.8]))[1]).toMatch(
      /^The event loop kept latency p90 lower: the thread pool’s was 4\d\.?\d*× \(/,
    )
    const slow = of([19_600, 0.4], [19_600, 0.8], {
      loop: { latencyMs: 50 },
      pool: { latencyMs: 5 },
    })
    expect(verdicts(slow)[1]).toMatch(/^The thread pool kept latency p99 lower: .* 10\.?\d*× /)
  })

  test('latency is not compared where one could not keep up with an open load', () => {
    const spec = syntheticSpec({ load: { kind: 'open', arrivalsPerSecond: 1_000 } })
    const result = syntheticResult(
      made([1_000, 0.1], [392, 0.1], {
        loop: { came: 5_000 },
        pool: { came: 5_000, dropped: 2_600 },
      }),
      spec,
    )
    expect(verdicts(result)[0]).toMatch(
      /^With 1,000 arrivals a second the event loop finished 2\.5/,
    )
    expect(verdicts(result)[1]).toBe(
      'The thread pool could not keep up with the arrivals, so latency is not compared.',
    )
    expect(verdicts(result).at(-1)).toContain('more jobs came in than its threads could take')
  })

  test('no one is said to have finished more where both keep up with an open load', () => {
    const spec = syntheticSpec({ load: { kind: 'open', arrivalsPerSecond: 1_000 } })
    const keptUp = { came: 5_000, noise: 0.0001 }
    const result = syntheticResult(
      {
        ...made([1_000, 0.1], [990, 0.4], { loop: keptUp, pool: keptUp }),
        'loop-per-core': { jobsPerSecond: 1_010, coresUsed: 0.2, latencyMs: 20, ...keptUp },
      },
      spec,
    )
    const [first, ...others] = verdicts(result)
    expect(first).toMatch(
      /^With 1,000 arrivals a second the event loop and the thread pool of 8 threads both kept up \(1,000 against 990 jobs per second, which the arrivals set\); .* per core-second the event loop did 4\.\d+× /,
    )
    expect(others.join(' ')).not.toContain('finished most')
  })

  test('a difference in latency that one contender has from itself is not claimed', () => {
    const result = of([19_600, 0.4], [19_600, 0.8], { pool: { latencyMs: 22 } })
    expect(verdicts(result)[1]).toMatch(/^The event loop kept latency p99 lower/)
    const { selfCheck } = result
    const apart = { estimate: 1.1, low: 0.9, high: 1.3 }
    const unsteady = selfCheck && { ...selfCheck, latency: [{ percentile: 99, ratio: apart }] }
    expect(verdicts({ ...result, selfCheck: unsteady })[1]).toMatch(
      /^In latency p99 this run shows no difference/,
    )
  })

  test('the reason comes from what was measured: waiting and queueing, or computing', () => {
    const waits = of([19_600, 0.4], [392, 0.8], { pool: { latencyMs: 1_000 } })
    expect(verdicts(waits).at(-1)).toMatch(/^Why: a job waited for (over )?\d+ % of its time/)
    const computes = syntheticResult(
      made([480, 1], [912, 2], { pool: { latencyMs: 2.2 } }),
      cpuSpec,
    )
    expect(verdicts(computes).at(-1)).toMatch(
      /^Why: a job computed for .* so cores are what counts: the event loop used 1\.00 cores, the pool 2\.00\.$/,
    )
  })

  test('a job that one of the two pays far more for is said to count besides cores', () => {
    const dearer = syntheticResult(
      made([1_000, 1], [1_200, 2], { pool: { latencyMs: 1.7 } }),
      cpuSpec,
    )
    expect(verdicts(dearer).at(-1)).toMatch(
      /so what counts is cores and what a job costs, 1,000 µs of CPU time in the loop and 1,667 µs in the pool: the event loop used/,
    )
  })

  test('a job that only computes is never said to wait, however many threads share a core', () => {
    const oversubscribed = syntheticResult(
      made([480, 1], [912, 2], { pool: { latencyMs: 8.8 } }),
      cpuSpec,
    )
    expect(verdicts(oversubscribed).at(-1)).toMatch(
      /^Why: a job computed for 2\d % of its time on a thread and was ready with no core free for 7\d % of it, so cores/,
    )
  })
})
