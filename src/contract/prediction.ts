import { z } from 'zod'
import { contenderNames } from '../engine/experiment/spec'

/** What keeps a contender from doing more: the smallest of its ceilings. */
const limits = ['in-flight', 'threads', 'cores'] as const

const contenderPredictionSchema = z.strictObject({
  name: z.enum(contenderNames),
  /** At most; Little's law and the cores allow no more. */
  jobsPerSecond: z.number().min(0),
  limit: z.enum(limits),
  /** CPU seconds per wall second that the jobs themselves need at that rate. */
  coresUsed: z.number().min(0),
})

/**
 * What can be said of a spec before it is run: ceilings, not expectations. Without contenders
 * where nothing is known of the waits beforehand, as with files.
 */
export const predictionSchema = z.strictObject({
  sentence: z.string(),
  cores: z.number().int().min(1),
  contenders: z.array(contenderPredictionSchema),
})
export type Prediction = z.infer<typeof predictionSchema>
