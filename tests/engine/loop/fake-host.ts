import type { Host } from '../../../src/engine/loop'

interface ArmedTimer {
  readonly atMs: number
  readonly callback: () => void
}

/** A host whose time passes only when a test says so, and which counts what is asked of it. */
export class FakeHost implements Host {
  nowMs = 1000
  readings = 0
  /** How many timers were armed at once, at most. */
  mostArmed = 0
  readonly reports: { message: string; error: unknown }[] = []
  readonly #armed = new Map<number, ArmedTimer>()
  #ceded: (() => void)[] = []
  #timerCount = 0

  now(): number {
    this.readings += 1
    return this.nowMs
  }

  cede(callback: () => void): void {
    this.#ceded.push(callback)
  }

  setTimer(delayMs: number, callback: () => void): number {
    this.#timerCount += 1
    this.#armed.set(this.#timerCount, { atMs: this.nowMs + delayMs, callback })
    this.mostArmed = Math.max(this.mostArmed, this.#armed.size)
    return this.#timerCount
  }

  clearTimer(timer: unknown): void {
    this.#armed.delete(timer as number)
  }

  report(message: string, error: unknown): void {
    this.reports.push({ message, error })
  }

  /** When the timers that are armed go off, in milliseconds of the host. */
  get armedAtMs(): number[] {
    return [...this.#armed.values()].map(({ atMs }) => atMs)
  }

  /** Whether the loop has asked to go on. */
  get isCededTo(): boolean {
    return this.#ceded.length > 0
  }

  /** One iteration of the host: calls what was ceded. */
  iteration(): void {
    const ceded = this.#ceded
    this.#ceded = []
    for (const callback of ceded) callback()
  }

  /** Sets off the timers that are armed, whether they are due or not. */
  ring(): void {
    const armed = [...this.#armed.values()]
    this.#armed.clear()
    for (const { callback } of armed) callback()
  }

  /** Passes the time to the next timer and sets it off; false if there is none. */
  passToTimer(): boolean {
    const [atMs] = this.armedAtMs
    if (atMs === undefined) return false
    this.nowMs = Math.max(this.nowMs, atMs)
    this.ring()
    return true
  }

  /** Serves the loop until it asks for nothing any more. */
  serve(): void {
    do {
      while (this.isCededTo) this.iteration()
    } while (this.passToTimer())
  }
}
