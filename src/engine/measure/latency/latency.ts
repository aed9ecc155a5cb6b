import { z } from 'zod'
import type { Milliseconds } from '../statistics/quantity'
import { quantity } from '../statistics/quantity-schema'

/**
 * Characters of an encoded histogram: one of 3 digits with a job in every count has half of that.
 */
export const MOST_HISTOGRAM_CHARACTERS = 1_000_000

const percentileSchema = z.strictObject({
  /** In percent: 50, 90, 99, 99.9. */
  percentile: z.number().min(0).max(100),
  valueMs: quantity<Milliseconds>(),
})

/** Early versions gave a bucket's upper end, up to 0.1 % beyond the largest value. */
const BUCKET = 1.002

function isRising(values: readonly number[]): boolean {
  return values.every((value, index) => value <= (values[index + 1] ?? Infinity) * BUCKET)
}

/** A latency distribution: the summary people read and the histogram it was taken from. */
export const latencySchema = z
  .strictObject({
    count: z.number().int().min(0),
    meanMs: quantity<Milliseconds>(),
    maxMs: quantity<Milliseconds>(),
    /** Only those that the sample supports: p needs n ≥ 10 / (1 − p). */
    percentiles: z.array(percentileSchema).max(100),
    /** HdrHistogram V2 compressed, base64; nanoseconds, 3 significant digits. */
    histogram: z.string().max(MOST_HISTOGRAM_CHARACTERS),
  })
  .refine(
    ({ percentiles, maxMs }) => isRising([...percentiles.map(({ valueMs }) => valueMs), maxMs]),
    {
      path: ['percentiles'],
      error: 'expected values that rise with the percentile, up to maxMs',
    },
  )
export type Latency = z.infer<typeof latencySchema>
