import type { Coroutine } from '../task/coroutine'
import { CancelledError, type Failure } from '../errors'
import { Lock } from './lock'
import { LoopBound } from './loop-bound'
import type { Resource } from '../statement/resource'
import { Waiters } from './waiters'

/**
 * A lock with a queue of tasks that wait until what it guards has changed.
 *
 * @example
 * yield* asyncWith(condition, function* () {
 *   yield* condition.waitFor(() => items.length > 0)
 * })
 */
export class Condition extends LoopBound implements Resource<void> {
  readonly #lock: Lock
  readonly #waiters = new Waiters<boolean>()

  constructor(lock: Lock = new Lock()) {
    super()
    this.#lock = lock
  }

  locked(): boolean {
    return this.#lock.locked()
  }

  acquire(): Coroutine<true> {
    return this.#lock.acquire()
  }

  release(): void {
    this.#lock.release()
  }

  /**
   * Frees the lock, waits to be notified and takes the lock again. Throws if it is not held. It may
   * return although what is waited for is not so: look again, as `waitFor` does.
   */
  *wait(): Coroutine<true> {
    if (!this.locked()) throw new Error('cannot wait on un-acquired lock')
    const future = this.boundLoop().createFuture<boolean>()
    this.release()
    try {
      try {
        yield* this.#waiters.wait(future)
        return true
      } finally {
        yield* this.#reacquire()
      }
    } catch (error) {
      // It may have been notified: another is, then, rather than nobody.
      this.#waiters.wake(1, false)
      throw error
    }
  }

  /** Waits until `predicate` gives something true, and gives that. */
  *waitFor<R>(predicate: () => R): Coroutine<R> {
    let result = predicate()
    while (!isTrue(result)) {
      yield* this.wait()
      result = predicate()
    }
    return result
  }

  /** Wakes up to `count` waiters; each goes on once it has the lock. Throws if it is not held. */
  notify(count = 1): void {
    if (!this.locked()) throw new Error('cannot notify on un-acquired lock')
    this.#waiters.wake(count, false)
  }

  notifyAll(): void {
    this.notify(this.#waiters.length)
  }

  *enter(): Coroutine<void> {
    yield* this.acquire()
  }

  *exit(): Coroutine<void> {
    this.release()
  }

  // The block must not go on without the lock, so a cancellation waits until it is held.
  *#reacquire(): Coroutine<void> {
    let cancellation: Failure | undefined
    for (;;) {
      try {
        yield* this.acquire()
        break
      } catch (error) {
        if (!CancelledError.is(error)) throw error
        cancellation = { error }
      }
    }
    if (cancellation !== undefined) throw cancellation.error
  }
}

function isTrue(value: unknown): boolean {
  return Boolean(value)
}
