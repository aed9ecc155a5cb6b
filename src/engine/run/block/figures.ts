import { throttlingBetween } from '../../measure/processors/control-groups'
import type { MemoryWatch } from '../../measure/machine/memory'
import {
  bytes,
  cores,
  milliseconds,
  perCoreSecond,
  perSecond,
  seconds,
  type Nanoseconds,
} from '../../measure/statistics/quantity'
import { histogramsOf } from '../../measure/latency/histogram'
import { summarise } from '../../measure/statistics/summarise'
import type { ThreadRecord } from '../../measure/thread-record'
import type { Plan } from '../../workload/plan'
import { jobTracesOf } from './job-traces'
import { countBetween } from './snapshot'
import type { ThreadLooks } from './thread-looks'
import { mergeTraces } from '../../result/job-trace'
import type { Figures, Latency, Sample } from '../../result/figures'
import type { SlotResult } from '../../result/result'
import { completionSeconds } from '../../analysis/infer'
import {
  secondsOfCompletions,
  arrivalsBetween,
  threadFigures,
  helperFigures,
  secondsBetween,
  othersBetween,
  totalOf,
  errorsBetween,
  type Edge,
} from './between-edges'
import {
  mergeLatency,
  mergeArrivals,
  mergeThrottling,
  mergeErrors,
  mergeThreads,
  mergeSamples,
  sumOf,
  sumOfKnown,
  nullable,
  mostBytes,
} from './over-blocks'

/** Less CPU time than this is too close to what reading it costs to divide by. */
const LEAST_CPU_NS = 1_000_000

/** What a window of measuring consists of. */
export interface Window {
  readonly begin: Edge
  readonly end: Edge
  readonly records: readonly ThreadRecord[]
  readonly samples: readonly Sample[]
  readonly looks: ThreadLooks
  /** For how long its threads were parked before (see `Control.clock`). */
  readonly parkedNs: Nanoseconds
  readonly memory: MemoryWatch
  /** How long tasks of the lab's own waited for a hidden thread; null where none were handed in. */
  readonly hiddenQueueing: Latency | null
  readonly concurrency: number
  /** Of an open load its plan; null for a closed one. */
  readonly arrivalPlan: Plan | null
}

/**
 * The figures of a window: differences between its two edges, and the histograms, which were
 * filled only within it. Jobs per second = completions ÷ seconds, of a closed load from the last
 * completion before the window to the last one in it, of an open one of the window; cores used =
 * CPU seconds ÷ wall seconds; jobs per core-second = completions ÷ CPU seconds, null below 1 ms of
 * CPU.
 */
export function figuresOf(window: Window): Figures {
  const {
    begin,
    end,
    records,
    samples,
    looks,
    parkedNs,
    memory,
    hiddenQueueing,
    concurrency,
    arrivalPlan,
  } = window
  const { growthBytes } = memory
  const measuredSeconds = (end.snapshot.cpu.atNs - begin.snapshot.cpu.atNs) / 1e9
  const cpuNs = Math.max(0, end.snapshot.cpu.totalNs - begin.snapshot.cpu.totalNs)
  const completed = countBetween(begin.snapshot, end.snapshot, 'measured')
  // Jobs of an open load end when they came in, not in bursts of those that began together.
  const hasBursts = completed > 0 && arrivalPlan === null
  const completionSeconds = hasBursts ? secondsOfCompletions(begin, end) : measuredSeconds
  const { response, service, queueing, uncorrected, timerLateness } = histogramsOf(...records)
  const threads = threadFigures(begin, end)
  const gcMs = totalOf(threads.map((thread) => thread.gcMs))
  return {
    measuredSeconds: seconds(measuredSeconds),
    completionSeconds: seconds(completionSeconds),
    completed,
    failed: countBetween(begin.snapshot, end.snapshot, 'failed'),
    started: countBetween(begin.snapshot, end.snapshot, 'started'),
    errors: errorsBetween(begin, end),
    jobsPerSecond: perSecond(completed / completionSeconds),
    latency: summarise(response),
    service: summarise(service),
    cpuSource: end.snapshot.cpu.source,
    cpuSeconds: seconds(cpuNs / 1e9),
    coresUsed: cores(cpuNs / 1e9 / measuredSeconds),
    runQueueSeconds: secondsBetween(begin.snapshot.cpu.runQueueNs, end.snapshot.cpu.runQueueNs),
    ...othersBetween(begin, end),
    throttling: throttlingBetween(begin.throttling, end.throttling),
    jobsPerCoreSecond: cpuNs < LEAST_CPU_NS ? null : perCoreSecond(completed / (cpuNs / 1e9)),
    arrivals:
      arrivalPlan === null
        ? null
        : {
            ...arrivalsBetween(begin.snapshot, end.snapshot, arrivalPlan),
            queueing: summarise(queueing),
            uncorrected: summarise(uncorrected),
          },
    timerLateness: timerLateness.totalCount === 0 ? null : summarise(timerLateness),
    hiddenQueueing,
    gcMs: gcMs === null ? null : milliseconds(gcMs),
    peakMemoryBytes: memory.peakBytes,
    memoryPerJobBytes: growthBytes === null ? null : bytes(growthBytes / concurrency),
    voluntarySwitches: totalOf(threads.map(({ voluntarySwitches }) => voluntarySwitches)),
    involuntarySwitches: totalOf(threads.map(({ involuntarySwitches }) => involuntarySwitches)),
    threads: [...threads, ...helperFigures(begin, end)],
    samples: [...samples],
    blocks: [],
    jobs: jobTracesOf({ records, looks, beginNs: begin.snapshot.cpu.atNs, parkedNs }),
  }
}

/**
 * One result of a contender from those of its blocks, in the order of rounds: counts and times add
 * up, histograms are merged (percentiles are never averaged), rates are of the sums. It is partial
 * if a block was cut short or, unlike in a whole run, fewer than `blockCount` were measured.
 *
 * @param figures those of the blocks, where they are known already
 * @throws RangeError where there is no block
 */
export function mergeBlocks(
  blocks: readonly SlotResult[],
  blockCount: number,
  figures = figuresOfBlocks(blocks),
): SlotResult {
  const [first] = blocks
  if (first === undefined) throw new RangeError('Expected results of blocks, got none')
  const { name } = first
  const failed = blocks.find((block) => block.status === 'failed')
  if (failed !== undefined) return { status: 'failed', name, error: failed.error, figures }
  return figures?.blocks.length === blockCount
    ? { status: 'measured', name, figures }
    : { status: 'partial', name, figures }
}

/**
 * What was measured in blocks as one; null where nothing was. Their histograms are decoded for it:
 * they are encoded because each block crosses to the process that follows the run.
 */
export function figuresOfBlocks(blocks: readonly SlotResult[]): Figures | null {
  const measured = blocks.flatMap(({ figures }) => figures ?? [])
  return measured.length === 0 ? null : mergeFigures(measured)
}

/** The figures of several blocks as those of one measurement; `blocks` keep their order. */
export function mergeFigures(all: readonly Figures[]): Figures {
  const [first] = all
  if (first === undefined) throw new RangeError('Expected figures of blocks, got none')
  if (all.length === 1) return first
  const measuredSeconds = seconds(sumOf(all, (figures) => figures.measuredSeconds))
  const countedSeconds = seconds(sumOf(all, completionSeconds))
  const cpuSeconds = seconds(sumOf(all, (figures) => figures.cpuSeconds))
  const completed = sumOf(all, (figures) => figures.completed)
  const lateness = all.flatMap((figures) => figures.timerLateness ?? [])
  const hidden = all.flatMap((figures) => figures.hiddenQueueing ?? [])
  return {
    measuredSeconds,
    completionSeconds: countedSeconds,
    completed,
    failed: sumOf(all, (figures) => figures.failed),
    started: sumOfKnown(all, (figures) => figures.started),
    errors: mergeErrors(all),
    jobsPerSecond: perSecond(completed / countedSeconds),
    latency: mergeLatency(all.map(({ latency }) => latency)),
    service: mergeLatency(all.map(({ service }) => service)),
    arrivals: mergeArrivals(all),
    cpuSource: first.cpuSource,
    cpuSeconds,
    coresUsed: cores(cpuSeconds / measuredSeconds),
    runQueueSeconds: nullable(
      sumOfKnown(all, (figures) => figures.runQueueSeconds),
      seconds,
    ),
    otherSeconds: nullable(
      sumOfKnown(all, (figures) => figures.otherSeconds),
      seconds,
    ),
    stolenSeconds: nullable(
      sumOfKnown(all, (figures) => figures.stolenSeconds),
      seconds,
    ),
    throttling: mergeThrottling(all),
    jobsPerCoreSecond:
      cpuSeconds * 1e9 < LEAST_CPU_NS ? null : perCoreSecond(completed / cpuSeconds),
    timerLateness: lateness.length === 0 ? null : mergeLatency(lateness),
    hiddenQueueing: hidden.length === 0 ? null : mergeLatency(hidden),
    gcMs: nullable(
      sumOfKnown(all, (figures) => figures.gcMs),
      milliseconds,
    ),
    peakMemoryBytes: mostBytes(all.map((figures) => figures.peakMemoryBytes)),
    memoryPerJobBytes: mostBytes(all.map((figures) => figures.memoryPerJobBytes)),
    voluntarySwitches: sumOfKnown(all, (figures) => figures.voluntarySwitches),
    involuntarySwitches: sumOfKnown(all, (figures) => figures.involuntarySwitches),
    threads: mergeThreads(all),
    samples: mergeSamples(all),
    blocks: all.flatMap(({ blocks }) => blocks),
    jobs: mergeTraces(all.map(({ jobs }) => jobs)),
  }
}
