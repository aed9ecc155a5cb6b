import { LATENCY_COUNTS_LENGTH, lowestValueAt, type LatencyCounts } from './latency-counts'
import { nanoseconds, toMilliseconds, type Milliseconds } from '../statistics/quantity'
import { supportsPercentile } from '../statistics/percentiles'

/** Latencies of one interval; null where it holds too few to support the percentile. */
export interface IntervalLatency {
  readonly count: number
  readonly p50Ms: Milliseconds | null
  readonly p99Ms: Milliseconds | null
}

/** Percentiles from one look to the next, over counts that other threads keep filling. */
export class LatencyInterval {
  readonly #sources: readonly LatencyCounts[]
  #before = new Float64Array(LATENCY_COUNTS_LENGTH)
  #now = new Float64Array(LATENCY_COUNTS_LENGTH)
  readonly #since = new Float64Array(LATENCY_COUNTS_LENGTH)

  constructor(sources: readonly LatencyCounts[]) {
    this.#sources = sources
  }

  /** What was recorded since the last call, or since the start. */
  next(): IntervalLatency {
    const now = this.#now.fill(0)
    const before = this.#before
    const since = this.#since
    let first = LATENCY_COUNTS_LENGTH
    let end = 0
    for (const counts of this.#sources) {
      const range = counts.addTo(now)
      first = Math.min(first, range[0])
      end = Math.max(end, range[1])
    }
    // Ten looks a second pass here, beside what is measured: plain loops over reused arrays.
    let count = 0
    for (let index = first; index < end; index++) {
      const each = (now[index] ?? 0) - (before[index] ?? 0)
      since[index] = each
      count += each
    }
    this.#before = now
    this.#now = before
    const percentile = (percent: number) =>
      supportsPercentile(percent, count) ? percentileOf(since, first, count, percent) : null
    return { count, p50Ms: percentile(50), p99Ms: percentile(99) }
  }
}

/** The highest value that HdrHistogram calls equivalent to the percentile's. */
function percentileOf(
  counts: Float64Array,
  first: number,
  count: number,
  percent: number,
): Milliseconds {
  let remaining = Math.ceil((percent / 100) * count)
  let index = first
  while ((remaining -= counts[index] ?? 0) > 0) index++
  return toMilliseconds(nanoseconds(lowestValueAt(index + 1) - 1))
}
