import { describe, expect, test } from 'vitest'
import { milliseconds } from '../../../src/engine/measure/statistics/quantity'
import type { Result } from '../../../src/engine/result/result'
import { runTitle } from '../../../src/report/picture/run-title'
import { runVerdict as runVerdictUnread } from '../../../src/report/verdict/run-verdict'
import { sentencesOf } from '../../../src/report/verdict/verdict'
import { syntheticResult, syntheticSpec, typical, type Made } from '../../charts/synthetic-result'
import { readable } from '../../text/readable'

const runVerdict = readable(runVerdictUnread, sentencesOf)

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

const textOf = (result: Result): string => sentencesOf(runVerdict(result)).join(' ')

describe('the verdict', () => {
  test('says that the event loop wins where jobs wait, with the figures and their intervals', () => {
    const { kind, headline, figures } = runVerdict(of([19_600, 0.4], [392, 0.8]))
    expect(kind).toBe('claim')
    expect(headline).toBe(
      'The event loop finished 50 times as many jobs as 8 threads, on half the CPU.',
    )
    expect(figures).toEqual([
      'Event loop 19,600, thread pool 392 jobs a second: 50.0 times (95 % interval 49.5 to 50.4).',
      'Event loop 49,000, thread pool 490 jobs per core-second: 100.0 times (99.1 to 100.9).',
      'Event loop 0.40, thread pool 0.80 cores used.',
      'Latency p90: event loop 21.2 ms, thread pool 955 ms, 45.0 times.',
    ])
  })

  test('the verdict tells no more digits of a rate than a table, as no interval is that narrow', () => {
    const { figures } = runVerdict(of([48_361.4, 0.4], [1_511.2, 0.8]))
    expect(figures[0]).toMatch(/^Event loop 48,400, thread pool 1,510 jobs a second: 32/)
  })

  test('the verdict is as ready to say that the thread pool wins where jobs compute', () => {
    const { headline, figures, advice } = runVerdict(
      syntheticResult(made([480, 1], [912, 2]), cpuSpec),
    )
    expect(headline).toBe(
      '2 threads finished 1.9 times as many jobs as the event loop, each for 1.05 times the CPU.',
    )
    expect(figures[0]).toMatch(/^Thread pool 912, event loop 480 jobs a second: 1\.90 times \(95 %/)
    expect(figures[1]).toMatch(/^Event loop 480, thread pool 456 jobs per core-second: 1\.05 times/)
    expect(advice).toBe(
      'For throughput take 2 threads; to save CPU time take the event loop. About 2 loops, each on a core, would keep up. Below about 51 % of computing, the event loop would do more; these jobs only compute.',
    )
  })

  test('tells an uneven interval as a range in its headline', () => {
    const result = of([19_600, 0.4], [392, 0.8])
    const uneven = { estimate: 52, low: 46, high: 71 }
    const [comparison] = result.inference?.comparisons ?? []
    if (result.inference === null || comparison === undefined) throw new Error('no comparison')
    const comparisons = [{ ...comparison, jobsPerSecond: uneven }]
    expect(
      runVerdict({ ...result, inference: { ...result.inference, comparisons } }).headline,
    ).toMatch(/^The event loop finished 46 to 71 times as many jobs as 8 threads/)
  })

  test('says that the thread pool did more per core-second where it did', () => {
    const { headline, figures } = runVerdict(of([100, 1], [400, 2]))
    expect(headline).toMatch(/, each for half the CPU\.$/)
    expect(figures[1]).toMatch(
      /^Thread pool 200, event loop 100 jobs per core-second: 2\.0\d times/,
    )
  })

  test('says no share of the CPU where the cores used cannot be told apart', () => {
    const noisy = { noise: 0.2 }
    expect(runVerdict(of([19_600, 0.4], [392, 0.4], { loop: noisy })).headline).not.toContain(
      ', on ',
    )
  })

  test('claims no difference where the interval contains 1', () => {
    const noisy = { noise: 0.2 }
    const { headline, figures } = runVerdict(
      of([1_000, 1], [1_010, 1], { loop: noisy, pool: noisy }),
    )
    expect(headline).toBe('No measurable difference in throughput.')
    expect(figures[0]).toMatch(
      /^Event loop 1,000, thread pool 1,010 jobs a second: ratio 0\.\d+ \(95 % interval 0\.\d+ to 1\.\d+\)\.$/,
    )
    expect(figures[1]).toMatch(/jobs per core-second: ratio 0\.\d+ \(0\.\d+ to 1\.\d+\)\.$/)
  })

  test('claims no difference that is smaller than that of a contender from itself', () => {
    const result = of([1_030, 1], [1_000, 1], { loop: { noise: 0.001 }, pool: { noise: 0.001 } })
    expect(runVerdict(result).headline).toContain('finished 1.03 times')
    const { selfCheck } = result
    const apart = { estimate: 1.02, low: 0.99, high: 1.05 }
    const unsteady = selfCheck && { ...selfCheck, jobsPerSecond: apart, jobsPerCoreSecond: apart }
    const { headline, figures } = runVerdict({ ...result, selfCheck: unsteady })
    expect(headline).toBe('No measurable difference in throughput.')
    expect(figures).toContain(
      'One contender’s own jobs a second differed by as much: ratio 1.020 (0.990 to 1.050).',
    )
  })

  test('claims neither a difference nor its absence where no contender was measured twice', () => {
    const result = { ...syntheticResult(), selfCheck: null }
    const { kind, headline, figures } = runVerdict(result)
    const reason = 'No contender was measured twice to tell how far chance goes'
    expect(kind).toBe('no-claim')
    expect(headline).toBe(`${reason}, so nothing is claimed.`)
    expect(figures[0]).toMatch(/^Seen, with nothing to hold it against: .*jobs a second\.$/)
    for (const topic of ['story', 'throughput', 'cpu', 'latency'] as const) {
      expect(runTitle(result, topic)).toContain('so nothing is claimed')
    }
  })

  test('claims nothing where blocks saw mostly the ends of jobs, which would seem twice as many', () => {
    const result = of([93, 0.98], [42, 0.98], { loop: { started: 20 } })
    expect(runVerdict(result)).toEqual({
      kind: 'no-claim',
      headline: 'Blocks were too short for the event loop, so nothing is claimed.',
      figures: [
        'Seen, but no rates to compare: event loop 93, thread pool 42 jobs a second.',
        'Event loop 0.98, thread pool 0.98 cores used.',
      ],
      advice: 'Measure longer, or with fewer jobs in flight.',
      reasons: [],
    })
  })

  test('claims nothing of fewer than 8 blocks, and says what was seen', () => {
    const few = { blocks: 7 }
    const verdict = runVerdict(of([19_600, 0.4], [392, 0.8], { loop: few, pool: few }))
    expect(verdict).toMatchObject({
      kind: 'no-claim',
      headline: '7 blocks of both are too few to claim a difference.',
      figures: [
        'Seen, without an interval: event loop 19,600, thread pool 392 jobs a second.',
        'Event loop 0.40, thread pool 0.80 cores used.',
      ],
      advice: 'Measure at least 8 blocks of both.',
    })
  })

  test('the verdict does not compare per core-second where too little CPU time was used', () => {
    expect(textOf(of([100, 0], [10, 1]))).toContain(
      'Too little CPU time was used to compare jobs per core-second.',
    )
  })

  test('gives none where a contender was not part of the run', () => {
    expect(runVerdict(syntheticResult({ 'event-loop': typical['event-loop'] }))).toMatchObject({
      headline: 'No verdict: the thread pool was not part of this run.',
      advice: 'Run it again with both contenders.',
    })
  })

  test('says what a job of one’s own lacks for the contender that was not part of the run', () => {
    const workload = {
      ...{ kind: 'own', file: '/jobs/mine.ts', sha256: 'a'.repeat(64), tried: null },
      variants: ['coroutine'],
    }
    const spec = syntheticSpec({ workload, contenders: ['event-loop'] })
    expect(runVerdict(syntheticResult({ 'event-loop': typical['event-loop'] }, spec)).advice).toBe(
      'Give the job’s file `blocking` or `job` too and run it again.',
    )
  })

  test('advises to compare two of those that took part, where there are others', () => {
    const { sequential, async, 'event-loop': loop } = typical
    expect(runVerdict(syntheticResult({ sequential, async, 'event-loop': loop })).advice).toBe(
      'Run it again with both contenders, or compare two that took part.',
    )
  })

  test('counts one block as one', () => {
    const [one, two] = [{ blocks: 1 }, { blocks: 2 }]
    const { headline } = runVerdict(of([19_600, 0.4], [392, 0.8], { loop: one, pool: two }))
    expect(headline).toBe('1 block of both is too few to claim a difference.')
  })

  test('gives none where a contender failed before it was measured, and says why', () => {
    const result = of([100, 1], [10, 1])
    const [loop] = result.contenders
    if (loop === undefined) throw new Error('expected a loop')
    const dead = {
      status: 'failed',
      name: 'thread-pool',
      error: 'worker 1 died',
      figures: null,
    } as const
    expect(runVerdict({ ...result, contenders: [loop, dead] }).headline).toBe(
      'No verdict: the thread pool failed: “worker 1 died”.',
    )
  })

  test('gives none where the run ended before a contender was measured', () => {
    const result = of([100, 1], [10, 1])
    const [loop] = result.contenders
    if (loop === undefined) throw new Error('expected a contender')
    const cut = { status: 'partial', name: 'thread-pool', figures: null } as const
    const ended = { ...result, contenders: [loop, cut] }
    const before = of([100, 1], [10, 1], { pool: { status: 'not-run' } })
    for (const run of [before, ended]) {
      expect(runVerdict(run).headline).toBe(
        'No verdict: the run ended before the thread pool was measured.',
      )
    }
  })

  test('gives none where a contender finished no job', () => {
    expect(runVerdict(of([0, 1], [10, 1]))).toMatchObject({
      headline:
        'No verdict: the event loop finished no job, because a job takes longer than its blocks.',
      advice: 'Measure longer.',
    })
  })

  test('tells what was seen of contenders that were cut short or failed, and says so', () => {
    const result = of([100, 1], [50, 1], {
      loop: { status: 'failed', error: 'the loop exited with code 1', blocks: 3 },
      pool: { status: 'partial', blocks: 3 },
    })
    const { figures, reasons } = runVerdict(result)
    expect(figures[0]).toMatch(/^Seen, without an interval: /)
    expect(reasons).toContain('The event loop failed: “the loop exited with code 1”.')
    expect(reasons).toContain('The thread pool was cut short by cancelling.')
  })

  test('says how many jobs failed, which are not in the rates', () => {
    expect(runVerdict(of([19_600, 0.4], [392, 0.8], { pool: { failed: 40 } })).reasons[0]).toBe(
      '40 of 2,000 jobs of the thread pool failed and do not count.',
    )
  })
})

describe('the advice', () => {
  test('names the threads that a pool would need by Little’s law, and the cores that it lacks', () => {
    expect(runVerdict(of([19_600, 0.4], [392, 0.08], { pool: { serviceMs: 20.2 } })).advice).toBe(
      'For this work take the event loop. By Little’s law a pool would need about 400 threads to keep up. The loop’s core is full at 49,000 jobs a second, from 981 jobs in flight on. From about 13 % of computing on, 8 threads would do more; these jobs only wait.',
    )
    expect(runVerdict(of([5_000, 0.4], [392, 0.8], { pool: { serviceMs: 20 } })).advice).toMatch(
      /By Little’s law a pool would need about 1\d0 threads to keep up, on 10\.2 cores\. /,
    )
    // What hands out jobs needs cores too, which no thread of the pool can use.
    expect(runVerdict(of([5_000, 0.4], [392, 0.8], { pool: { serviceMs: 1 } })).advice).toMatch(
      /would need about \d threads to keep up\. With handing out its jobs it would use 10\.2 cores\. /,
    )
  })

  test('names no more threads than jobs in flight, however long a job held one', () => {
    const result = structuredClone(of([19_600, 0.4], [392, 0.08]))
    for (const contender of result.contenders) {
      if (contender.status === 'measured') contender.figures.service.meanMs = milliseconds(1.7e308)
    }
    expect(runVerdict(result).advice).toContain('about 400 threads')
  })

  test('takes neither where nothing tells them apart', () => {
    const alike = { noise: 0.2, latencyMs: 20 }
    expect(runVerdict(of([1_000, 1], [1_010, 1], { loop: alike, pool: alike })).advice).toBe(
      'Take either: this run cannot tell them apart. More blocks show smaller differences.',
    )
  })

  test('goes by CPU time, then by latency, where throughput tells no difference', () => {
    const noisy = { noise: 0.05, latencyMs: 20 }
    expect(runVerdict(of([1_000, 1], [1_000, 4], { loop: noisy, pool: noisy })).advice).toBe(
      'Take the event loop, which needs less CPU time for a job.',
    )
    const slow = { ...noisy, latencyMs: 90 }
    expect(runVerdict(of([1_000, 1], [1_000, 1], { loop: slow, pool: noisy })).advice).toBe(
      'Take the thread pool, which kept latency lower.',
    )
  })
})

test('a picture names the pair that nothing tells apart where others are drawn too', () => {
  const alike = { jobsPerSecond: 1_000, coresUsed: 1, latencyMs: 20, noise: 0.1 }
  const pair = { 'event-loop': alike, 'thread-pool': { ...alike, jobsPerSecond: 1_010 } }
  expect(runTitle(syntheticResult(pair), 'throughput')).toBe(
    'No measurable difference in throughput',
  )
  expect(
    runTitle(
      syntheticResult({ ...pair, sequential: { ...alike, jobsPerSecond: 5_000 } }),
      'throughput',
    ),
  ).toBe('The event loop and the thread pool show no measurable difference in throughput')
})

describe('the advice beside other contenders', () => {
  const advice = (each: Parameters<typeof syntheticResult>[0]): string =>
    runVerdict(syntheticResult(each)).advice

  test('names those that do more than both of the pair, which no other one does', () => {
    const alike = { jobsPerSecond: 1_000, coresUsed: 1, latencyMs: 20, noise: 0.1 }
    const pair = {
      'event-loop': alike,
      'thread-pool': { ...alike, jobsPerSecond: 1_010 },
    }
    const five = { ...alike, jobsPerSecond: 5_000 }
    expect(advice({ ...pair, sequential: five })).toMatch(
      / For throughput, the sequential run does more than both\.$/,
    )
    expect(advice({ ...pair, sequential: five, 'loop-per-core': five })).toMatch(
      / For throughput, (the sequential run|the loop per core) and the .* do more than both\.$/,
    )
    const between = { ...alike, jobsPerSecond: 1_005 }
    expect(advice({ ...pair, sequential: between })).not.toContain('more than both')
  })

  test('says nothing of all where one has no rate', () => {
    const alike = { coresUsed: 1, latencyMs: 20 }
    const result = syntheticResult({
      'event-loop': { ...alike, jobsPerSecond: 450, started: 5_000 },
      'thread-pool': { ...alike, jobsPerSecond: 650 },
      'loop-per-core': { ...alike, jobsPerSecond: 830 },
    })
    const { advice, reasons } = runVerdict(result)
    expect(advice).not.toContain('more than both')
    expect(reasons.join(' ')).not.toContain('finished most')
  })
})

describe('what else is said', () => {
  test('loop-per-core that beats everyone is said to, with what it costs per core-second', () => {
    const result = syntheticResult({
      ...typical,
      'loop-per-core': { jobsPerSecond: 38_000, coresUsed: 1.6, latencyMs: 10 },
    })
    const [most, perCore] = runVerdict(result).reasons
    expect(most).toMatch(
      /^Of all, the loop per core finished most: 1\.94 times \(.*\) as many jobs as the event loop\.$/,
    )
    expect(perCore).toMatch(/^Per core-second it did 0\.\d+ times \(.*\) as many\.$/)
  })

  test('the one that cannot be told from the best is named, also where another has a higher rate that is clearly less', () => {
    const result = syntheticResult({
      'event-loop': { jobsPerSecond: 30_000, coresUsed: 1, latencyMs: 20 },
      'thread-pool': { jobsPerSecond: 29_000, coresUsed: 2, latencyMs: 20, noise: 0.6 },
      'loop-per-core': { jobsPerSecond: 38_000, coresUsed: 2, latencyMs: 20 },
    })
    expect(runVerdict(result).reasons[0]).toBe(
      'Of all, the loop per core and the thread pool finished most, with no measurable difference.',
    )
  })

  test('a pool of 256 threads that catches up is not beaten in throughput, only in its cost', () => {
    const equal = { noise: 0.03 }
    const result = syntheticResult(
      made([12_500, 0.3], [12_450, 1.4], { loop: equal, pool: { ...equal, latencyMs: 21 } }),
      syntheticSpec({ workers: 256, concurrency: 256 }),
    )
    expect(runVerdict(result).headline).toBe(
      'No measurable difference in throughput, but the event loop needs 21 % of the CPU.',
    )
  })

  test('latency is told with the shorter one first, at a percentile that every block supports', () => {
    expect(runVerdict(of([19_600, 0.4], [392, 0.8])).figures.at(-1)).toMatch(
      /^Latency p90: event loop 21\.\d ms, thread pool 955 ms, 45\.0 times/,
    )
    const slow = of([19_600, 0.4], [19_600, 0.8], {
      loop: { latencyMs: 50 },
      pool: { latencyMs: 5 },
    })
    expect(runVerdict(slow).figures.at(-1)).toMatch(
      /^Latency p99: thread pool 5\.\d+ ms, event loop 5\d\.\d ms, 10\.\d times/,
    )
  })

  test('latency is not compared where one could not keep up with an open load', () => {
    const spec = syntheticSpec({ load: { kind: 'open', arrivalsPerSecond: 1_000 } })
    const result = syntheticResult(
      made([1_000, 0.1], [392, 0.1], {
        loop: { arrived: 5_000 },
        pool: { arrived: 5_000, rejected: 2_600 },
      }),
      spec,
    )
    const { headline, reasons } = runVerdict(result)
    expect(headline).toMatch(/^The event loop finished 2\.55 times as many jobs as 8 threads/)
    expect(reasons).toContain(
      'The thread pool could not keep up with the arrivals, so latency is not compared.',
    )
    expect(reasons).toContain('More jobs came in than its threads could take.')
  })

  test('no one is said to have finished more where both keep up with an open load', () => {
    const spec = syntheticSpec({ load: { kind: 'open', arrivalsPerSecond: 1_000 } })
    const keptUp = { arrived: 5_000, noise: 0.0001 }
    const result = syntheticResult(
      {
        ...made([1_000, 0.1], [990, 0.4], { loop: keptUp, pool: keptUp }),
        'loop-per-core': { jobsPerSecond: 1_010, coresUsed: 0.2, latencyMs: 20, ...keptUp },
      },
      spec,
    )
    const { headline, advice } = runVerdict(result)
    expect(headline).toBe(
      'Both kept up with 1,000 arrivals a second, but the event loop needs a quarter of the CPU.',
    )
    expect(advice).toBe('At this rate take the event loop, which needs less CPU time for a job.')
    expect(textOf(result)).not.toContain('finished')
  })

  test('a difference in latency that one contender has from itself is not claimed', () => {
    const result = of([19_600, 0.4], [19_600, 0.8], { pool: { latencyMs: 22 } })
    expect(textOf(result)).toMatch(/Latency p99: event loop/)
    const { selfCheck } = result
    const apart = { estimate: 1.1, low: 0.9, high: 1.3 }
    const unsteady = selfCheck && { ...selfCheck, latency: [{ percentile: 99, ratio: apart }] }
    expect(textOf({ ...result, selfCheck: unsteady })).toMatch(
      /Latency p99: no measurable difference/,
    )
  })

  test('the reason comes from what was measured: waiting and queueing, or computing', () => {
    const waits = of([19_600, 0.4], [392, 0.8], { pool: { latencyMs: 1_000, serviceMs: 20 } })
    expect(runVerdict(waits).reasons).toEqual([
      expect.stringMatching(
        /^Why: a job held one of the pool’s 8 threads while it waited, (over )?\d+ % of its time\.$/,
      ),
      expect.stringMatching(/^Jobs queued for a free thread for 9\d % of their latency\.$/),
      'The event loop runs other jobs in that time.',
    ])
    const computes = syntheticResult(
      made([480, 1], [912, 2], { pool: { latencyMs: 2.2 } }),
      cpuSpec,
    )
    expect(runVerdict(computes).reasons).toEqual([
      expect.stringMatching(/^Why: a job computed for \d+ % of its time on a thread\.$/),
      'So cores count: the event loop used 1.00 cores, the thread pool 2.00.',
    ])
  })

  test('a job that one of the two pays far more for is said to count besides cores', () => {
    const dearer = syntheticResult(
      made([1_000, 1], [1_200, 2], { pool: { latencyMs: 1.7 } }),
      cpuSpec,
    )
    expect(runVerdict(dearer).reasons.at(-1)).toBe(
      'What a job costs counts too: 1,000 µs of CPU time in the loop, 1,667 µs in the pool.',
    )
  })

  test('a job that only computes is never said to wait, however many threads share a core', () => {
    const oversubscribed = syntheticResult(
      made([480, 1], [912, 2], { pool: { latencyMs: 8.8 } }),
      cpuSpec,
    )
    expect(textOf(oversubscribed)).toMatch(
      /Why: a job computed for 2\d % of its time on a thread\. For 7\d % of that time it was ready, but no core was free\. So cores/,
    )
  })
})
