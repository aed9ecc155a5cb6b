import type { JsHistogram } from 'hdr-histogram-js'
import { decodeHistogram } from '../../engine/measure/latency/decode-histogram'
import type { Latency } from '../../engine/result/figures'

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
 * Curves of latencies that were drawn before: a chart is drawn anew at every change of its size.
 */
const curves = new WeakMap<Latency, readonly PercentilePoint[]>()

/**
 * The latency at every percentile from the smallest value up to the last that the sample supports,
 * from its histogram; only the percentiles of the summary where the histogram cannot be read.
 * Empty where the sample supports none.
 */
export const percentileCurve = (latency: Latency): readonly PercentilePoint[] => {
  const known = curves.get(latency)
  if (known !== undefined) return known
  const curve = curveOf(latency)
  curves.set(latency, curve)
  return curve
}

const curveOf = (latency: Latency): PercentilePoint[] => {
  const last = supportedNines(latency.count)
  if (last < 1) return []
  const histogram = decode(latency.histogram)
  if (histogram === null) {
    return latency.percentiles
      .map(({ percentile, valueMs }) => ({ nines: ninesOf(percentile), latencyMs: valueMs }))
      .filter(({ nines }) => nines <= last)
  }
  const steps = Math.max(1, Math.ceil(Math.log10(last) * POINTS_PER_DECADE))
  const places = Array.from({ length: steps + 1 }, (_, step) => last ** (step / steps))
  return valuesAt(histogram, places).map((valueNs, index) => ({
    nines: places[index] ?? 1,
    latencyMs: valueNs / 1e6,
  }))
}

/** The values at rising places on the nines axis, in one pass over the counts. */
const valuesAt = (histogram: JsHistogram, places: readonly number[]): number[] => {
  const { totalCount, countsArrayLength } = histogram
  let index = 0
  let counted = histogram.getCountAtIndex(index)
  return places.map((nines) => {
    // A little less, so that what is only a rounding error does not ask for one value more.
    const wanted = totalCount * (1 - 1 / nines - 4 * Number.EPSILON)
    while (counted < Math.max(wanted, 1) && index < countsArrayLength - 1) {
      index += 1
      counted += histogram.getCountAtIndex(index)
    }
    const value = histogram.valueFromIndex(index)
    return nines > 1
      ? histogram.highestEquivalentValue(value)
      : histogram.lowestEquivalentValue(value)
  })
}

const decode = (base64: string): JsHistogram | null => {
  if (base64 === '') return null
  try {
    const histogram = decodeHistogram(base64)
    return histogram.totalCount > 0 ? histogram : null
  } catch {
    // A summary without its histogram is still worth drawing.
    return null
  }
}
