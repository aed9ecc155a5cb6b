import { encodeIntoCompressedBase64, type Histogram } from 'hdr-histogram-js'
import type { Latency } from '../latency/latency'
import { countedIn } from '../latency/decode-histogram'
import { emptyHistogram } from '../latency/histogram'
import { summaryPercentiles, supportsPercentile } from './percentiles'
import { nanoseconds, toMilliseconds } from './quantity'

/** One histogram of all values: percentiles of several are never averaged, their counts add up. */
export function merge(histograms: readonly Histogram[]): Histogram {
  const merged = emptyHistogram()
  for (const histogram of histograms) if (histogram.totalCount > 0) merged.add(histogram)
  return merged
}

/** Summary of a histogram of nanoseconds, in milliseconds, with the histogram itself in base64. */
export function summarise(histogram: Histogram): Latency {
  const count = histogram.totalCount
  const encoded = encodeIntoCompressedBase64(histogram)
  return {
    count,
    meanMs: toMilliseconds(nanoseconds(count === 0 ? 0 : meanNs(encoded))),
    maxMs: toMilliseconds(nanoseconds(count === 0 ? 0 : histogram.maxValue)),
    percentiles: summaryPercentiles
      .filter((percentile) => supportsPercentile(percentile, count))
      .map((percentile) => ({
        percentile,
        // A bucket reaches up to 0.1 % beyond the values in it, the largest one too.
        valueMs: toMilliseconds(
          nanoseconds(Math.min(histogram.getValueAtPercentile(percentile), histogram.maxValue)),
        ),
      })),
    histogram: encoded,
  }
}

/**
 * The mean as HdrHistogram defines it: of the middles of what it tells apart. Its own way goes
 * through every count there could be, which takes longer than to read back those that there are.
 */
function meanNs(encoded: string): number {
  let sum = 0
  let total = 0
  for (const { fromNs, toNs, count } of countedIn(encoded)) {
    sum += (fromNs + Math.floor((toNs - fromNs + 1) / 2)) * count
    total += count
  }
  return sum / total
}
