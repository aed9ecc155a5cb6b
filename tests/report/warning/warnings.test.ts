import { describe, expect, test } from 'vitest'
import type { Figures } from '../../../src/engine/result/figures'
import { isCutOff } from '../../../src/engine/analysis/trust/rate-fault'
import { latencyFaultOf } from '../../../src/engine/analysis/trust/latency-fault'
import { isSaturated } from '../../../src/engine/analysis/trust/saturation'
import { warningsOf } from '../../../src/report/warning'
import { seconds } from '../../../src/engine/measure/statistics/quantity'
import { figuresOf } from '../../../src/engine/result/measured-figures'
import { sentencesIn, wordsIn } from '../../text/sentences'
import { everyWarning } from './every-warning'
import { syntheticResult, syntheticSpec, typical } from '../../charts/synthetic-result'

const spec = syntheticSpec()

/** An event loop in steady state, with nothing to warn of, but for what a test changes. */
function steady(changes: Record<string, unknown> = {}): Figures {
  const [contender] = syntheticResult({ 'event-loop': typical['event-loop'] }).contenders
  const figures = contender === undefined ? null : figuresOf(contender)
  if (figures === null) throw new Error('the synthetic result has no figures')
  return { ...figures, ...changes }
}

const kinds = (figures: Figures) => warningsOf(figures, spec).map(({ kind }) => kind)

/** What was noticed, with its figures. */
const seenIn = (...args: Parameters<typeof warningsOf>) =>
  warningsOf(...args).map(({ kind, seen }) => ({ kind, ...seen }))

test('the warning that moves most comes first', () => {
  const { blocks } = steady()
  const figures = steady({
    blocks: blocks.map((block, index) => ({ ...block, isSteady: index > 0 })),
    runQueueSeconds: 3,
    cpuSeconds: 1,
  })
  expect(kinds(figures)).toEqual(['run-queue', 'unsteady'])
})

test('every kind of warning is short and ends in advice, of one contender and of all', () => {
  for (const { words, kind } of everyWarning()) {
    expect(words, kind).toMatch(/\. [A-Z][^.]*\.$/)
    for (const sentence of sentencesIn(words)) {
      expect(wordsIn(sentence), sentence).toBeLessThanOrEqual(20)
    }
  }
})

describe('warnings', () => {
  test('no warning is given for a run in steady state on a free machine', () => {
    expect(seenIn(steady(), spec)).toEqual([])
  })

  test('jobs in flight that throughput × latency does not explain by more than 5 % break Little’s law', () => {
    const { latency } = steady()
    const shorter = { ...latency, meanMs: latency.meanMs * 0.9 }
    const [warning] = warningsOf(steady({ latency: shorter }), spec).map((found) => ({
      ...found.seen,
      ...found,
    }))
    expect(warning).toMatchObject({ kind: 'littles-law', inFlight: 400 })
    expect(warning?.size).toBeGreaterThan(0.05)
    const hardly = { ...latency, meanMs: latency.meanMs * 0.99 }
    expect(kinds(steady({ latency: hardly }))).toEqual([])
  })

  test('blocks that came to a tenth more than they were to have are told with both lengths', () => {
    const { blocks, measuredSeconds } = steady()
    const plannedMs = spec.durationMs / spec.blocks
    expect((measuredSeconds * 1_000) / blocks.length).toBeCloseTo(plannedMs, -1)
    const durationMs = spec.durationMs / 1.2
    expect(seenIn(steady(), { ...spec, durationMs })).toMatchObject([
      { kind: 'stretched', plannedMs: plannedMs / 1.2 },
    ])
    expect(seenIn(steady(), { ...spec, durationMs: spec.durationMs / 1.05 })).toEqual([])
  })

  test('blocks that had another number of cores are told with the least and the most', () => {
    const { blocks } = steady()
    const busy = (coresOf: (index: number) => number) => ({
      blocks: blocks.map((block, index) => ({
        ...block,
        cpuSeconds: seconds(block.measuredSeconds * coresOf(index)),
      })),
    })
    const kindsOf = (coresOf: (index: number) => number) => kinds(steady(busy(coresOf)))
    expect(seenIn(steady(busy((index) => (index < 3 ? 1 : 1.9))), spec)).toMatchObject([
      {
        kind: 'uneven-cores',
        least: expect.closeTo(1) as number,
        most: expect.closeTo(1.9) as number,
      },
    ])
    expect(kindsOf((index) => (index < 3 ? 1.7 : 1.9))).toEqual([])
    expect(kindsOf((index) => (index < 3 ? 0.1 : 0.4))).toEqual([])
  })

  test('few looks at few jobs of an open load are no evidence against Little’s law', () => {
    const load = { kind: 'open', arrivalsPerSecond: 300, arrivals: 'constant' } as const
    const { latency } = steady()
    const arrivals = { arrived: 1_500, rejected: 0, queueing: latency, uncorrected: latency }
    const seen = (inFlight: number, looks: number) => {
      const samples = steady()
        .samples.slice(0, looks)
        .map((sample) => ({ ...sample, inFlight }))
      const figures = {
        jobsPerSecond: 300,
        completed: 1_500,
        measuredSeconds: 5,
        arrivals,
        samples,
      }
      const meanMs = 20
      return seenIn(steady({ ...figures, latency: { ...latency, meanMs } }), { ...spec, load })
    }
    expect(seen(7, 20)).toEqual([])
    expect(seen(12, 20)).toMatchObject([{ kind: 'littles-law', inFlight: 12 }])
  })

  test('Little’s law is not held against jobs that failed, whose latency is not recorded', () => {
    const { latency } = steady()
    const shorter = { ...latency, meanMs: latency.meanMs * 0.5 }
    expect(kinds(steady({ latency: shorter, failed: 3 }))).toEqual([])
  })

  test('a queue that takes longer to go round than the warm-up is still filling, and nothing else', () => {
    const slow = steady({ jobsPerSecond: 160, completed: 800, started: 800 })
    expect(seenIn(slow, spec)).toEqual([
      { kind: 'still-filling', residenceMs: 2_500, warmUpMs: 2_000 },
    ])
  })

  test('a queue that fills until blocks are over is not warned of: it has no latency to be read with care', () => {
    const slower = steady({ jobsPerSecond: 150, completed: 750, started: 750 })
    expect(latencyFaultOf(slower, spec)).toBe('filling')
    expect(kinds(slower)).toEqual([])
  })

  test('time ready to run with no core free is told with its size', () => {
    expect(seenIn(steady({ runQueueSeconds: 3, cpuSeconds: 1 }), spec)).toEqual([
      { kind: 'run-queue', share: 0.75, seconds: 3, cause: 'unknown' },
    ])
    expect(kinds(steady({ runQueueSeconds: 0.05, cpuSeconds: 1 }))).toEqual([])
    expect(kinds(steady({ runQueueSeconds: null }))).toEqual([])
  })

  test('threads that wait for each other are told where they use half of a core or more', () => {
    const starvation = { waitedShare: 0.75, lostShare: 0, cause: 'own-threads' } as const
    const told = (cpuSeconds: number) => {
      const { measuredSeconds } = steady()
      const used = { runQueueSeconds: 3, cpuSeconds: cpuSeconds * measuredSeconds }
      return warningsOf(steady(used), spec, starvation).map(({ kind }) => kind)
    }
    expect(told(0.3)).not.toContain('run-queue')
    expect(told(0.6)).toContain('run-queue')
  })

  test('threads of jobs that compute are to be fewer, those of jobs that wait are not', () => {
    const starvation = { waitedShare: 0.75, lostShare: 0, cause: 'own-threads' } as const
    const adviceOn = (workload: object): string | undefined => {
      const { measuredSeconds } = steady()
      const figures = steady({ runQueueSeconds: 3, cpuSeconds: measuredSeconds })
      return warningsOf(figures, syntheticSpec({ workload }), starvation).find(
        ({ kind }) => kind === 'run-queue',
      )?.advice
    }
    expect(adviceOn({ kind: 'cpu', cpuMs: 2 })).toContain('take fewer')
    expect(adviceOn({ kind: 'wait', waitMs: 20 })).not.toContain('fewer')
  })

  test('a thread that wakes often and hardly uses its core is not said to lack one', () => {
    const waited = steady({ runQueueSeconds: 1, cpuSeconds: 1 })
    const causes = (['unknown', 'others', 'unseen'] as const).filter((cause) =>
      warningsOf(waited, spec, { waitedShare: 0.5, lostShare: 0, cause }).some(
        ({ kind }) => kind === 'run-queue',
      ),
    )
    expect(causes).toEqual(['others', 'unseen'])
  })

  test('garbage collection is told where it stops a thread for more than 5 % of the time', () => {
    const collecting = (...gcMs: (number | null)[]): Figures =>
      steady({ threads: gcMs.map((ms) => ({ gcMs: ms })) })
    expect(seenIn(collecting(100, 500), spec)).toEqual([{ kind: 'garbage-collection', share: 0.1 }])
    expect(kinds(collecting(200, 200, 200, 200))).toEqual([])
    // One that began before measuring is told whole.
    expect(seenIn(collecting(7_000), spec)).toEqual([{ kind: 'garbage-collection', share: 1 }])
    expect(kinds(collecting(null))).toEqual([])
  })

  test('timers that come more than 5 ms late are told', () => {
    const late = (valueMs: number) => ({
      timerLateness: { ...steady().latency, percentiles: [{ percentile: 99, valueMs }] },
    })
    expect(seenIn(steady(late(12)), spec)).toEqual([
      { kind: 'late-timers', p99Ms: 12, share: expect.closeTo(0.58, 1) as number },
    ])
    expect(kinds(steady(late(2)))).toEqual([])
  })

  test('a dispatcher without time left limits its pool', () => {
    const threads = [{ name: 'dispatcher', cpuSeconds: 4.75 }]
    expect(seenIn(steady({ threads }), spec)).toEqual([
      { kind: 'saturated-dispatcher', coresUsed: 0.95 },
    ])
    expect(kinds(steady({ threads: [{ name: 'worker 1', cpuSeconds: 4.9 }] }))).toEqual([])
  })

  test('blocks whose rate still rose when their warm-up had to end are told', () => {
    const { blocks } = steady()
    const unsteady = blocks.map((block, index) => ({ ...block, isSteady: index > 1 }))
    expect(seenIn(steady({ blocks: unsteady }), spec)).toEqual([
      { kind: 'unsteady', blocks: 2, of: 8 },
    ])
    expect(seenIn(steady({ blocks: unsteady }), { ...spec, warmupMs: 0 })).toEqual([])
  })

  test('jobs that become cheaper from the first half of the blocks to the second are told, by how much', () => {
    const { blocks, samples } = steady()
    const [sample] = samples
    if (sample === undefined) throw new Error('the synthetic figures have no samples')
    /** Four samples in each block, which use so many cores. */
    const using = (cores: (block: number, place: number) => number) => ({
      samples: blocks.flatMap(({ measuredSeconds }, block) =>
        [0, 1, 2, 3].map((place) => ({
          ...sample,
          atMs: (block + (place + 1) / 4) * measuredSeconds * 1_000,
          coresUsed: cores(block, place),
        })),
      ),
    })
    const falling = using((_, place) => (place < 2 ? 0.5 : 0.4))
    expect(seenIn(steady(falling), spec)).toEqual([
      { kind: 'warming', share: expect.closeTo(0.2) as number },
    ])
    // By less than it would matter, by chance in some of the blocks, or the other way round.
    expect(kinds(steady(using((_, place) => (place < 2 ? 0.5 : 0.48))))).toEqual([])
    const inSixOfEight = using((block, place) => (place < 2 === block < 6 ? 0.5 : 0.3))
    expect(kinds(steady(inSixOfEight))).toEqual([])
    expect(kinds(steady(using((_, place) => (place < 2 ? 0.4 : 0.5))))).toEqual([])
  })

  test('blocks in which far more jobs ended than began, or began than ended, are too short for a rate', () => {
    const [warning] = seenIn(steady({ started: 20, completed: 180, failed: 0 }), spec)
    expect(warning).toEqual({ kind: 'cut-off', started: 20, ended: 180 })
    expect(kinds(steady({ started: 180, completed: 0, failed: 20 }))).toContain('cut-off')
    expect(kinds(steady({ started: 150, completed: 170, failed: 0 }))).not.toContain('cut-off')
    // One job more or less at each end of 8 blocks, as of a contender that does few.
    expect(kinds(steady({ started: 24, completed: 8, failed: 0 }))).not.toContain('cut-off')
    expect(kinds(steady({ started: null, completed: 180 }))).not.toContain('cut-off')
    // Computed before the blocks: 20 ms of computing each, and CPU time for half of them.
    const mixed = syntheticSpec({
      workload: { kind: 'mixed', waitMs: 0, cpuMs: 20, spread: 'fixed' },
    })
    const early = { started: 152, completed: 152, jobsPerSecond: 95, cpuSeconds: seconds(1.6) }
    const kindsOf = (cpuSeconds: number) =>
      seenIn(steady({ ...early, cpuSeconds: seconds(cpuSeconds) }), mixed).map(({ kind }) => kind)
    expect(kindsOf(1.6)).toContain('bursts')
    expect(kindsOf(3)).not.toContain('bursts')
    // As many began as ended, in bursts further apart than a block is long.
    const { measuredSeconds } = steady()
    const bursts = {
      started: 180,
      completed: 180,
      completionSeconds: seconds(measuredSeconds * 1.25),
    }
    expect(kinds(steady(bursts))).toContain('bursts')
    const even = { ...bursts, completionSeconds: seconds(measuredSeconds * 1.02) }
    expect(kinds(steady(even))).not.toContain('bursts')
    // With one in flight jobs end all the time: no block is too short for that, something stalled.
    const one = { ...spec, concurrency: 1 }
    const [stalled] = seenIn(steady({ ...bursts, started: 233, completed: 233 }), one)
    expect(stalled).toMatchObject({ kind: 'stalled' })
    expect(isCutOff(steady({ ...bursts, started: 233, completed: 233 }), one)).toBe(true)
  })

  test('an open load that is more than a contender can do is saturation, and nothing else', () => {
    const load = { kind: 'open', arrivalsPerSecond: 30_000, arrivals: 'poisson' } as const
    const { latency } = steady()
    const arrivals = { arrived: 150_000, rejected: 52_000, queueing: latency, uncorrected: latency }
    expect(seenIn(steady({ arrivals }), { ...spec, load })).toEqual([
      {
        kind: 'saturated',
        arrivalsPerSecond: 30_000,
        jobsPerSecond: typical['event-loop'].jobsPerSecond,
        rejected: 52_000,
        backlog: undefined,
      },
    ])
    const enough = { ...load, arrivalsPerSecond: 19_700 }
    expect(
      seenIn(steady({ arrivals: { ...arrivals, arrived: 98_000, rejected: 0 } }), {
        ...spec,
        load: enough,
      }),
    ).toEqual([])
  })

  test('jobs turned away because C were there, from a contender that did the others in time, are no saturation', () => {
    const load = { kind: 'open', arrivalsPerSecond: 400, arrivals: 'poisson' } as const
    const { latency } = steady()
    const turnedAway = (arrived: number, rejected: number) => {
      const arrivals = { arrived, rejected, queueing: latency, uncorrected: latency }
      const done = { measuredSeconds: 5, completed: arrived - rejected, failed: 0, arrivals }
      return seenIn(steady({ ...done, jobsPerSecond: (arrived - rejected) / 5, samples: [] }), {
        ...spec,
        load,
      })
    }
    expect(turnedAway(2_100, 63)).toEqual([{ kind: 'turned-away', share: 0.03, rejected: 63 }])
    expect(turnedAway(2_100, 20)).toEqual([])
    expect(turnedAway(2_100, 600)).toMatchObject([{ kind: 'saturated', rejected: 600 }])
  })

  test('Little’s law takes the time since a job of an open load was handed in, not since it was due', () => {
    const load = { kind: 'open', arrivalsPerSecond: 19_583, arrivals: 'constant' } as const
    const { latency } = steady()
    const corrected = { ...latency, meanMs: latency.meanMs * 1.5 }
    const arrivals = { arrived: 97_915, rejected: 0, queueing: latency, uncorrected: latency }
    const figures = steady({ latency: corrected, arrivals })
    expect(seenIn(figures, { ...spec, load })).toEqual([])
  })

  test('fewer Poisson arrivals than the rate says, by chance, are no saturation, but what came and was not done is', () => {
    const { latency } = steady()
    const few = (changes: Partial<Figures>, arrived: number): boolean => {
      const arrivals = { arrived, rejected: 0, queueing: latency, uncorrected: latency }
      return isSaturated(steady({ measuredSeconds: 3, failed: 0, arrivals, ...changes }), {
        ...spec,
        load: { kind: 'open', arrivalsPerSecond: 30, arrivals: 'poisson' },
      })
    }
    expect(few({ completed: 72 }, 73)).toBe(false)
    expect(few({ completed: 50 }, 51)).toBe(true)
    expect(few({ completed: 72 }, 90)).toBe(true)
  })

  test('a job that failed was done with: it is no sign of saturation', () => {
    const load = { kind: 'open', arrivalsPerSecond: 300, arrivals: 'constant' } as const
    const { latency } = steady()
    const arrivals = { arrived: 900, rejected: 0, queueing: latency, uncorrected: latency }
    const done = { measuredSeconds: 3, completed: 788, arrivals }
    expect(isSaturated(steady({ ...done, failed: 112 }), { ...spec, load })).toBe(false)
    expect(isSaturated(steady({ ...done, failed: 0 }), { ...spec, load })).toBe(true)
  })
})

test('throttled periods are told with their share, from 5 % on', () => {
  const [warning] = warningsOf(steady({ throttling: { periods: 100, throttled: 37 } }), spec)
  expect(warning?.alone).toBe('throttled in 37 % of its periods, its quota used up')
  expect(kinds(steady({ throttling: { periods: 100, throttled: 5 } }))).toEqual([])
  expect(kinds(steady({ throttling: { periods: 0, throttled: 0 } }))).toEqual([])
})

test('blocks on slower cores are told with their number, those of mixed ones by most of their time', () => {
  const { blocks } = steady()
  const slowIn = (count: number) => {
    const onSlow = blocks.map((block, index) => ({
      ...block,
      slowShare: index < count ? 0.8 : 0.2,
    }))
    return warningsOf(steady({ blocks: onSlow }), spec).map(({ alone }) => alone)
  }
  expect(slowIn(4)).toEqual(['half of its blocks ran on slower cores'])
  expect(slowIn(3)).toEqual(['3 of its 8 blocks ran on slower cores'])
  expect(slowIn(8)).toEqual(['all of its blocks ran on slower cores'])
  expect(slowIn(0)).toEqual([])
})
