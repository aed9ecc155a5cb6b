import type { Host } from '../../loop'

interface PumpTimer {
  readonly atMs: number
  readonly callback: () => void
}

/**
 * The loop's host in a world: it puts off what it is given until the thread around the world runs
 * it. Nothing else comes to a world from outside, so that it needs no more of a runtime than the
 * time.
 */
export class Pump implements Host {
  readonly now: () => number
  readonly report: Host['report']
  #ceded: (() => void)[] = []
  readonly #timers = new Map<number, PumpTimer>()
  #lastTimer = 0

  constructor(now: () => number, report: Host['report']) {
    this.now = now
    this.report = report
  }

  readonly cede = (callback: () => void): void => {
    this.#ceded.push(callback)
  }

  readonly setTimer = (delayMs: number, callback: () => void): number => {
    this.#lastTimer += 1
    this.#timers.set(this.#lastTimer, { atMs: this.now() + delayMs, callback })
    return this.#lastTimer
  }

  readonly clearTimer = (timer: unknown): void => {
    this.#timers.delete(timer as number)
  }

  /** Runs what was put off until now. */
  run(): void {
    const ceded = this.#ceded
    this.#ceded = []
    for (const callback of ceded) callback()
    const nowMs = this.#timers.size === 0 ? 0 : this.now()
    for (const [timer, { atMs, callback }] of [...this.#timers]) {
      if (atMs > nowMs || !this.#timers.delete(timer)) continue
      callback()
    }
  }

  /** Milliseconds until more is to be run; `Infinity` where nothing was put off. */
  waitMs(): number {
    if (this.#ceded.length > 0) return 0
    if (this.#timers.size === 0) return Infinity
    const firstMs = Math.min(...[...this.#timers.values()].map(({ atMs }) => atMs))
    return Math.max(0, firstMs - this.now())
  }
}
