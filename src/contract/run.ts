import { z } from 'zod'
import { verdictSchema } from '../report/verdict/verdict'
import { progressSchema } from '../engine/result/progress'
import { sweepSchema, type Sweep } from '../engine/result/sweep'
import { specSchema } from '../engine/spec/spec'
import { labErrorSchema, replySchema } from './channel/reply'
import { experimentRequestSchema } from './gallery'
import { libraryEntrySchema, runOrSweepSchema } from './library'
import { askedSpecSchema } from './run-name'
import { searchRequestSchema, searchSchema } from './search'

/** Names a run from its start; not the name that it gets in the library. */
const activeIdSchema = z.string().min(1).max(80)

export const runHandleSchema = z.strictObject({ runId: activeIdSchema })
export type RunHandle = z.infer<typeof runHandleSchema>

/** What is swept, and its values in the order in which they are run. */
export const sweepSettingsSchema = z.strictObject({
  over: sweepSchema.shape.over,
  values: z.array(z.number().min(0).max(1_000_000)).min(1).max(64),
})
export type SweepOver = Sweep['over']
export type SweepSettings = z.infer<typeof sweepSettingsSchema>

export const sweepRequestSchema = z.strictObject({
  spec: askedSpecSchema,
  ...sweepSettingsSchema.shape,
})
export type SweepRequest = z.infer<typeof sweepRequestSchema>

/**
 * Something to be run: once, over values, as often as a search takes, or as the literature has it.
 */
export const workSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('run'), spec: askedSpecSchema }),
  z.strictObject({ kind: z.literal('sweep'), ...sweepRequestSchema.shape }),
  z.strictObject({ kind: z.literal('search'), ...searchRequestSchema.shape }),
  z.strictObject({ kind: z.literal('experiment'), ...experimentRequestSchema.shape }),
])
export type Work = z.infer<typeof workSchema>

/** A run that waits until what is measured now has ended. */
export const queuedRunSchema = z.strictObject({
  id: activeIdSchema,
  kind: z.enum(['run', 'sweep', 'search', 'experiment']),
  name: specSchema.shape.name,
})
export type QueuedRun = z.infer<typeof queuedRunSchema>

/** The place that a waiting run is to take: 0 is the next; one beyond the end is the last. */
export const queueMoveSchema = z.strictObject({ id: activeIdSchema, to: z.number().int().min(0) })

/** Which value of a sweep or a search is being measured. */
const sweepPointSchema = z.strictObject({
  over: sweepSchema.shape.over,
  index: z.number().int().min(0),
  /** Null in a search, which knows it when it is over. */
  count: z.number().int().min(1).nullable(),
  value: z.number(),
})

export type SweepPoint = z.infer<typeof sweepPointSchema>

/** The run that is going on, for an interface that was opened or loaded again in the middle. */
export const activeRunSchema = z.strictObject({
  runId: activeIdSchema,
  spec: specSchema,
  point: sweepPointSchema.nullable(),
  /** What is searched for; null for a run or a sweep. */
  search: searchSchema.nullable().default(null),
  /** What told last where it is; null before it has. */
  latest: progressSchema.nullable().default(null),
})
export type ActiveRun = z.infer<typeof activeRunSchema>

/** What happens to a run, in this order: started, progressed …, and then finished or failed. */
export const runEventSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('started'), ...activeRunSchema.shape }),
  z.strictObject({
    kind: z.literal('progressed'),
    runId: activeIdSchema,
    point: sweepPointSchema.nullable(),
    progress: progressSchema,
  }),
  z.strictObject({
    kind: z.literal('finished'),
    runId: activeIdSchema,
    verdict: verdictSchema,
    result: runOrSweepSchema,
    /** Not ok where the library could not keep it, such as on a full disk; the result is here. */
    saved: replySchema(libraryEntrySchema),
  }),
  z.strictObject({ kind: z.literal('failed'), runId: activeIdSchema, error: labErrorSchema }),
])
export type { BlockPlace, Progress, Sampled, ThreadState } from '../engine/result/progress'
export type { Sample } from '../engine/result/figures'
export type { Cores, Milliseconds, PerSecond } from '../engine/measure/statistics/quantity'
export type RunEvent = z.infer<typeof runEventSchema>

/**
 * How much of a run is done, from 0 to 1; of a sweep with the points before this one, each of which
 * takes as long. Null for a search, which knows how many runs it takes when it is over.
 */
export function shareDone(
  { elapsedMs, totalMs }: { readonly elapsedMs: number; readonly totalMs: number },
  point: SweepPoint | null,
): number | null {
  const share = totalMs > 0 ? Math.min(1, elapsedMs / totalMs) : 0
  if (point === null) return share
  return point.count === null ? null : Math.min(1, (point.index + share) / point.count)
}
