import type { z } from 'zod'

/** How an amount varies from job to job; the given amount is always the mean. */
export const spreads = ['fixed', 'uniform', 'exponential'] as const
export type Spread = (typeof spreads)[number]

/** Characters of a path: no system takes longer ones. */
export const MOST_IN_PATH = 4_096

/** Mean amounts of one job in milliseconds. */
export interface Amounts {
  readonly waitMs: number
  /** Computing before the wait. */
  readonly cpuMsBefore: number
  /** Computing after it. */
  readonly cpuMsAfter: number
}

/** A control of one field of a kind of work: in the window, and as a flag of the command line. */
export interface WorkControl {
  readonly control: 'number' | 'folder' | 'spread'
  /** The field of the workload. */
  readonly key: string
  readonly label: string
  readonly unit: string
  /** What the value is, in a sentence without its capital and its stop. */
  readonly meaning: string
  /** As in `--wait-ms <ms>`. */
  readonly flag: string
  readonly placeholder: string
}

/**
 * One kind of work, described: all that specs, plans, captions, the window and the command line
 * know of it. What a job of it does stands beside, in `bodies`, because it may need Node.
 *
 * @typeParam Schema the part of the spec that describes a job of this kind
 */
export interface JobKind<Schema extends z.ZodObject = z.ZodObject> {
  readonly schema: Schema
  /** How long a job waits and computes in the mean; null where only a run can tell. */
  readonly amounts: (workload: z.infer<Schema>) => Amounts | null
  /** Whether its amounts are what the plan makes jobs do, exactly; false where they were measured. */
  readonly arePlanned: boolean
  /**
   * What one job does, after the noun that does it, in parts that "and" joins: "waiting 20 ms".
   * `ms` words a number of milliseconds.
   */
  readonly caption: (workload: z.infer<Schema>, ms: (value: number) => string) => readonly string[]
  readonly controls: readonly WorkControl[]
  /** What must be there before a job can run. */
  readonly needs: 'nothing' | 'loopback-service' | 'files' | 'own-file'
  /** Whether a job ever gives its thread away; one that does not only computes. */
  readonly canWait: boolean
  /** Whether jobs set timers and so show themselves how late those come. */
  readonly hasTimers: boolean
  /**
   * Such work with its total of waiting and computing shared out anew, another kind where this one
   * cannot do both. Never asked of a kind without amounts.
   */
  readonly withAmounts: (
    workload: z.infer<Schema>,
    amounts: { readonly waitMs: number; readonly cpuMs: number },
  ) => object
}
