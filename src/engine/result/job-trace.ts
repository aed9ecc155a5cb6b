import { z } from 'zod'
import type { Milliseconds } from '../measure/statistics/quantity'
import { quantity } from '../measure/statistics/quantity-schema'

/** Of one contender: its slowest jobs, and some at random of all that it did. */
export const MOST_SLOWEST = 10
const MOST_SAMPLED = 40

/** Waits that are told one by one. */
const MOST_TOLD_WAITS = 4

const behindSchema = z.strictObject({
  /** How often another job took the thread: what it did there without a break counts once. */
  holds: z.number().int().min(0),
  /** How much of the time they held it. */
  heldMs: quantity<Milliseconds>(),
  /** The longest of them, with its whole length; null where there was none. */
  longest: z
    .strictObject({
      job: z.number().int().min(0),
      ms: quantity<Milliseconds>(),
      /** Whether it was blocked in a wait rather than computing. */
      isBlocked: z.boolean(),
    })
    .nullable(),
  /** False where the thread had forgotten some by then. */
  isWhole: z.boolean(),
})
export type Behind = z.infer<typeof behindSchema>

/** Times are since the job was due, or submitted where the load is closed. */
const jobWaitSchema = z.strictObject({
  beganMs: quantity<Milliseconds>(),
  /** When it could have gone on; null where only the system knows that, as of an answer. */
  readyMs: quantity<Milliseconds>().nullable(),
  resumedMs: quantity<Milliseconds>(),
  /**
   * What held the thread from then, or from the wait's begin where that is not known; null for
   * none.
   */
  behind: behindSchema.nullable(),
})

/**
 * All that was noted of one job. Times are since it was due, or submitted where the load is closed.
 */
export const jobTraceSchema = z
  .strictObject({
    /** Its number in its block, and which round that was of. */
    job: z.number().int().min(0),
    round: z.number().int().min(0),
    /** The thread that ran it. */
    thread: z.string().max(100),
    /** When it was due or submitted, since the measured window began. */
    atMs: z.number(),
    submittedMs: quantity<Milliseconds>(),
    startedMs: quantity<Milliseconds>(),
    finishedMs: quantity<Milliseconds>(),
    /** When the one that submitted it knew of its end: its latency. */
    endedMs: quantity<Milliseconds>(),
    /** What held the thread before its first step; of a pool's worker, since its submission. */
    behind: behindSchema.nullable(),
    waits: z.array(jobWaitSchema).max(MOST_TOLD_WAITS),
    moreWaits: z.number().int().min(0),
    waitedMs: quantity<Milliseconds>(),
    /**
     * What the looks at its thread show that were next before and after it: over how long, in
     * collections, and ready to run while no core was free. Null where there was no look.
     */
    around: z
      .strictObject({
        overMs: quantity<Milliseconds>(),
        gcMs: quantity<Milliseconds>().nullable(),
        runQueueMs: quantity<Milliseconds>().nullable(),
      })
      .nullable(),
  })
  .refine(
    ({ submittedMs, startedMs, finishedMs, endedMs }) =>
      submittedMs <= startedMs && startedMs <= finishedMs && finishedMs <= endedMs,
    { path: ['endedMs'], error: 'expected times that follow each other, up to endedMs' },
  )
export type JobTrace = z.infer<typeof jobTraceSchema>

/** Single jobs of one contender. */
export const jobTracesSchema = z.strictObject({
  /** The slowest first. */
  slowest: z.array(jobTraceSchema).max(MOST_SLOWEST),
  /** The quickest first. */
  sample: z.array(jobTraceSchema).max(MOST_SAMPLED),
})
export type JobTraces = z.infer<typeof jobTracesSchema>

/** So many of the jobs at most: those at even steps of their latency's rank, the quickest first. */
function thinned(jobs: readonly JobTrace[], most: number): JobTrace[] {
  const ranked = [...jobs].sort((a, b) => a.endedMs - b.endedMs)
  if (ranked.length <= most) return ranked
  return Array.from({ length: most }, (_, place) => {
    const rank = Math.floor(((place + 0.5) * ranked.length) / most)
    return ranked[rank]
  }).filter((job) => job !== undefined)
}

/** Single jobs of several blocks or threads; null where none has any. */
export function mergeTraces(all: readonly (JobTraces | null)[]): JobTraces | null {
  const known = all.filter((traces) => traces !== null)
  if (known.length === 0) return null
  const slowest = known
    .flatMap((traces) => traces.slowest)
    .sort((a, b) => b.endedMs - a.endedMs)
    .slice(0, MOST_SLOWEST)
  const sample = thinned(
    known.flatMap((traces) => traces.sample),
    MOST_SAMPLED,
  )
  return { slowest, sample }
}

/** The same jobs, of that round. */
export function tracesInRound({ slowest, sample }: JobTraces, round: number): JobTraces {
  const placed = (traces: readonly JobTrace[]) => traces.map((trace) => ({ ...trace, round }))
  return { slowest: placed(slowest), sample: placed(sample) }
}

/** Each job once, the slowest first: one may be slow and in the sample as well. */
export function uniqueTraces({ slowest, sample }: JobTraces): JobTrace[] {
  const all = [...slowest, ...[...sample].reverse()]
  const keyed = new Map(all.map((job) => [`${job.round} ${job.thread} ${job.job}`, job]))
  return [...keyed.values()]
}
