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

/** Counts as a histogram of hdr-histogram-js, whose maximum is the exact one. Nanoseconds. */
export function toHistogram(counts: LatencyCounts): Histogram {
  const histogram = emptyHistogram()
  for (const [valueNs, count] of counts.counted()) histogram.recordValueWithCount(valueNs, count)
  return histogram
}

/** The latencies that a thread recorded while measuring, in nanoseconds. */
export function histogramsOf({ latencies }: ThreadRecord): Record<LatencyName, Histogram> {
  const { response, service, queueing, uncorrected, timerLateness } = latencies
  return {
    response: toHistogram(response),
    service: toHistogram(service),
    queueing: toHistogram(queueing),
    uncorrected: toHistogram(uncorrected),
    timerLateness: toHistogram(timerLateness),
  }
}

type LatencyName = keyof ThreadRecord['latencies']
