import { z } from 'zod'
import { experimentSchema, lessonSchema } from './lesson'

/** Written into every workshop; a reader refuses any newer one. */
export const WORKSHOP_SCHEMA_VERSION = 3

/** Characters of a workshop's title. */
export const MAX_TITLE = 80

/** Minutes of one item; a title takes none where nobody says so. */
export const MAX_MINUTES = 240

const minutes = z.number().int().min(0).max(MAX_MINUTES)
const itemTitle = z.string().trim().min(1).max(200)
/** Markdown. */
const text = z.string().max(20_000)

/**
 * One thing that is shown: a lesson with its programs, a measured comparison by itself, a title
 * slide, or a break.
 */
const itemSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('lesson'), lesson: lessonSchema }),
  z.strictObject({
    kind: z.literal('experiment'),
    experiment: experimentSchema,
    minutes: minutes.default(5),
    /** For the instructor. */
    notes: text.default(''),
  }),
  z.strictObject({
    kind: z.literal('title'),
    title: itemTitle,
    /** What stands below the title. */
    text: text.default(''),
    minutes: minutes.default(0),
    notes: text.default(''),
  }),
  z.strictObject({
    kind: z.literal('break'),
    title: itemTitle.default('Break'),
    minutes: minutes.min(1).default(10),
  }),
])
export type WorkshopItem = z.infer<typeof itemSchema>

/**
 * A selection of lessons, experiments, titles and breaks in the order in which they are shown. It
 * holds the lessons themselves, so that it is the same on a machine that has other ones.
 */
export const workshopSchema = z.strictObject({
  kind: z.literal('corewise-workshop'),
  schemaVersion: z.literal(WORKSHOP_SCHEMA_VERSION),
  title: z.string().trim().min(1).max(MAX_TITLE),
  items: z.array(itemSchema).min(1).max(100),
})
export type Workshop = z.infer<typeof workshopSchema>
