import { Control } from '../../measure/control'
import type { ThreadRecord } from '../../measure/thread-record'
import type {
  ContenderSetup,
  RunningContender,
  Startable,
} from '../../thread/start/running-contender'
import type { ContenderName } from '../../spec/spec'
import { delayUnless } from '../wait-unless'

/**
 * Threads with a wait under way that nothing cuts short take as long as it does. Those that take
 * longer to park are ended, and the next block has fresh ones.
 */
const PARK_LIMIT_MS = 300

/**
 * A cancelled run does not wait longer than this for its threads: they end politely by then, or
 * with the process. What was measured stands in memory that they share, and is not to be lost to a
 * host that gives up.
 */
const CANCEL_LIMIT_MS = 200

/** Threads that take longer to end after their block never will: they sit in the kernel. */
const STOP_LIMIT_MS = 10_000
const STOP_LIMIT_MS_PER_THREAD = 20

/** What is remembered of a contender's earlier blocks in the same threads. */
export interface EarlierBlocks {
  /** Whether the warm-up had become steady. */
  readonly isSteady: boolean
  /** Of the last one; 0 where no job was done. */
  readonly jobsPerSecond: number
  /** For how long the jobs in flight have been going on, all blocks together. */
  readonly passedMs: number
}

/** A contender's threads, kept from block to block and parked in between. */
export class KeptContender {
  readonly #contender: Startable
  readonly #setup: Omit<ContenderSetup, 'control'>
  #kept: { readonly setup: ContenderSetup; readonly running: RunningContender } | null = null
  /** What earlier blocks of these threads left; null where they are yet to have one. */
  earlier: EarlierBlocks | null = null
  /** Whether the runtime has compiled what the threads run. */
  isRehearsed = false
  /**
   * How much resident memory the threads hold; null where that cannot be told, and before there are
   * any.
   */
  heldBytes: number | null = null

  constructor(contender: Startable, setup: Omit<ContenderSetup, 'control'>) {
    this.#contender = contender
    this.#setup = setup
  }

  get name(): ContenderName {
    return this.#contender.name
  }

  /** Of the threads that there are; none before the first block. */
  get records(): readonly ThreadRecord[] {
    return this.#kept?.running.records ?? []
  }

  /** The processes that its threads are in, where they are foreign ones. */
  get foreignPids(): number[] {
    const processes = this.records.map((record) => record.read().process)
    return [...new Set(processes.flatMap((of) => (typeof of === 'number' ? of : [])))]
  }

  /** Its threads, parked; started where there are none. */
  take(): { readonly setup: ContenderSetup; readonly running: RunningContender } {
    if (this.#kept !== null) return this.#kept
    const setup = { ...this.#setup, control: Control.allocate() }
    this.#kept = { setup, running: this.#contender.start(setup) }
    return this.#kept
  }

  /**
   * Parks the threads, or ends them where that takes too long or the signal aborts meanwhile.
   * Resolves with whether they are parked or gone in time.
   */
  async park(signal: AbortSignal): Promise<boolean> {
    if (this.#kept === null) return true
    const { running } = this.#kept
    const limit = new AbortController()
    const isParked = await Promise.race([
      running.park().then(() => true),
      running.died.then(() => false),
      delayUnless(AbortSignal.any([signal, limit.signal]), PARK_LIMIT_MS).then(() => false),
    ])
    limit.abort()
    return isParked || (await this.end(signal))
  }

  /**
   * Ends the threads. Resolves with whether they are gone in time: once cancelled there is less of
   * it.
   */
  async end(signal: AbortSignal): Promise<boolean> {
    if (this.#kept === null) return true
    const { running } = this.#kept
    this.#kept = null
    this.earlier = null
    this.heldBytes = null
    this.isRehearsed = false
    return hasStopped(running.stop(), signal, running.records.length)
  }
}

function hasStopped(
  stopped: Promise<void>,
  signal: AbortSignal,
  threads: number,
): Promise<boolean> {
  return new Promise((resolve) => {
    const settle = (haveStopped: boolean): void => {
      clearTimeout(limit)
      signal.removeEventListener('abort', hurry)
      resolve(haveStopped)
    }
    const endIn = (ms: number): NodeJS.Timeout => setTimeout(settle, ms, false)
    let limit = endIn(STOP_LIMIT_MS + threads * STOP_LIMIT_MS_PER_THREAD)
    const hurry = (): void => {
      clearTimeout(limit)
      limit = endIn(CANCEL_LIMIT_MS)
    }
    if (signal.aborted) hurry()
    else signal.addEventListener('abort', hurry)
    void stopped.then(() => {
      settle(true)
    })
  })
}
