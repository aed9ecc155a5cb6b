import { jobVariants, type JobVariant } from '../contender/job-variant'

/** A job file is loaded, and a job tried, for at most so long without a sign. */
export const HANGS_AFTER_MS = 15_000

/** Where a person's job is, and which version of the file was agreed to. */
export interface JobFile {
  /** Its whole path. */
  readonly file: string
  readonly sha256: string
  /** Draws the inputs where they are a function of it. */
  readonly seed: number
}

/** The Python that tries a job, and the lab's script for it. */
export interface PythonForJob {
  readonly executable: string
  readonly script: string
}

/** What the host hands to the trial's thread. */
export interface TrialOrder extends JobFile {
  /** Null for a job that is not in Python. */
  readonly python: PythonForJob | null
}

/** What of a job file is under way in its trial. */
export const trialParts = ['load', 'before', ...jobVariants, 'after'] as const
type TrialPart = (typeof trialParts)[number]

/** What the trial tells on its way, so that it is known where it hangs. */
export interface TrialNews {
  readonly kind: 'trying'
  readonly part: TrialPart
  /** Which input it was given, from 0. */
  readonly input: number
  /** The line of the file at which it has stood for long; null where it has not, or is not told. */
  readonly standsAt: number | null
}

/** Where a trial is, to go on after a verb: "in `job`, given `inputs[3]`". */
export function placeOf({ part, input }: Pick<TrialNews, 'part' | 'input'>): string {
  if (part === 'load') return 'as it is loaded'
  return part === 'before' || part === 'after'
    ? `in \`${part}\``
    : `in \`${part}\`, given \`inputs[${input}]\``
}

/** What a trial says of a job of which nothing came for so long, after the file's name. */
export function hangs(trying: TrialNews, afterMs: number): string {
  return `does not end ${placeOf(trying)}: nothing came of it in ${afterMs / 1_000} s`
}

/** What a job took by itself, in the mean over its inputs. Milliseconds. */
export interface JobCost {
  readonly cpuMs: number
  /** The time in which it used no core. */
  readonly waitMs: number
  /** How far a part of the trial came from the mean of all at most, as a share. */
  readonly apart: number
  /** Whether it holds its loop while it waits, as a call that blocks; left out where not known. */
  readonly holdsLoop?: boolean
}

/** A wait as it is told: less than a microsecond is what clocks differ by, and none. */
export function waitOf(waitMs: number): number {
  return waitMs < 0.001 ? 0 : waitMs
}

/** What was seen before anything is measured. */
export interface Tried {
  readonly kind: 'tried'
  readonly inputs: number
  /** What each variant took, in the order of `jobVariants`; one that is not there is left out. */
  readonly costs: Readonly<Partial<Record<JobVariant, JobCost>>>
}

/** Two variants that gave different results for the same input: nothing can be compared then. */
export interface Different {
  readonly kind: 'different'
  readonly input: number
  /** The input as text. */
  readonly given: string
  readonly results: readonly { readonly variant: JobVariant; readonly text: string }[]
}

/** The file cannot be used as it is. */
export interface Faulty {
  readonly kind: 'faulty'
  /** Ends a sentence that begins with the file: "does not parse: unexpected token". */
  readonly why: string
  /** From 1; null where it is not known. */
  readonly line: number | null
}

export type TrialResult = Tried | Different | Faulty
