import { build, type Histogram } from 'hdr-histogram-js'
import { HIGHEST_NS, type LatencyCounts } from './latency-counts'
import type { ThreadRecord } from '../thread-record'

// Apart from what measured threads load: the library takes longer to load than a thread to start.

/** An empty histogram in the layout of every latency here: 1 ns to 73 min, 3 significant digits. */
export function emptyHistogram(): Histogram {
  return build({
    bitBucketSize: 64,
    lowestDiscernibleValue: 1,
    highestTrackableValue: HIGHEST_NS,
    numberOfSignificantValueDigits: 3,
  })
}

/**
 * Counts, together, as a histogram of hdr-histogram-js, with the exact maximum. Nanoseconds.
 * One for all: each takes half a millisecond, and a pool has many threads.
 */
export function toHistogram(...all: readonly LatencyCounts[]): Histogram {
  const histogram = emptyHistogram()
  for (const counts of all) {
    for (const [valueNs, count] of counts.counted()) histogram.recordValueWithCount(valueNs, count)
  }
  return histogram
}

/** The latencies that threads recorded while measuring, all together, in nanoseconds. */
export function histogramsOf(
  ...records: readonly Pick<ThreadRecord, 'latencies'>[]
): Record<LatencyName, Histogram> {
  const of = (name: LatencyName): Histogram =>
    toHistogram(...records.map(({ latencies }) => latencies[name]))
  return {
    response: of('response'),
    service: of('service'),
    queueing: of('queueing'),
    uncorrected: of('uncorrected'),
    timerLateness: of('timerLateness'),
  }
}

type LatencyName = keyof ThreadRecord['latencies']
