import { decodeHistogram } from '../../engine/measure/latency/decode-histogram'
import type { Latency } from '../../engine/result/result'

/** A point of a latency curve. */
export interface PercentilePoint {
  /** 1 / (1 − p): 2 is the median, 100 is p99. Equal steps on a log axis are equal "nines". */
  readonly nines: number
  readonly latencyMs: number
}

/** Points per decade of `nines`: more than a chart has pixels for is of no use. */
const POINTS_PER_DECADE = 60

/**
 * How far a sample of that size supports its percentiles: p needs n ≥ 10 / (1 − p), hence
 * 1 / (1 − p) ≤ n / 10.
 */
export const supportedNines = (sampleSize: number): number => sampleSize / 10

/** The place of a percentile (in percent) on the nines axis. */
export const ninesOf = (percentile: number): number =>
  // 100 − 99.9 is not quite 0.1 in binary; rounding keeps ticks where they belong.
  Number((100 / (100 - percentile)).toPrecision(9))

/**
 * The latency at every percentile from the smallest value up to the last that the sample supports,
 * from its histogram; only the percentiles of the summary where the histogram cannot be read.
 * Empty where the sample supports none.
 */
export const percentileCurve = (latency: Latency): PercentilePoint[] => {
  const last = supportedNines(latency.count)
  if (last < 1) return []
  const histogram = decode(latency.histogram)
  if (histogram === null) {
    return latency.percentiles
      .map(({ percentile, valueMs }) => ({ nines: ninesOf(percentile), latencyMs: valueMs }))
      .filter(({ nines }) => nines <= last)
  }
  const steps = Math.max(1, Math.ceil(Math.log10(last) * POINTS_PER_DECADE))
  return Array.from({ length: steps + 1 }, (_, step) => {
    const nines = last ** (step / steps)
    const percentile = 100 * (1 - 1 / nines)
    return { nines, latencyMs: histogram.getValueAtPercentile(percentile) / 1e6 }
  })
}

const decode = (base64: string): ReturnType<typeof decodeHistogram> | null => {
  if (base64 === '') return null
  try {
    return decodeHistogram(base64)
  } catch {
    // A summary without its histogram is still worth drawing.
    return null
  }
}
