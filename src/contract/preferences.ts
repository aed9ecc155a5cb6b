import { z } from 'zod'
import { specSchema } from '../engine/spec/spec'
import { exportChoiceSchema } from './export'
import { sweepSettingsSchema } from './run'

export const themes = ['system', 'light', 'dark'] as const
export type Theme = (typeof themes)[number]

/** In what a lesson's program is shown: one of its languages, or the two beside each other. */
export const shownLanguages = ['Python', 'Both', 'TypeScript'] as const
export type ShownLanguage = (typeof shownLanguages)[number]

/** What the lab remembers between two starts; what cannot be read any more is forgotten. */
export const preferencesSchema = z.strictObject({
  theme: z.enum(themes).default('system').catch('system'),
  language: z.enum(shownLanguages).default('Python').catch('Python'),
  lastSpec: specSchema.nullable().default(null).catch(null),
  lastSweep: sweepSettingsSchema.nullable().default(null).catch(null),
  /** The Python of contenders and jobs, by its path or name; null takes the usual one. */
  python: specSchema.shape.python.catch(null),
  lastExport: exportChoiceSchema.nullable().default(null).catch(null),
})
export type Preferences = z.infer<typeof preferencesSchema>

/** The preferences to change; the others stay. Nothing is mended here: a wrong value is refused. */
export const preferencesChangeSchema = z.strictObject({
  theme: z.enum(themes).optional(),
  language: z.enum(shownLanguages).optional(),
  lastSpec: specSchema.nullable().optional(),
  lastSweep: sweepSettingsSchema.nullable().optional(),
  python: specSchema.shape.python.unwrap().optional(),
  lastExport: exportChoiceSchema.nullable().optional(),
})
