import { decodeHistogram } from '../measure/latency/decode-histogram'
import {
  bytes,
  cores,
  milliseconds,
  perCoreSecond,
  perSecond,
  seconds,
  type Bytes,
  type Milliseconds,
} from '../measure/statistics/quantity'
import { merge, summarise } from '../measure/statistics/summarise'
import { LEAST_CPU_NS } from './figures'
import { completionSeconds } from '../analysis/infer'
import type { Figures, Latency, Sample, ThreadFigures, TurnResult } from '../result/result'

/**
 * One result of a contender from those of its blocks, in the order of rounds: counts and times add
 * up, histograms are merged (percentiles are never averaged), rates are of the sums. It is partial
 * if a block was cut short or, unlike in a whole run, fewer than `blockCount` were measured.
 *
 * @throws RangeError where there is no block
 */
export function mergeBlocks(blocks: readonly TurnResult[], blockCount: number): TurnResult {
  const [first] = blocks
  if (first === undefined) throw new RangeError('Expected results of blocks, got none')
  const { name } = first
  const measured = blocks.flatMap(({ figures }) => figures ?? [])
  const figures = measured.length === 0 ? null : mergeFigures(measured)
  const failed = blocks.find((block) => block.status === 'failed')
  if (failed !== undefined) return { status: 'failed', name, error: failed.error, figures }
  return figures?.blocks.length === blockCount
    ? { status: 'measured', name, figures }
    : { status: 'partial', name, figures }
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
  }
}

/** One distribution of several: histograms add up; largest values and means are the exact ones. */
function mergeLatency(all: readonly Latency[]): Latency {
  const filled = all.filter(({ count }) => count > 0)
  const merged = summarise(merge(filled.map(({ histogram }) => decodeHistogram(histogram))))
  const maxMs = Math.max(0, ...filled.map((latency) => latency.maxMs)) as Milliseconds
  const percentiles = merged.percentiles.map(({ percentile, valueMs }) => ({
    percentile,
    valueMs: Math.min(valueMs, maxMs) as Milliseconds,
  }))
  return { ...merged, percentiles, maxMs }
}

function mergeArrivals(all: readonly Figures[]): Figures['arrivals'] {
  const known = all.flatMap(({ arrivals }) => arrivals ?? [])
  if (known.length === 0) return null
  return {
    came: known.reduce((sum, { came }) => sum + came, 0),
    dropped: known.reduce((sum, { dropped }) => sum + dropped, 0),
    behind: known.reduce((sum, { behind }) => sum + behind, 0),
    queueing: mergeLatency(known.map(({ queueing }) => queueing)),
    uncorrected: mergeLatency(known.map(({ uncorrected }) => uncorrected)),
  }
}

function mergeThrottling(all: readonly Figures[]): Figures['throttling'] {
  const known = all.flatMap(({ throttling }) => throttling ?? [])
  if (known.length === 0) return null
  return {
    periods: sumOf(known, ({ periods }) => periods),
    throttled: sumOf(known, ({ throttled }) => throttled),
  }
}

function mergeErrors(all: readonly Figures[]): Figures['errors'] {
  const counts = new Map<string, number>()
  for (const { message, count } of all.flatMap(({ errors }) => errors)) {
    counts.set(message, (counts.get(message) ?? 0) + count)
  }
  return [...counts]
    .map(([message, count]) => ({ message, count }))
    .sort((a, b) => b.count - a.count)
}

/** Threads of the same name stand in the same place of their contender. */
function mergeThreads(all: readonly Figures[]): ThreadFigures[] {
  const names = [...new Set(all.flatMap(({ threads }) => threads.map(({ name }) => name)))]
  return names.map((name) => {
    const same = all.flatMap(({ threads, measuredSeconds }) =>
      threads
        .filter((thread) => thread.name === name)
        .map((thread) => ({ thread, measuredSeconds })),
    )
    const threads = same.map(({ thread }) => thread)
    return {
      name,
      completed: sumOf(threads, ({ completed }) => completed),
      cpuSeconds: nullable(
        sumOfKnown(threads, ({ cpuSeconds }) => cpuSeconds),
        seconds,
      ),
      utilisation: meanUtilisation(same),
      voluntarySwitches: sumOfKnown(threads, ({ voluntarySwitches }) => voluntarySwitches),
      involuntarySwitches: sumOfKnown(threads, ({ involuntarySwitches }) => involuntarySwitches),
      gcMs: nullable(
        sumOfKnown(threads, ({ gcMs }) => gcMs),
        milliseconds,
      ),
    }
  })
}

/** Shares of time, so weighted by it. */
function meanUtilisation(
  same: readonly { readonly thread: ThreadFigures; readonly measuredSeconds: number }[],
): number | null {
  const known = same.flatMap(({ thread: { utilisation }, measuredSeconds }) =>
    utilisation === null ? [] : [{ utilisation, measuredSeconds }],
  )
  const total = sumOf(known, ({ measuredSeconds }) => measuredSeconds)
  if (total === 0) return null
  return sumOf(known, ({ utilisation, measuredSeconds }) => utilisation * measuredSeconds) / total
}

/** One after the other, as if there were no time between blocks. */
function mergeSamples(all: readonly Figures[]): Sample[] {
  let beforeMs = 0
  return all.flatMap(({ samples, measuredSeconds }) => {
    const startMs = beforeMs
    beforeMs += Math.max(measuredSeconds * 1_000, samples.at(-1)?.atMs ?? 0)
    return samples.map((sample) => ({ ...sample, atMs: milliseconds(startMs + sample.atMs) }))
  })
}

function sumOf<T>(items: readonly T[], valueOf: (item: T) => number): number {
  return items.reduce((sum, item) => sum + valueOf(item), 0)
}

/** The sum of what is known; null where nothing is. */
function sumOfKnown<T>(items: readonly T[], valueOf: (item: T) => number | null): number | null {
  const known = items.map(valueOf).filter((value) => value !== null)
  return known.length === 0 ? null : known.reduce((sum, value) => sum + value, 0)
}

function nullable<T>(value: number | null, mark: (value: number) => T): T | null {
  return value === null ? null : mark(value)
}

/** The largest of those that are known; null where none is. */
function mostBytes(values: readonly (Bytes | null)[]): Bytes | null {
  const known = values.filter((value) => value !== null)
  return known.length === 0 ? null : bytes(Math.max(...known))
}
