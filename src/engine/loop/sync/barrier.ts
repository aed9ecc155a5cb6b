import { asyncWith } from '../statement/async-with'
import { Condition } from './condition'
import type { Coroutine } from '../task/coroutine'
import { BrokenBarrierError } from '../errors'
import type { Resource } from '../statement/resource'

type BarrierState = 'filling' | 'draining' | 'resetting' | 'broken'

/**
 * Where a number of tasks wait for each other: the last to come lets all of them go on. It can be
 * used again once they have gone.
 *
 * @example
 * const barrier = new Barrier(3)
 * const place = yield* barrier.wait()
 * if (place === 0) print('all three are here')
 */
export class Barrier implements Resource<number> {
  /** How many tasks have to come. */
  readonly parties: number
  readonly #condition = new Condition()
  #state: BarrierState = 'filling'
  #count = 0

  /** `parties`: how many have to come; at least 1. */
  constructor(parties: number) {
    if (!(parties >= 1)) throw new RangeError(`parties must be a number >= 1, got ${parties}`)
    this.parties = parties
  }

  /** How many wait at this moment. */
  get nWaiting(): number {
    return this.#state === 'filling' ? this.#count : 0
  }

  /** Whether it was aborted. */
  get broken(): boolean {
    return this.#state === 'broken'
  }

  /**
   * Waits until all have come; gives each another number, from 0. Throws `BrokenBarrierError` when
   * it is reset or aborted meanwhile, and when it was aborted before.
   */
  wait(): Coroutine<number> {
    return asyncWith(this.#condition, () => this.#pass())
  }

  /** Sends all waiters away with `BrokenBarrierError`, and begins again. */
  reset(): Coroutine<void> {
    return this.#change(() => {
      if (this.#count === 0) this.#state = 'filling'
      else this.#state = 'resetting'
    })
  }

  /** Sends all waiters, and all tasks that come from now on, away with `BrokenBarrierError`. */
  abort(): Coroutine<void> {
    return this.#change(() => {
      this.#state = 'broken'
    })
  }

  enter(): Coroutine<number> {
    return this.wait()
  }

  *exit(): Coroutine<void> {
    // Nothing is held.
  }

  *#pass(): Coroutine<number> {
    yield* this.#letThoseBeforeLeave()
    const place = this.#count
    this.#count += 1
    try {
      if (place + 1 === this.parties) this.#release()
      else yield* this.#waitForOthers()
      return place
    } finally {
      this.#count -= 1
      this.#leave()
    }
  }

  *#letThoseBeforeLeave(): Coroutine<void> {
    yield* this.#condition.waitFor(() => this.#state !== 'draining' && this.#state !== 'resetting')
    if (this.#state === 'broken') throw new BrokenBarrierError('the barrier was aborted')
  }

  #release(): void {
    this.#state = 'draining'
    this.#condition.notifyAll()
  }

  *#waitForOthers(): Coroutine<void> {
    yield* this.#condition.waitFor(() => this.#state !== 'filling')
    if (this.#state === 'broken') throw new BrokenBarrierError('the barrier was aborted')
    if (this.#state === 'resetting') throw new BrokenBarrierError('the barrier was reset')
  }

  // The last to leave lets those in that came for the next time.
  #leave(): void {
    if (this.#count > 0) return
    if (this.#state === 'resetting' || this.#state === 'draining') this.#state = 'filling'
    this.#condition.notifyAll()
  }

  #change(change: () => void): Coroutine<void> {
    const condition = this.#condition
    return asyncWith(condition, function* () {
      change()
      condition.notifyAll()
    })
  }
}
