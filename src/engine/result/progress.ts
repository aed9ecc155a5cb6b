import { z } from 'zod'
import { sampleSchema } from './figures'
import { contenderResultSchema } from './result'
import { contenderNames } from '../spec/spec'

const contender = z.enum(contenderNames)

/** Which of a contender's blocks; `isSelfCheck` for the second set of one of them. */
const blockPlaceSchema = z.strictObject({
  index: z.number().int().min(0),
  count: z.number().int().min(1),
  isSelfCheck: z.boolean(),
})
export type BlockPlace = z.infer<typeof blockPlaceSchema>

/** What a thread is doing at the moment it was looked at. */
const threadStateSchema = z.enum(['running', 'waiting', 'idle'])
export type ThreadState = z.infer<typeof threadStateSchema>

/** One thread of the running contender, as the sampler last saw it. */
const liveThreadSchema = z.strictObject({
  name: z.string(),
  state: threadStateSchema,
  /** CPU seconds per wall second since the last look; null where it cannot be read. */
  coresUsed: z.number().min(0).nullable(),
})
export type LiveThread = z.infer<typeof liveThreadSchema>

/** The running contender, looked at. Times are milliseconds. */
const sampledSchema = z.strictObject({
  kind: z.literal('sampled'),
  contender,
  block: blockPlaceSchema,
  phase: z.enum(['warm-up', 'measuring']),
  /** Of the whole run; how long warm-ups to come will take is a guess. */
  elapsedMs: z.number().min(0),
  totalMs: z.number().min(0),
  /** Since the block's measuring began; in its warm-up, since its threads started. */
  completed: z.number().int().min(0),
  failed: z.number().int().min(0),
  sample: sampleSchema,
  threads: z.array(liveThreadSchema),
})
export type Sampled = z.infer<typeof sampledSchema>

/** Progress of a run, in the order in which it happens. Times are milliseconds. */
export const progressSchema = z.discriminatedUnion('kind', [
  /** Not begun yet, because other programs use so many cores. */
  z.strictObject({
    kind: z.literal('waiting'),
    otherCores: z.number().min(0),
    /** After so long it begins all the same. */
    leftMs: z.number().min(0),
  }),
  z.strictObject({
    kind: z.literal('prepared'),
    roundsPerMs: z.number().min(0),
    totalMs: z.number().min(0),
    /** That are started next: a thousand take a while. */
    threads: z.number().int().min(1),
  }),
  z.strictObject({
    kind: z.literal('block-started'),
    contender,
    block: blockPlaceSchema,
  }),
  sampledSchema,
  z.strictObject({ kind: z.literal('block-finished'), contender, block: blockPlaceSchema }),
  /** After its last block, or the one in which it failed. */
  z.strictObject({ kind: z.literal('contender-finished'), result: contenderResultSchema }),
])
export type Progress = z.infer<typeof progressSchema>
