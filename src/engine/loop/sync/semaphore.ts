import type { Coroutine } from '../task/coroutine'
import { CancelledError } from '../errors'
import { LoopBound } from './loop-bound'
import type { Resource } from '../statement/resource'
import { Waiters } from './waiters'

/**
 * Held by up to `value` tasks at a time; waiters get in in the order in which they came.
 *
 * @example
 * const atMostTen = new Semaphore(10)
 * yield* asyncWith(atMostTen, function* () { … })
 */
export class Semaphore extends LoopBound implements Resource<void> {
  readonly #waiters = new Waiters<boolean>()
  #value: number

  /** `value`: how many may hold it; at least 0. */
  constructor(value = 1) {
    super()
    if (!(value >= 0)) throw new RangeError(`value must be a number >= 0, got ${value}`)
    this.#value = value
  }

  /** Whether `acquire` would have to wait. */
  locked(): boolean {
    return this.#value === 0 || this.#waiters.hasUncancelled()
  }

  /** Takes one place, waiting for it if need be. */
  *acquire(): Coroutine<true> {
    if (!this.locked()) {
      this.#value -= 1
      return true
    }
    const future = this.boundLoop().createFuture<boolean>()
    try {
      yield* this.#waiters.wait(future)
    } catch (error) {
      // The place was given to it already.
      const isGiven = future.done() && !future.cancelled()
      if (CancelledError.is(error) && isGiven) this.#value += 1
      throw error
    } finally {
      // Tasks that came meanwhile had to wait, although there may be places for them.
      while (this.#value > 0 && this.#wakeNext());
    }
    return true
  }

  /** Gives one place back and wakes the first waiter. */
  release(): void {
    this.#value += 1
    this.#wakeNext()
  }

  *enter(): Coroutine<void> {
    yield* this.acquire()
  }

  *exit(): Coroutine<void> {
    this.release()
  }

  /** @internal */
  protected get freePlaces(): number {
    return this.#value
  }

  #wakeNext(): boolean {
    const next = this.#waiters.firstAsleep()
    if (next === undefined) return false
    // Taken on the waiter's behalf, so that nobody overtakes it before it runs.
    this.#value -= 1
    next.setResult(true)
    return true
  }
}

/** A semaphore that throws when it is released more often than it was acquired. */
export class BoundedSemaphore extends Semaphore {
  readonly #bound: number

  constructor(value = 1) {
    super(value)
    this.#bound = value
  }

  override release(): void {
    if (this.freePlaces >= this.#bound) {
      throw new RangeError('BoundedSemaphore released too many times')
    }
    super.release()
  }
}
