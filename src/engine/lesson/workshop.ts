import { z } from 'zod'
import { experimentSchema, lessonSchema } from './lesson'

/** Written into every workshop; a reader refuses any newer one. */
export const WORKSHOP_SCHEMA_VERSION = 2

/** Characters of a workshop's title. */
export const MAX_TITLE = 80

/** One thing that is shown: a lesson with its programs, or a measured comparison by itself. */
const itemSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('lesson'), lesson: lessonSchema }),
  z.strictObject({ kind: z.literal('experiment'), experiment: experimentSchema }),
])
export type WorkshopItem = z.infer<typeof itemSchema>

/**
 * A selection of lessons and experiments in the order in which they are shown. It holds the lessons
 * themselves, so that it is the same on a machine that has other ones.
 */
export const workshopSchema = z.strictObject({
  kind: z.literal('corewise-workshop'),
  schemaVersion: z.literal(WORKSHOP_SCHEMA_VERSION),
  title: z.string().trim().min(1).max(MAX_TITLE),
  items: z.array(itemSchema).min(1).max(100),
})
export type Workshop = z.infer<typeof workshopSchema>
