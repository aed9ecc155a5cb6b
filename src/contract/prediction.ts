import { z } from 'zod'
import { quantity } from '../engine/measure/statistics/quantity-schema'
import type { Bytes } from '../engine/measure/statistics/quantity'
import { ceilingSchema } from '../engine/result/result'

/**
 * What can be said of a spec before it is run: ceilings, not expectations. Without contenders
 * where nothing is known of the waits beforehand, as with files.
 */
export const predictionSchema = z.strictObject({
  sentence: z.string(),
  cores: z.number().int().min(1),
  /** About how long a run takes, in milliseconds. */
  expectedMs: z.number().min(0),
  contenders: z.array(ceilingSchema),
  /** Memory that a run could still get. */
  freeBytes: quantity<Bytes>(),
})
export type Prediction = z.infer<typeof predictionSchema>
