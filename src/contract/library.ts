import { z } from 'zod'
import { verdictSchema } from '../report/verdict/verdict'
import { sweepSchema } from '../engine/result/sweep'
import { resultSchema } from '../engine/result/result'
import { foreignRunSchema } from '../engine/foreign/foreign-run'
import { contenderNames } from '../engine/spec/spec'

/** Largest result file that is read or imported. */
export const MAX_IMPORT_BYTES = 32 * 1024 * 1024

/** A run's folder in the library: a plain name, so that it can never lead out of it. */
export const runIdSchema = z
  .string()
  .min(1)
  .max(200)
  .regex(/^[A-Za-z0-9][A-Za-z0-9._-]*$/, 'must be a plain folder name')

export const MOST_TAGS = 20
/** Characters. */
export const MOST_IN_TAG = 40
export const tagsSchema = z.array(z.string().trim().min(1).max(MOST_IN_TAG)).max(MOST_TAGS)

/** What the library's table shows of a run without reading it whole. */
export const libraryEntrySchema = z.strictObject({
  id: runIdSchema,
  /** `foreign` is another tool’s: shown, never judged. */
  kind: z.enum(['run', 'sweep', 'foreign']),
  /** Whose it is; null where it is the lab’s own. */
  tool: foreignRunSchema.shape.tool.nullable(),
  name: z.string(),
  note: z.string(),
  tags: z.array(z.string()),
  /** ISO 8601, UTC. */
  startedAt: z.string(),
  /** `failed` where every contender did. */
  status: z.enum(['complete', 'partial', 'failed']),
  contenders: z.array(z.enum(contenderNames)),
  /** Empty of a foreign run, whose file does not say. */
  cpuModel: z.string(),
  /** Effective ones; null where that is not known. */
  cores: z.number().positive().nullable(),
  verdict: verdictSchema,
})
export type ResultKind = z.infer<typeof libraryEntrySchema.shape.kind>
export type LibraryEntry = z.infer<typeof libraryEntrySchema>

/** What is known of a run that was not read yet: what its folder is called. */
const unreadRunSchema = z.strictObject({
  id: runIdSchema,
  name: z.string(),
  /** ISO 8601, UTC, to the second; null where the folder's name does not say. */
  startedAt: z.string().nullable(),
})
export type UnreadRun = z.infer<typeof unreadRunSchema>

export const libraryListSchema = z.strictObject({
  /** Newest first. */
  entries: z.array(libraryEntrySchema),
  /** Runs that are still to be read; newest first, and those last whose time is not known. */
  unread: z.array(unreadRunSchema),
  /** Folders that could not be read, and why; they are left as they are. */
  problems: z.array(z.strictObject({ id: z.string(), message: z.string() })),
})
export type LibraryList = z.infer<typeof libraryListSchema>

/** What was measured: one run, or a sweep of several. */
export const runOrSweepSchema = z.discriminatedUnion('kind', [resultSchema, sweepSchema])
export type RunOrSweep = z.infer<typeof runOrSweepSchema>

/** What the library keeps: what the lab measured, and what other tools did. */
export const storedResultSchema = z.discriminatedUnion('kind', [
  ...runOrSweepSchema.options,
  foreignRunSchema,
])
export type StoredResult = z.infer<typeof storedResultSchema>

/** What results are made of. */
export type { HighestRate, MeasuredPoint, Sweep } from '../engine/result/sweep'
export type { Figures } from '../engine/result/figures'
export type { ContenderResult, Result } from '../engine/result/result'
export { figuresOf } from '../engine/result/measured-figures'

export const storedRunSchema = z.strictObject({
  entry: libraryEntrySchema,
  result: storedResultSchema,
})
export type StoredRun = z.infer<typeof storedRunSchema>
