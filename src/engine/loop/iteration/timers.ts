import type { Timer } from './handle'
import { Heap } from './heap'
import { Fifo } from './fifo'

/** Below this many timers, cancelled ones are only dropped when they come to the front. */
const MIN_TIMERS_TO_SWEEP = 100
/** A heap with a larger share of cancelled timers is swept. */
const MAX_CANCELLED_SHARE = 0.5

/**
 * The loop's timers, soonest first; timers due at the same instant in the order of setting.
 *
 * Timers are mostly set with the same few delays, so most are due after all that were set before:
 * those join the end of a queue in constant time, and only the others go into a heap.
 */
export class Timers {
  readonly #queue = new Fifo<Timer>()
  readonly #heap = new Heap<Timer>(isSooner)
  #queueEndMs = -Infinity
  #addedCount = 0
  #cancelledCount = 0

  get isEmpty(): boolean {
    return this.#queue.length === 0 && this.#heap.length === 0
  }

  /** A number for the next timer's `_order`. */
  nextOrder(): number {
    this.#addedCount += 1
    return this.#addedCount
  }

  add(timer: Timer): void {
    if (this.#queue.length === 0 || timer.when() >= this.#queueEndMs) {
      this.#queue.push(timer)
      this.#queueEndMs = timer.when()
    } else {
      this.#heap.push(timer)
    }
  }

  /** A timer that waits here was cancelled: it goes when it reaches the front, or in a sweep. */
  noteCancelled(): void {
    this.#cancelledCount += 1
    const count = this.#queue.length + this.#heap.length
    if (count > MIN_TIMERS_TO_SWEEP && this.#cancelledCount / count > MAX_CANCELLED_SHARE) {
      this.#sweep()
    }
  }

  /** When the first timer that was not cancelled is due (milliseconds), or `Infinity`. */
  nextWhen(): number {
    for (let first = this.#first(); first !== undefined; first = this.#first()) {
      if (!first._isCancelled) return first.when()
      this.#remove(first)
    }
    return Infinity
  }

  /** Removes and returns the next timer due at `nowMs` or before; `undefined` if none is. */
  takeDue(nowMs: number): Timer | undefined {
    const first = this.#first()
    if (first === undefined || first.when() > nowMs) return undefined
    this.#remove(first)
    return first
  }

  clear(): void {
    this.#queue.clear()
    this.#heap.clear()
    this.#cancelledCount = 0
  }

  #first(): Timer | undefined {
    const queued = this.#queue.peek()
    const heaped = this.#heap.peek()
    if (queued === undefined) return heaped
    if (heaped === undefined) return queued
    return isSooner(heaped, queued) ? heaped : queued
  }

  #remove(first: Timer): void {
    if (this.#queue.peek() === first) this.#queue.shift()
    else this.#heap.pop()
    first._order = 0
    if (first._isCancelled) this.#cancelledCount -= 1
  }

  // Without it, timers that are always cancelled in time (time limits) would pile up.
  #sweep(): void {
    const isKept = (timer: Timer): boolean => {
      if (timer._isCancelled) timer._order = 0
      return timer._order > 0
    }
    this.#queue.filter(isKept)
    this.#heap.filter(isKept)
    this.#cancelledCount = 0
  }
}

function isSooner(a: Timer, b: Timer): boolean {
  const aMs = a.when()
  const bMs = b.when()
  return aMs < bMs || (aMs === bMs && a._order < b._order)
}
