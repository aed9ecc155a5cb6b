import { z } from 'zod'
import { specSchema } from '../engine/spec/spec'

/** A spec to start from, with the one sentence that says what it shows. */
export const presetSchema = z.strictObject({
  name: z.string(),
  sentence: z.string(),
  spec: specSchema,
})
export type Preset = z.infer<typeof presetSchema>
