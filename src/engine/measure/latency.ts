import { z } from 'zod'
import type { Milliseconds } from './quantity'
import { quantity } from './quantity-schema'

const percentileSchema = z.strictObject({
  /** In percent: 50, 90, 99, 99.9. */
  percentile: z.number().min(0).max(100),
  valueMs: quantity<Milliseconds>(),
})

/** A latency distribution: the summary people read and the histogram it was taken from. */
export const latencySchema = z.strictObject({
  count: z.number().int().min(0),
  meanMs: quantity<Milliseconds>(),
  maxMs: quantity<Milliseconds>(),
  /** Only those that the sample supports: p needs n ≥ 10 / (1 − p). */
  percentiles: z.array(percentileSchema),
  /** HdrHistogram V2 compressed, base64; nanoseconds, 3 significant digits. */
  histogram: z.string(),
})
export type Latency = z.infer<typeof latencySchema>
