import { z } from 'zod'
import { experimentSchema, lessonHeadSchema } from '../engine/lesson/lesson'

export { rightChoice } from '../engine/lesson/observe'
export type { LessonExperiment } from '../engine/lesson/lesson'

/** A lesson as an interface shows it. */
export const lessonSchema = z.strictObject({
  ...lessonHeadSchema.shape,
  number: z.number().int(),
  name: z.string(),
  explanation: z.string(),
  notes: z.string(),
  program: z.string(),
  original: z.string(),
})
export type Lesson = z.infer<typeof lessonSchema>

export const lessonListSchema = z.strictObject({
  /** In their order. */
  lessons: z.array(lessonSchema),
  /** Lessons that could not be read, one line each, with file and line. */
  problems: z.array(z.string()),
})

/** A measured comparison of a lesson. */
export const closingRequestSchema = experimentSchema

/** What a measured comparison gave. */
export const closingSchema = z.strictObject({
  /** Made of what was measured. */
  verdict: z.string(),
})
export type Closing = z.infer<typeof closingSchema>
