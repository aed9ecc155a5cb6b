import type { z } from 'zod'

/**
 * How an amount varies from job to job; the given amount is always the mean. `exponential-service`
 * leaves waits as they are and has computing vary, as a server's service times do in queueing
 * theory; `rare-long` has one amount in a hundred 50 times as long as the others.
 */
export const spreads = [
  'fixed',
  'uniform',
  'exponential',
  'exponential-service',
  'rare-long',
] as const
export type Spread = (typeof spreads)[number]

/** Of `rare-long`, the share of long amounts, and how many times as long they are. */
export const rareLong = { share: 0.01, times: 50 } as const

/** A short amount of `rare-long`, as a share of the mean. */
export const rareShort = 1 / (1 + rareLong.share * (rareLong.times - 1))

/** The standard deviation of an amount that varies, as a share of its mean. */
export const variationOfSpread: Readonly<Record<Spread, number>> = {
  fixed: 0,
  uniform: 1 / Math.sqrt(3),
  exponential: 1,
  'exponential-service': 1,
  'rare-long': rareShort * (rareLong.times - 1) * Math.sqrt(rareLong.share * (1 - rareLong.share)),
}

/**
 * The mean of the longest of so many amounts that vary alike, as a multiple of the mean of one.
 * Waits of `exponential-service` do not vary.
 */
export function meanOfLongest(spread: Spread, amounts: number): number {
  switch (spread) {
    case 'fixed':
    case 'exponential-service':
      return 1
    case 'uniform':
      return (2 * amounts) / (amounts + 1)
    case 'exponential':
      return Array.from({ length: amounts }, (_, index) => 1 / (index + 1)).reduce((a, b) => a + b)
    case 'rare-long':
      return rareShort * (1 + (rareLong.times - 1) * (1 - (1 - rareLong.share) ** amounts))
  }
}

/** Characters of a path: no system takes longer ones. */
export const MOST_IN_PATH = 4_096

/** Mean amounts of one job in milliseconds. */
export interface Amounts {
  readonly waitMs: number
  /** Computing before the wait. */
  readonly cpuMsBefore: number
  /** Computing after it. */
  readonly cpuMsAfter: number
  /**
   * Computing in place of the wait, which the runtime's hidden threads do where a thread does not
   * block for it. Left out where there is none.
   */
  readonly hiddenMs?: number
}

/**
 * What the runtime's hidden threads do of a job on a thread that does not block: nothing, work such
 * as reading files and compressing, look-ups of names (for which libuv takes half of them), or
 * whatever a person's own job asks of them.
 */
export type HiddenPart = 'nothing' | 'work' | 'names' | 'unknown'

/** A control of one field of a kind of work: in the window, and as a flag of the command line. */
export type WorkControl = PlainControl | WorkChoice

/** One of several values, as a control. */
export interface WorkChoice extends Omit<PlainControl, 'control'> {
  readonly control: 'choice'
  readonly choices: readonly string[]
  /** What is chosen, for those who only hear it. */
  readonly title: string
  /** What the choices mean, in a sentence or two. */
  readonly hint: string
}

interface PlainControl {
  readonly control: 'number' | 'folder'
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
  /** What the plan draws, where a job takes several draws; left out where its amounts are drawn. */
  readonly drawn?: (workload: z.infer<Schema>) => Amounts
  /**
   * Whether its amounts are what the plan makes jobs do, exactly; false where they were measured.
   */
  readonly arePlanned: boolean
  /**
   * What one job does, after the noun that does it, in parts that "and" joins: "waiting 20 ms".
   * `ms` words a number of milliseconds.
   */
  readonly caption: (workload: z.infer<Schema>, ms: (value: number) => string) => readonly string[]
  readonly controls: readonly WorkControl[]
  /** What must be there before a job can run. */
  readonly needs: 'nothing' | 'loopback-service' | 'files' | 'own-file' | 'local-name'
  /** Whether a job ever gives its thread away; one that does not only computes. */
  readonly canWait: boolean
  /** Whether jobs set timers and so show themselves how late those come. */
  readonly hasTimers: boolean
  /**
   * Whether a loop notes the steps of single jobs. Of those that wait once and do nothing else it
   * notes the end alone: it runs one in under a microsecond, and its steps would take a quarter of
   * that again.
   */
  readonly areStepsNoted: boolean
  readonly hidden: HiddenPart
  /**
   * What the runtime holds for a job in flight that does not block its thread; left out where it is
   * little.
   */
  readonly jobBytes?: number
  /**
   * Such work with its total of waiting and computing shared out anew, another kind where this one
   * cannot do both. Null where it cannot be shared out.
   */
  readonly withAmounts:
    | ((
        workload: z.infer<Schema>,
        amounts: { readonly waitMs: number; readonly cpuMs: number },
      ) => object)
    | null
}
