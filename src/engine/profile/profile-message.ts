import type { ContenderName } from '../contender'
import type { Environment } from '../measure/machine/environment'
import type { Spec } from '../spec/spec'
import type { CpuProfile } from './cpu-profile'

/** What the host hands to the profile's thread (`workerData`). */
export interface ProfileOrder {
  /** As it was run: a files workload names its folder here. */
  readonly spec: Spec
  /** Whose threads are sampled. */
  readonly contenders: readonly ContenderName[]
  /** Of the run, so that its jobs are the same. */
  readonly roundsPerMs: number
  /** Folder with the built threads. */
  readonly engineFolder: string
  /** An empty folder for what threads write; the host removes it. */
  readonly folder: string
  readonly httpPort: number | null
  /** Jobs run for so long before the profile begins, for their code to be compiled. */
  readonly warmUpMs: number
  /** So much is in the profile. */
  readonly profiledMs: number
  readonly environment: Environment
}

/** What it tells on its way: whose threads are sampled now. */
export interface ProfileProgress {
  readonly kind: 'profiling'
  readonly contender: ContenderName
  readonly index: number
  readonly count: number
}

/** What one thread executed. */
export interface ThreadCpuProfile {
  readonly contender: ContenderName
  /** Its name within its contender: "worker 1". */
  readonly thread: string
  readonly profile: CpuProfile
}

/** Why there is no profile of a contender, or of one of its threads. */
export interface LeftOut {
  readonly contender: ContenderName
  /** Null for all of them. */
  readonly thread: string | null
  /** A sentence without its end. */
  readonly why: string
}

/** What came of the pass. */
export interface TakenProfiles {
  readonly threads: readonly ThreadCpuProfile[]
  readonly leftOut: readonly LeftOut[]
}
