import { z } from 'zod'
import { resultSchema } from '../engine/experiment/result'
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

/** What a measured comparison gave; one of the two is there. */
export const closingSchema = z.strictObject({
  title: z.string(),
  /** Made of what was measured. */
  verdict: z.string(),
  result: resultSchema.nullable(),
  /** Counting in shared memory, one entry for each way. */
  counted: z
    .array(
      z.strictObject({
        way: z.enum(['plain', 'atomics', 'lock', 'loop']),
        updates: z.number(),
        lost: z.number(),
        nsPerUpdate: z.number(),
      }),
    )
    .nullable(),
})
export type Closing = z.infer<typeof closingSchema>
