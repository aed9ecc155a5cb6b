import { describe, expect, test } from 'vitest'
import { figuresOf } from '../../../../src/engine/run/block/figures'
import type { Edge } from '../../../../src/engine/run/block/between-edges'
import type { Window } from '../../../../src/engine/run/block/figures'
import { ThreadLooks } from '../../../../src/engine/run/block/thread-looks'
import type { Snapshot } from '../../../../src/engine/run/block/snapshot'
import { figuresSchema } from '../../../../src/engine/result/figures'
import { Control } from '../../../../src/engine/measure/control'
import { MemoryWatch } from '../../../../src/engine/measure/machine/memory'
import { now } from '../../../../src/engine/measure/now'
import { nanoseconds, seconds } from '../../../../src/engine/measure/statistics/quantity'
import { preset } from '../../../../src/engine/spec/presets'
import { makePlan } from '../../../../src/engine/workload/make-plan'
import { ThreadRecord } from '../../../../src/engine/measure/thread-record'

const second = nanoseconds(1e9)

/** What a contender of two threads had done by some moment. */
interface Done {
  readonly atSeconds: number
  readonly completed: readonly [number, number]
  readonly cpuSeconds: readonly [number, number]
  readonly runtimeSeconds?: number
  readonly runQueueSeconds?: number
  /** What other programs had used, and what a hypervisor had taken. */
  readonly others?: readonly [number, number]
  readonly throttling?: Edge['throttling']
  readonly failed?: number
  readonly lastCompletedSeconds?: number
  readonly errors?: ReadonlyMap<string, number>
  readonly hiddenSeconds?: number
}

function edge(done: Done, switches: Edge['switches'] = [null, null]): Edge {
  const [first, other] = done.cpuSeconds
  const runtime = done.runtimeSeconds ?? 0
  const snapshot: Snapshot = {
    handedIn: 0,
    errors: done.errors ?? new Map<string, number>(),
    cpu: {
      atNs: nanoseconds(done.atSeconds * second),
      source: 'proc-schedstat',
      threads: [nanoseconds(first * second), nanoseconds(other * second)],
      runQueues: [],
      hiddenNs: done.hiddenSeconds === undefined ? null : nanoseconds(done.hiddenSeconds * second),
      runtimeNs: nanoseconds(runtime * second),
      runQueueNs:
        done.runQueueSeconds === undefined ? null : nanoseconds(done.runQueueSeconds * second),
      totalNs: nanoseconds((first + other + runtime) * second),
    },
    threads: done.completed.map((completed, index) => ({
      name: `loop ${index + 1}`,
      state: 'running',
      hasBegun: true,
      hasEnded: false,
      tid: 1 + index,
      process: 'self',
      started: completed,
      completed,
      failed: index === 0 ? (done.failed ?? 0) : 0,
      measured: completed,
      arrived: 0,
      rejected: 0,
      nextArrival: null,
      answered: 0,
      errors: [],
      lastCompletedNs:
        done.lastCompletedSeconds === undefined
          ? null
          : nanoseconds(done.lastCompletedSeconds * second),
      cpuTimeNs: nanoseconds(0),
      reported: {
        atNs: nanoseconds(done.atSeconds * second),
        cpuNs: null,
        gcNs: nanoseconds(done.atSeconds * 1e6),
        activeNs: nanoseconds(done.atSeconds * 0.25 * second),
        idleNs: nanoseconds(done.atSeconds * 0.75 * second),
      },
    })),
  }
  const [programSeconds, stolenSeconds] = (done.others ?? []).map(seconds)
  const others =
    programSeconds === undefined || stolenSeconds === undefined
      ? null
      : { programSeconds, stolenSeconds, serviceSeconds: null }
  return { snapshot, switches, others, throttling: done.throttling ?? [] }
}

function window(begin: Edge, end: Edge, changes: Partial<Window> = {}): Window {
  return {
    begin,
    end,
    records: [],
    samples: [],
    looks: new ThreadLooks(),
    parkedNs: nanoseconds(0),
    memory: new MemoryWatch(),
    hiddenQueueing: null,
    concurrency: 10,
    arrivalPlan: null,
    ...changes,
  }
}

const begin = edge({
  atSeconds: 1,
  completed: [100, 50],
  cpuSeconds: [0.5, 0.25],
  failed: 4,
  errors: new Map([
    ['early', 3],
    ['both', 1],
  ]),
})

describe('figuresOf', () => {
  test('takes differences between the edges, so that the warm-up is not counted', () => {
    const end = edge({
      atSeconds: 5,
      completed: [500, 250],
      cpuSeconds: [1.5, 0.75],
      runtimeSeconds: 0.5,
      failed: 12,
      errors: new Map([
        ['early', 3],
        ['both', 3],
        ['late', 6],
      ]),
    })
    const figures = figuresOf(window(begin, end))
    expect(figures).toMatchObject({
      measuredSeconds: 4,
      completed: 600,
      failed: 8,
      jobsPerSecond: 150,
      cpuSeconds: 2,
      coresUsed: 0.5,
      jobsPerCoreSecond: 300,
      gcMs: 8,
      errors: [
        { message: 'late', count: 6 },
        { message: 'both', count: 2 },
      ],
    })
    expect(
      figures.threads.map(({ name, completed, cpuSeconds }) => [name, completed, cpuSeconds]),
    ).toEqual([
      ['loop 1', 400, 1],
      ['loop 2', 200, 0.5],
      ['runtime', 0, 0.5],
    ])
    expect(figures.threads[0]?.utilisation).toBe(0.25)
    expect(() => figuresSchema.parse(figures)).not.toThrow()
  })

  test('divides by the time between completions under a closed load, by the measured time under an open one', () => {
    const from = edge({
      atSeconds: 1,
      completed: [0, 0],
      cpuSeconds: [0, 0],
      lastCompletedSeconds: 0.5,
    })
    const to = edge({
      atSeconds: 5,
      completed: [1, 1],
      cpuSeconds: [1, 1],
      lastCompletedSeconds: 1.5,
    })
    expect(figuresOf(window(from, to))).toMatchObject({ completionSeconds: 1, jobsPerSecond: 2 })
    const load = { kind: 'open', arrivalsPerSecond: 0.5, arrivals: 'constant' } as const
    const arrivalPlan = makePlan({ ...preset('io-bound', 2).spec, load }, { roundsPerMs: 1 })
    expect(figuresOf(window(from, to, { arrivalPlan }))).toMatchObject({
      completionSeconds: 4,
      jobsPerSecond: 0.5,
    })
  })

  test('tells hidden threads from the rest of the runtime where they are known', () => {
    const at = (atSeconds: number, hiddenSeconds: number) =>
      edge({ atSeconds, completed: [100, 50], cpuSeconds: [0.5, 0.25], hiddenSeconds })
    const { threads } = figuresOf(window(at(1, 0.5), at(2, 2)))
    expect(threads.slice(2).map(({ name, cpuSeconds }) => [name, cpuSeconds])).toEqual([
      ['hidden threads', 1.5],
      ['runtime', 0],
    ])
  })

  test('gives no jobs per core-second below a millisecond of CPU', () => {
    const end = edge({ atSeconds: 2, completed: [110, 50], cpuSeconds: [0.5005, 0.25] })
    expect(figuresOf(window(begin, end)).jobsPerCoreSecond).toBeNull()
    const busier = edge({ atSeconds: 2, completed: [110, 50], cpuSeconds: [0.502, 0.25] })
    expect(figuresOf(window(begin, busier)).jobsPerCoreSecond).toBeCloseTo(5000)
  })

  test('adds up the switches of the threads that could be read', () => {
    const from = { ...begin, switches: [{ voluntary: 10, involuntary: 1 }, null] }
    const end = edge({ atSeconds: 2, completed: [110, 50], cpuSeconds: [0.6, 0.25] }, [
      { voluntary: 25, involuntary: 3 },
      { voluntary: 7, involuntary: 7 },
    ])
    const figures = figuresOf(window(from, end))
    expect([figures.voluntarySwitches, figures.involuntarySwitches]).toEqual([15, 2])
    expect(figuresOf(window(begin, end)).voluntarySwitches).toBeNull()
  })

  test('takes the time spent waiting for a free core, where the system tells it', () => {
    const from = edge({
      atSeconds: 1,
      completed: [0, 0],
      cpuSeconds: [0, 0],
      runQueueSeconds: 0.5,
    })
    const to = edge({
      atSeconds: 3,
      completed: [9, 9],
      cpuSeconds: [1, 1],
      runQueueSeconds: 1.75,
    })
    expect(figuresOf(window(from, to)).runQueueSeconds).toBe(1.25)
    expect(figuresOf(window(begin, begin)).runQueueSeconds).toBeNull()
  })

  test('what others used meanwhile is the difference of two looks, never less than nothing', () => {
    const at = (atSeconds: number, others?: readonly [number, number]): Edge =>
      edge({ atSeconds, completed: [0, 0], cpuSeconds: [0, 0], ...(others && { others }) })
    const between = (from: Edge, to: Edge) => {
      const { otherSeconds, stolenSeconds } = figuresOf(window(from, to))
      return { otherSeconds, stolenSeconds }
    }
    expect(between(at(0, [10, 1]), at(1, [11.5, 1.25]))).toEqual({
      otherSeconds: 1.5,
      stolenSeconds: 0.25,
    })
    // The system counts it in hundredths, and this process's own time in microseconds.
    expect(between(at(0, [10, 1]), at(1, [9.99, 1]))).toEqual({
      otherSeconds: 0,
      stolenSeconds: 0,
    })
    expect(between(at(0), at(1, [11.5, 1]))).toEqual({ otherSeconds: null, stolenSeconds: null })
  })

  test('counts a rate from the last completion before the window to the last one in it', () => {
    const cpuSeconds = [0.5, 0.25] as const
    // Bursts of 100 at every 0.3 s: 3 of them within 1 s, of which the rate is 333 and not 300.
    const from = edge({ atSeconds: 1, completed: [300, 0], cpuSeconds, lastCompletedSeconds: 0.9 })
    const to = edge({ atSeconds: 2, completed: [600, 0], cpuSeconds, lastCompletedSeconds: 1.8 })
    const figures = figuresOf(window(from, to))
    expect(figures.measuredSeconds).toBe(1)
    expect(figures.completionSeconds).toBeCloseTo(0.9, 9)
    expect(figures.jobsPerSecond).toBeCloseTo(1_000 / 3, 6)
  })

  test('counts no rate but 0 where nothing was completed', () => {
    const cpuSeconds = [0.5, 0.25] as const
    const from = edge({ atSeconds: 1, completed: [9, 0], cpuSeconds, lastCompletedSeconds: 0.9 })
    const to = edge({ atSeconds: 2, completed: [9, 0], cpuSeconds, lastCompletedSeconds: 0.9 })
    const { jobsPerSecond, completionSeconds } = figuresOf(window(from, to))
    expect([jobsPerSecond, completionSeconds]).toEqual([0, 1])
  })

  test('knows no GC time of threads that did not look at themselves in the window', () => {
    const { threads } = figuresOf(window(begin, begin))
    expect(threads.map(({ gcMs, utilisation }) => [gcMs, utilisation])).toEqual([
      [null, null],
      [null, null],
      [null, null],
    ])
  })

  test('merges the latencies of all records', () => {
    const control = Control.allocate()
    const records = ['loop 1', 'loop 2'].map((name) => ThreadRecord.allocate(name, control))
    control.startMeasuring()
    for (const [index, record] of records.entries()) {
      for (let job = 0; job < 10; job++) {
        record.jobFinished(now(), nanoseconds((index + 1) * 2e6), nanoseconds((index + 1) * 1e6))
      }
    }
    const end = edge({ atSeconds: 2, completed: [110, 60], cpuSeconds: [0.6, 0.25] })
    const { latency, service } = figuresOf(window(begin, end, { records }))
    expect(latency.count).toBe(20)
    expect(latency.meanMs).toBeCloseTo(3, 2)
    expect(latency.maxMs).toBeCloseTo(4, 2)
    expect(service.meanMs).toBeCloseTo(1.5, 2)
  })

  test('says how late the loop’s timers came only where there were enough', () => {
    const control = Control.allocate()
    const record = ThreadRecord.allocate('loop', control)
    control.startMeasuring()
    const end = edge({ atSeconds: 2, completed: [110, 60], cpuSeconds: [0.6, 0.25] })
    for (let timer = 0; timer < 999; timer++) record.timerLate(nanoseconds(2e6))
    expect(
      figuresOf(window(begin, end, { records: [record] })).timerLateness?.percentiles.at(-1),
    ).toMatchObject({ percentile: 90 })
    record.timerLate(nanoseconds(2e6))
    expect(
      figuresOf(window(begin, end, { records: [record] })).timerLateness?.percentiles.at(-1),
    ).toMatchObject({ percentile: 99 })
  })
})
