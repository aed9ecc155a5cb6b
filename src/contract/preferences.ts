import { z } from 'zod'
import { specSchema } from '../engine/spec/spec'
import { sweepSettingsSchema } from './run'

export const themes = ['system', 'light', 'dark'] as const
export type Theme = (typeof themes)[number]

/** What the lab remembers between two starts; what cannot be read any more is forgotten. */
export const preferencesSchema = z.strictObject({
  theme: z.enum(themes).default('system').catch('system'),
  lastSpec: specSchema.nullable().default(null).catch(null),
  lastSweep: sweepSettingsSchema.nullable().default(null).catch(null),
})
export type Preferences = z.infer<typeof preferencesSchema>

/** The preferences to change; the others stay. Nothing is mended here: a wrong value is refused. */
export const preferencesChangeSchema = z.strictObject({
  theme: z.enum(themes).optional(),
  lastSpec: specSchema.nullable().optional(),
  lastSweep: sweepSettingsSchema.nullable().optional(),
})
