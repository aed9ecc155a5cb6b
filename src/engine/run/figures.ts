import type { Histogram } from 'hdr-histogram-js'
import type { CountedError } from '../measure/error-counts'
import type { TaskSwitches } from '../measure/cpu/linux-task'
import type { OthersReading } from '../measure/machine/machine'
import { throttlingBetween, type ThrottleReading } from '../measure/processors/control-groups'
import type { MemoryWatch } from '../measure/machine/memory'
import {
  bytes,
  cores,
  milliseconds,
  nanoseconds,
  perCoreSecond,
  perSecond,
  seconds,
  toMilliseconds,
} from '../measure/statistics/quantity'
import type { Milliseconds, Nanoseconds } from '../measure/statistics/quantity'
import type { ReportedByThread } from '../measure/self-report'
import { histogramsOf } from '../measure/latency/histogram'
import { merge, summarise } from '../measure/statistics/summarise'
import type { ThreadRecord } from '../measure/thread-record'
import { utilisationBetween } from '../measure/cpu/own-thread'
import type { Plan } from '../workload/plan'
import { jobsBehind } from './arrival-backlog'
import { countBetween, lastCompletionNs } from './snapshot'
import type { Moment } from './snapshot'
import type { Figures, Latency, Sample, ThreadFigures } from '../result/result'

/** Less CPU time than this is too close to what reading it costs to divide by. */
export const LEAST_CPU_NS = 1_000_000

/** One edge of the measured window. */
export interface Edge {
  readonly moment: Moment
  readonly switches: readonly (TaskSwitches | null)[]
  /** What others had done so far; null where it is not told. */
  readonly others: OthersReading | null
  /** How often control groups with a quota were stopped so far. */
  readonly throttling: readonly ThrottleReading[]
}

/** What a window of measuring consists of. */
export interface Window {
  readonly begin: Edge
  readonly end: Edge
  readonly records: readonly ThreadRecord[]
  readonly samples: readonly Sample[]
  readonly memory: MemoryWatch
  readonly concurrency: number
  /** Of an open load its plan; null for a closed one. */
  readonly arrivalPlan: Plan | null
}

/**
 * The figures of a window: differences between its two edges, and the histograms, which were
 * filled only within it. Jobs per second = completions ÷ seconds from the last completion before
 * the window to the last one in it; cores used = CPU seconds ÷ wall seconds; jobs per core-second =
 * completions ÷ CPU seconds, null below 1 ms of CPU.
 */
export function figuresOf(window: Window): Figures {
  const { begin, end, records, samples, memory, concurrency, arrivalPlan } = window
  const { growthBytes } = memory
  const measuredSeconds = (end.moment.cpu.atNs - begin.moment.cpu.atNs) / 1e9
  const cpuNs = Math.max(0, end.moment.cpu.totalNs - begin.moment.cpu.totalNs)
  const completed = countBetween(begin.moment, end.moment, 'measured')
  const completionSeconds = completed === 0 ? measuredSeconds : secondsOfCompletions(begin, end)
  const histograms = records.map(histogramsOf)
  const threads = threadFigures(begin, end)
  const gcMs = sumOf(threads.map((thread) => thread.gcMs))
  return {
    measuredSeconds: seconds(measuredSeconds),
    completionSeconds: seconds(completionSeconds),
    completed,
    failed: countBetween(begin.moment, end.moment, 'failed'),
    started: countBetween(begin.moment, end.moment, 'started'),
    errors: errorsBetween(begin, end),
    jobsPerSecond: perSecond(completed / completionSeconds),
    latency: summarise(merge(histograms.map(({ response }) => response))),
    service: summarise(merge(histograms.map(({ service }) => service))),
    cpuSource: end.moment.cpu.source,
    cpuSeconds: seconds(cpuNs / 1e9),
    coresUsed: cores(cpuNs / 1e9 / measuredSeconds),
    runQueueSeconds: secondsBetween(begin.moment.cpu.runQueueNs, end.moment.cpu.runQueueNs),
    ...othersBetween(begin, end),
    throttling: throttlingBetween(begin.throttling, end.throttling),
    jobsPerCoreSecond: cpuNs < LEAST_CPU_NS ? null : perCoreSecond(completed / (cpuNs / 1e9)),
    arrivals:
      arrivalPlan === null
        ? null
        : {
            ...arrivalsBetween(begin.moment, end.moment, arrivalPlan),
            queueing: summarise(merge(histograms.map(({ queueing }) => queueing))),
            uncorrected: summarise(merge(histograms.map(({ uncorrected }) => uncorrected))),
          },
    timerLateness: timerLatenessOf(histograms.map(({ timerLateness }) => timerLateness)),
    gcMs: gcMs === null ? null : milliseconds(gcMs),
    peakMemoryBytes: memory.peakBytes,
    memoryPerJobBytes: growthBytes === null ? null : bytes(growthBytes / concurrency),
    voluntarySwitches: sumOf(threads.map(({ voluntarySwitches }) => voluntarySwitches)),
    involuntarySwitches: sumOf(threads.map(({ involuntarySwitches }) => involuntarySwitches)),
    threads: [...threads, ...runtimeFigures(begin, end)],
    samples: [...samples],
    blocks: [],
  }
}

/**
 * Jobs that were started together end together: how many such bursts fall into a window depends on
 * where it begins and ends, but from completion to completion there are always whole ones.
 */
function secondsOfCompletions(begin: Edge, end: Edge): number {
  const { atNs: beginNs } = begin.moment.cpu
  const firstNs = lastCompletionNs(begin.moment) ?? beginNs
  const lastNs = lastCompletionNs(end.moment) ?? end.moment.cpu.atNs
  return (lastNs - firstNs) / 1e9
}

/** Jobs count when they were due to come in, let in or not: who is behind has no fewer of them. */
function arrivalsBetween(begin: Moment, end: Moment, plan: Plan) {
  const parts = end.threads.filter(({ nextArrival }) => nextArrival !== null).length
  const behind = jobsBehind(end, plan, parts)
  const letIn = countBetween(begin, end, 'arrived')
  return {
    came: Math.max(0, letIn + behind - jobsBehind(begin, plan, parts)),
    dropped: countBetween(begin, end, 'dropped'),
    behind,
  }
}

function threadFigures(begin: Edge, end: Edge): ThreadFigures[] {
  return end.moment.threads.map((to, index) => {
    const from = begin.moment.threads[index]
    const fromSwitches = begin.switches[index] ?? null
    const toSwitches = end.switches[index] ?? null
    const fromReport = from?.reported ?? null
    const { reported } = to
    return {
      name: to.name,
      completed: to.measured - (from?.measured ?? 0),
      cpuSeconds: secondsBetween(begin.moment.cpu.threads[index], end.moment.cpu.threads[index]),
      utilisation: fromReport && reported && utilisationBetween(fromReport, reported),
      voluntarySwitches:
        fromSwitches && toSwitches && toSwitches.voluntary - fromSwitches.voluntary,
      involuntarySwitches:
        fromSwitches && toSwitches && toSwitches.involuntary - fromSwitches.involuntary,
      gcMs: gcBetween(fromReport, reported),
    }
  })
}

/** The runtime's own helpers as one more thread: what they spend belongs to the contender. */
function runtimeFigures(begin: Edge, end: Edge): ThreadFigures[] {
  const cpuSeconds = secondsBetween(begin.moment.cpu.runtimeNs, end.moment.cpu.runtimeNs)
  if (cpuSeconds === null) return []
  const unknown = { utilisation: null, voluntarySwitches: null, involuntarySwitches: null }
  return [{ name: 'runtime', completed: 0, cpuSeconds, ...unknown, gcMs: null }]
}

type Reading = Nanoseconds | null | undefined

function secondsBetween(from: Reading, to: Reading) {
  return from == null || to == null ? null : seconds(Math.max(0, to - from) / 1e9)
}

/** Counted in hundredths of a second while the process's own time is exact, so that it can seem negative. */
function othersBetween(
  { others: from }: Edge,
  { others: to }: Edge,
): Pick<Figures, 'otherSeconds' | 'stolenSeconds'> {
  if (from === null || to === null) return { otherSeconds: null, stolenSeconds: null }
  return {
    otherSeconds: seconds(Math.max(0, to.programSeconds - from.programSeconds)),
    stolenSeconds: seconds(Math.max(0, to.stolenSeconds - from.stolenSeconds)),
  }
}

/** Null where the thread did not look at itself within the window, as one blocked throughout. */
function gcBetween(
  from: ReportedByThread | null,
  to: ReportedByThread | null,
): Milliseconds | null {
  if (from === null || to === null || from.atNs === to.atNs) return null
  if (from.gcNs === null || to.gcNs === null) return null
  return toMilliseconds(nanoseconds(to.gcNs - from.gcNs))
}

/** The sum of what is known; null where nothing is. */
function sumOf(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null)
  return known.length === 0 ? null : known.reduce((sum, value) => sum + value, 0)
}

/** Null where no timer was set. */
function timerLatenessOf(histograms: readonly Histogram[]): Latency | null {
  const lateness = merge(histograms)
  return lateness.totalCount === 0 ? null : summarise(lateness)
}

/** Most frequent first. */
function errorsBetween(begin: Edge, end: Edge): CountedError[] {
  const before = begin.moment.errors
  return [...end.moment.errors]
    .map(([message, count]) => ({ message, count: count - (before.get(message) ?? 0) }))
    .filter(({ count }) => count > 0)
    .sort((a, b) => b.count - a.count)
}
