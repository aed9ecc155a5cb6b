import type { Clock } from './clock'
import type { EventLoop } from '../event-loop'
import type { Host } from './host'

/** The loop cedes to its host about this often while it is busy. */
const CEDE_EVERY_MS = 1
/** At most this many steps and callbacks are run between two readings of the host's clock. */
const MAX_ENTRIES_PER_READING = 64
/** What is run between two readings is quick if it takes less than this; else it is run singly. */
const QUICK_MS = 0.2
/** After this many quick readings in a row, twice as much is run before the next. */
const READINGS_TO_DOUBLE = 64
/** Real time that an idle virtual clock gives the host before it jumps past a pending promise. */
const HOST_GRACE_MS = 50

/**
 * Passes the time between a loop's iterations: cedes to the host while the loop is busy, arms one
 * host timer while it waits, and makes a clock that can jump do so. The only caller of `runReady`.
 */
export class Driver {
  readonly #loop: EventLoop
  readonly #clock: Clock
  readonly #host: Host
  readonly #isFailingOnDeadlock: boolean
  #isIdle = false
  #isGraceOver = false
  // Kept from one ceding to the next: where steps were slow, more slow ones are likely.
  #entriesPerReading = 1
  #quickReadings = 0
  #timer: unknown = undefined
  #isStopped: () => boolean = () => false
  #resolve: () => void = () => undefined
  #reject: (error: unknown) => void = () => undefined

  constructor(loop: EventLoop, clock: Clock, host: Host, isFailingOnDeadlock: boolean) {
    this.#loop = loop
    this.#clock = clock
    this.#host = host
    this.#isFailingOnDeadlock = isFailingOnDeadlock
  }

  /** Runs iterations until `isStopped` says so after one of them. */
  drive(isStopped: () => boolean): Promise<void> {
    this.#isStopped = isStopped
    return new Promise((resolve, reject) => {
      this.#resolve = resolve
      this.#reject = reject
      this.#runIterations()
    })
  }

  /** Something was scheduled from outside of an iteration: an idle loop has work again. */
  wake(): void {
    if (!this.#isIdle) return
    this.#isIdle = false
    this.#isGraceOver = false
    this.#disarm()
    // Through the host, so that whatever else it has to deliver now joins the same iteration.
    this.#host.cede(this.#runIterations)
  }

  readonly #runIterations = (): void => {
    this.#isIdle = false
    const loop = this.#loop
    const host = this.#host
    let readAtMs = host.now()
    const cedeAtMs = readAtMs + CEDE_EVERY_MS
    try {
      for (;;) {
        const nextMs = loop.runReady(this.#entriesPerReading)
        if (this.#isStopped()) {
          this.#resolve()
          return
        }
        const isDue =
          nextMs === -Infinity ||
          this.#clock.passEvent?.(nextMs) === true ||
          nextMs <= this.#clock.now() ||
          this.#jumped(nextMs)
        if (!isDue) {
          this.#idleUntil(nextMs)
          return
        }
        const nowMs = host.now()
        this.#adapt(nowMs - readAtMs)
        if (nowMs >= cedeAtMs) {
          host.cede(this.#runIterations)
          return
        }
        readAtMs = nowMs
      }
    } catch (error) {
      this.#reject(error)
    }
  }

  #adapt(tookMs: number): void {
    if (tookMs >= QUICK_MS) {
      this.#entriesPerReading = 1
      this.#quickReadings = 0
      return
    }
    this.#quickReadings += 1
    const isMost = this.#entriesPerReading >= MAX_ENTRIES_PER_READING
    if (this.#quickReadings < READINGS_TO_DOUBLE || isMost) return
    this.#entriesPerReading *= 2
    this.#quickReadings = 0
  }

  /** Moves a virtual clock on to `nextMs`; false where the host's own time has to pass first. */
  #jumped(nextMs: number): boolean {
    if (this.#clock.jumpTo === undefined || nextMs === Infinity) return false
    // A job of an executor ends, so that time can wait for it; of a promise nobody knows.
    if (this.#loop._jobs.count > 0) return false
    if (this.#loop._hostPromises > 0 && !this.#isGraceOver) return false
    this.#isGraceOver = false
    this.#clock.jumpTo(nextMs)
    return true
  }

  #idleUntil(nextMs: number): void {
    this.#isIdle = true
    if (this.#clock.jumpTo !== undefined) this.#idleVirtually(nextMs)
    else if (nextMs !== Infinity) this.#arm(nextMs - this.#clock.now(), this.#runIterations)
  }

  #idleVirtually(nextMs: number): void {
    if (this.#loop._jobs.count > 0) return
    if (nextMs !== Infinity) {
      this.#arm(HOST_GRACE_MS, () => {
        this.#isGraceOver = true
        this.#runIterations()
      })
    } else if (this.#isFailingOnDeadlock && this.#loop._hostPromises === 0) {
      this.#arm(HOST_GRACE_MS, () => {
        this.#reject(this.#deadlock())
      })
    }
  }

  #deadlock(): Error {
    const names = this.#loop._tasks.list().map((task) => task.getName())
    const shown = names.slice(0, 5).join(', ') || 'no task'
    const rest = names.length > 5 ? ` and ${names.length - 5} more` : ''
    return new Error(
      `deadlock: nothing is ready, no timer is set and no promise is pending; still waiting: ${shown}${rest}`,
    )
  }

  #arm(delayMs: number, callback: () => void): void {
    // What is overdue by now is due at once: Node warns of a negative delay.
    this.#timer = this.#host.setTimer(Math.max(0, delayMs), () => {
      this.#timer = undefined
      callback()
    })
  }

  #disarm(): void {
    if (this.#timer === undefined) return
    this.#host.clearTimer(this.#timer)
    this.#timer = undefined
  }
}
