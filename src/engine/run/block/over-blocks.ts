import {
  bytes,
  milliseconds,
  seconds,
  type Milliseconds,
  type Bytes,
} from '../../measure/statistics/quantity'
import { merge, summarise } from '../../measure/statistics/summarise'
import type { Figures, Latency, Sample, ThreadFigures } from '../../result/figures'
import { decodeHistogram } from '../../measure/latency/decode-histogram'

/** One distribution of several: histograms add up; largest values and means are the exact ones. */
export function mergeLatency(all: readonly Latency[]): Latency {
  const filled = all.filter(({ count }) => count > 0)
  const merged = summarise(merge(filled.map(({ histogram }) => decodeHistogram(histogram))))
  const maxMs = Math.max(0, ...filled.map((latency) => latency.maxMs)) as Milliseconds
  const percentiles = merged.percentiles.map(({ percentile, valueMs }) => ({
    percentile,
    valueMs: Math.min(valueMs, maxMs) as Milliseconds,
  }))
  return { ...merged, percentiles, maxMs }
}

export function mergeArrivals(all: readonly Figures[]): Figures['arrivals'] {
  const known = all.flatMap(({ arrivals }) => arrivals ?? [])
  if (known.length === 0) return null
  return {
    arrived: known.reduce((sum, { arrived }) => sum + arrived, 0),
    rejected: known.reduce((sum, { rejected }) => sum + rejected, 0),
    backlog: known.reduce((sum, { backlog }) => sum + backlog, 0),
    queueing: mergeLatency(known.map(({ queueing }) => queueing)),
    uncorrected: mergeLatency(known.map(({ uncorrected }) => uncorrected)),
  }
}

export function mergeThrottling(all: readonly Figures[]): Figures['throttling'] {
  const known = all.flatMap(({ throttling }) => throttling ?? [])
  if (known.length === 0) return null
  return {
    periods: sumOf(known, ({ periods }) => periods),
    throttled: sumOf(known, ({ throttled }) => throttled),
  }
}

export function mergeErrors(all: readonly Figures[]): Figures['errors'] {
  const counts = new Map<string, number>()
  for (const { message, count } of all.flatMap(({ errors }) => errors)) {
    counts.set(message, (counts.get(message) ?? 0) + count)
  }
  return [...counts]
    .map(([message, count]) => ({ message, count }))
    .sort((a, b) => b.count - a.count)
}

/** Threads of the same name stand in the same place of their contender. */
export function mergeThreads(all: readonly Figures[]): ThreadFigures[] {
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
export function mergeSamples(all: readonly Figures[]): Sample[] {
  let beforeMs = 0
  return all.flatMap(({ samples, measuredSeconds }) => {
    const startMs = beforeMs
    beforeMs += Math.max(measuredSeconds * 1_000, samples.at(-1)?.atMs ?? 0)
    return samples.map((sample) => ({ ...sample, atMs: milliseconds(startMs + sample.atMs) }))
  })
}

export function sumOf<T>(items: readonly T[], valueOf: (item: T) => number): number {
  return items.reduce((sum, item) => sum + valueOf(item), 0)
}

/** The sum of what is known; null where nothing is. */
export function sumOfKnown<T>(
  items: readonly T[],
  valueOf: (item: T) => number | null,
): number | null {
  const known = items.map(valueOf).filter((value) => value !== null)
  return known.length === 0 ? null : known.reduce((sum, value) => sum + value, 0)
}

export function nullable<T>(value: number | null, mark: (value: number) => T): T | null {
  return value === null ? null : mark(value)
}

/** The largest of those that are known; null where none is. */
export function mostBytes(values: readonly (Bytes | null)[]): Bytes | null {
  const known = values.filter((value) => value !== null)
  return known.length === 0 ? null : bytes(Math.max(...known))
}
