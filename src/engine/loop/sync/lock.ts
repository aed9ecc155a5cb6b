import type { Coroutine } from '../task/coroutine'
import { CancelledError } from '../errors'
import { LoopBound } from './loop-bound'
import type { Resource } from '../statement/resource'
import { Waiters } from './waiters'

/**
 * Held by one task at a time; waiters get it in the order in which they came. Any
 * task may release it, not only the one that holds it.
 *
 * @example
 * yield* asyncWith(lock, function* () { … })
 */
export class Lock extends LoopBound implements Resource<void> {
  readonly #waiters = new Waiters<boolean>()
  #isLocked = false

  locked(): boolean {
    return this.#isLocked
  }

  /** Takes the lock, waiting for it if need be. */
  *acquire(): Coroutine<true> {
    if (!this.#isLocked && !this.#waiters.hasUncancelled()) {
      this.#isLocked = true
      return true
    }
    const future = this.boundLoop().createFuture<boolean>()
    try {
      yield* this.#waiters.wait(future)
    } catch (error) {
      // Cancelled, perhaps after it was this one's turn: the next must not wait for nothing.
      if (CancelledError.is(error) && !this.#isLocked) this.#wakeFirst()
      throw error
    }
    this.#isLocked = true
    return true
  }

  /** Frees the lock and wakes the first waiter. Throws if it is not held. */
  release(): void {
    if (!this.#isLocked) throw new Error('Lock is not acquired.')
    this.#isLocked = false
    this.#wakeFirst()
  }

  *enter(): Coroutine<void> {
    yield* this.acquire()
  }

  *exit(): Coroutine<void> {
    this.release()
  }

  #wakeFirst(): void {
    const first = this.#waiters.first()
    if (first?.done() === false) first.setResult(true)
  }
}
