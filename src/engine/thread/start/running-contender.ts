import type { ContenderName } from '../../contender'
import type { BlockSpec } from '../../spec/spec'
import type { Control } from '../../measure/control'
import type { ThreadRecord } from '../../measure/thread-record'
import type { Plan } from '../../workload/plan'

/** What every contender is given: the same plan, and the words that say when to go and to stop. */
export interface ContenderSetup {
  readonly spec: BlockSpec
  readonly plan: Plan
  readonly control: Control
  /** How many loops loop-per-core has here; the spec may leave it to the machine. */
  readonly loops: number
  /** Folder with the built threads; only the shell knows how it was bundled. */
  readonly engineFolder: string
  /** Port of the loopback service; null for workloads that make no request. */
  readonly httpPort: number | null
  /** What contenders of Python run on; null where there is none. */
  readonly python: CalibratedPython | null
  /** Where threads write what they executed; left out of all that is measured. */
  readonly profileFolder?: string
}

/** A Python, and how fast it and this runtime do the work that jobs compute. */
export interface CalibratedPython {
  readonly executable: string
  /** Rounds of Python's work in a millisecond. */
  readonly roundsPerMs: number
  /** Rounds of this runtime's, in which the plan counts. */
  readonly nodeRoundsPerMs: number
}

/** A contender that can be started; tests of the measuring put something known in its place. */
export interface Startable {
  readonly name: ContenderName
  /** Starts the threads, parked. */
  start(setup: ContenderSetup): RunningContender
}

/** A contender's threads, from their start to their end. */
export interface RunningContender {
  /** One per thread, written by that thread. */
  readonly records: readonly ThreadRecord[]
  /** Brings the records up to date where another process writes them. */
  readonly refresh?: () => void
  /** Whether jobs in flight stay so while the threads are parked. */
  readonly keepsJobs: boolean
  /** Resolves with the reason if a thread ends that was not asked to. */
  readonly died: Promise<Error>
  /**
   * The line of a person's own job at which it stands and does not end; null where that is not
   * known.
   */
  readonly lineOfHang?: () => Promise<number | null>
  /**
   * Has every thread take up jobs, with counts and histograms that begin anew. Resolves when all
   * do; stays pending if one dies before.
   */
  go(): Promise<void>
  /**
   * Lets the jobs be. Resolves once every thread is parked, which takes as long as what cannot be
   * cut short; a parked thread uses no CPU. Stays pending if a thread dies before.
   */
  park(): Promise<void>
  /**
   * Ends every thread, politely at first and by force soon after; resolves when none is left.
   * What the records hold stays readable.
   */
  stop(): Promise<void>
}
