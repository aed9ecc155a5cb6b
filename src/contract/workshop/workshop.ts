import { z } from 'zod'
import { workshopSchema } from '../../engine/lesson/workshop'
import { runIdSchema } from '../library'

export { MAX_MINUTES, WORKSHOP_SCHEMA_VERSION } from '../../engine/lesson/workshop'
export type { Workshop, WorkshopItem } from '../../engine/lesson/workshop'

/** Its file among the saved workshops: a plain name, so that it can never lead elsewhere. */
export const workshopIdSchema = runIdSchema

/** A workshop that is kept. */
export const savedWorkshopSchema = z.strictObject({
  id: workshopIdSchema,
  /** False for one from a file until the person agreed that its programs are run. */
  isAgreed: z.boolean(),
  workshop: workshopSchema,
})
export type SavedWorkshop = z.infer<typeof savedWorkshopSchema>

export const workshopListSchema = z.strictObject({
  /** By title. */
  workshops: z.array(savedWorkshopSchema),
  /** Files that could not be read, one line each; they are left as they are. */
  problems: z.array(z.string()),
})

export const saveWorkshopSchema = z.strictObject({
  /** Null for a new one. */
  id: workshopIdSchema.nullable(),
  workshop: workshopSchema,
})
