import { z } from 'zod'
import { contenderResultSchema, sampleSchema } from './result'
import { contenderNames } from './spec'

const contender = z.enum(contenderNames)

/** What a thread is doing at the moment it was looked at. */
const threadStateSchema = z.enum(['running', 'waiting', 'idle'])

/** One thread of the running contender, as the sampler last saw it. */
const liveThreadSchema = z.strictObject({
  name: z.string(),
  state: threadStateSchema,
  /** CPU seconds per wall second since the last look; null where it cannot be read. */
  coresUsed: z.number().min(0).nullable(),
})
export type LiveThread = z.infer<typeof liveThreadSchema>

/** Progress of a run, in the order in which it happens. Times are milliseconds. */
export const progressSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('prepared'),
    roundsPerMs: z.number().min(0),
    totalMs: z.number().min(0),
  }),
  z.strictObject({
    kind: z.literal('contender-started'),
    contender,
    index: z.number().int().min(0),
    count: z.number().int().min(1),
  }),
  z.strictObject({
    kind: z.literal('sampled'),
    contender,
    phase: z.enum(['warm-up', 'measuring']),
    /** Of the whole run, contenders still to come included. */
    elapsedMs: z.number().min(0),
    totalMs: z.number().min(0),
    /** Since measuring began; in the warm-up, since the contender started. */
    completed: z.number().int().min(0),
    failed: z.number().int().min(0),
    sample: sampleSchema,
    threads: z.array(liveThreadSchema),
  }),
  z.strictObject({ kind: z.literal('contender-finished'), result: contenderResultSchema }),
])
export type Progress = z.infer<typeof progressSchema>
