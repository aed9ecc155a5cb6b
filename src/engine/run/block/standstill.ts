import { readTaskTimes } from '../../measure/cpu/linux-task'
import { currentThreadId } from '../../measure/cpu/own-thread'
import { now } from '../../measure/now'

/** A shorter time is not told from a timer that came late. Milliseconds. */
const LEAST_MS = 250

/** What is known at one look; all in nanoseconds. */
export interface StandstillReading {
  readonly atNs: number
  /** CPU time of the whole process. */
  readonly cpuNs: number
  /** Time that the looking thread was ready to run while no core was free; 0 where not told. */
  readonly runQueueNs: number
}

/**
 * For how long a whole lab stood still between two looks, in milliseconds; 0 where it did not. It
 * stood still for the time that the later look came late, if neither the process ran in that time
 * nor the looking thread waited for a core: it was stopped (SIGSTOP, a debugger), its machine was
 * paused, or its memory was on a disk.
 *
 * @param expectedMs how long there was to be between the looks
 */
export function standstillMs(
  from: StandstillReading,
  to: StandstillReading,
  expectedMs: number,
): number {
  const lateMs = (to.atNs - from.atNs) / 1e6 - expectedMs
  // What could not be read at one of the looks is not told as less than before.
  const waitedNs = Math.max(0, to.runQueueNs - from.runQueueNs)
  const awakeMs = (to.cpuNs - from.cpuNs + waitedNs) / 1e6
  return lateMs - awakeMs >= LEAST_MS ? lateMs : 0
}

/** Watches from one look to the next whether the lab stands still. To be used in one thread. */
export class StandstillWatch {
  readonly #tid = currentThreadId()
  #last = this.#read()
  #totalMs = 0

  /** For how long it stood still so far. */
  get totalMs(): number {
    return this.#totalMs
  }

  /** Looks, `expectedMs` after the last look or later. */
  look(expectedMs: number): void {
    const reading = this.#read()
    this.#totalMs += standstillMs(this.#last, reading, expectedMs)
    this.#last = reading
  }

  #read(): StandstillReading {
    const { user, system } = process.cpuUsage()
    const times = this.#tid === null ? null : readTaskTimes(this.#tid)
    return {
      atNs: now(),
      cpuNs: (user + system) * 1_000,
      runQueueNs: times?.runQueueNs ?? 0,
    }
  }
}
