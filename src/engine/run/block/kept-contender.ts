import { basename } from 'node:path'
import { Control } from '../../measure/control'
import type { ThreadRecord } from '../../measure/thread-record'
import type {
  ContenderSetup,
  RunningContender,
  Startable,
} from '../../thread/start/running-contender'
import type { BlockSpec, ContenderName } from '../../spec/spec'

/**
 * Threads with a wait under way that nothing cuts short take as long as it does. Those that take
 * longer to park are ended, and the next block has fresh ones.
 */
const PARK_LIMIT_MS = 300
const PARK_STEP_MS = 100

/**
 * A person's own job that is soon over by itself is given longer: one that is not over by then
 * never will be, and is told. So is one that takes so many times as long as all of those in flight
 * do one after the other.
 */
const HANGS_AFTER_MS = 5_000
const HANGS_AFTER_TIMES = 4

/** Jobs that take longer than this to end may do so for good reasons. */
const SOON_OVER_MS = 2_000

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
  /** Why no more blocks of it are to be had; null while there is nothing against it. */
  fault: Error | null = null

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
   * Resolves with whether they are parked or gone in time. Where a thread dies or a job never
   * ends, the fault says so.
   */
  async park(signal: AbortSignal): Promise<boolean> {
    if (this.#kept === null) return true
    const { running, setup } = this.#kept
    const hangsAfterMs = hangsAfter(setup.spec)
    let limit: NodeJS.Timeout | undefined
    let hurry = (): void => undefined
    const interrupted = new Promise<'late' | 'cancelled'>((resolve) => {
      // In steps: where the machine stood still, threads have yet to answer as it goes on.
      let leftMs = hangsAfterMs ?? PARK_LIMIT_MS
      limit = setInterval(() => {
        leftMs -= PARK_STEP_MS
        if (leftMs <= 0) resolve('late')
      }, PARK_STEP_MS)
      hurry = () => {
        resolve('cancelled')
      }
    })
    signal.addEventListener('abort', hurry)
    if (signal.aborted) hurry()
    const parked = running.park().then(() => 'parked' as const)
    const outcome = await Promise.race([parked, running.died, interrupted])
    clearInterval(limit)
    signal.removeEventListener('abort', hurry)
    if (outcome === 'parked') return true
    if (outcome instanceof Error) this.fault = outcome
    else if (hangsAfterMs !== null && outcome === 'late') {
      const line = (await running.lineOfHang?.()) ?? null
      this.fault = new Error(hangs(setup, hangsAfterMs, line))
    }
    return this.end(signal)
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

/** After how long a person's own job hangs; null where that cannot be told. Milliseconds. */
function hangsAfter({ ownJob, concurrency }: BlockSpec): number | null {
  if (ownJob === null) return null
  const allMs = ownJob.waitMs + concurrency * ownJob.cpuMs
  return allMs > SOON_OVER_MS ? null : Math.max(HANGS_AFTER_MS, HANGS_AFTER_TIMES * allMs)
}

function hangs({ plan, spec }: ContenderSetup, afterMs: number, line: number | null): string {
  const at = line === null ? '' : `:${line}`
  const name = plan.own === null ? 'the file' : basename(plan.own.file) + at
  const { waitMs = 0, cpuMs = 0 } = spec.ownJob ?? {}
  const alone = (waitMs + cpuMs).toPrecision(2)
  return `${name} does not end what it began: it was still at it after ${Math.round(afterMs / 1_000)} s, and a job takes ${Number(alone)} ms by itself`
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
