import type { Coroutine } from '../task/coroutine'
import type { Future } from '../task/future'

/** Tasks waiting for a turn at something, each on a future of its own, first come first served. */
export class Waiters<T> {
  readonly #futures = new Set<Future<T>>()

  get length(): number {
    return this.#futures.size
  }

  /** Waits on `future` until somebody wakes it; it leaves the queue however the waiting ends. */
  *wait(future: Future<T>): Coroutine<T> {
    this.#futures.add(future)
    try {
      return yield* future
    } finally {
      this.#futures.delete(future)
    }
  }

  /** Whether there is a waiter that was not cancelled. */
  hasUncancelled(): boolean {
    for (const future of this.#futures) if (!future.cancelled()) return true
    return false
  }

  /** The one that came first, woken already or not. */
  first(): Future<T> | undefined {
    return this.#futures.values().next().value
  }

  /** The first that is not woken yet. */
  firstAsleep(): Future<T> | undefined {
    for (const future of this.#futures) if (!future.done()) return future
    return undefined
  }

  /** Wakes up to `count` of those not woken yet. */
  wake(count: number, value: T): void {
    let woken = 0
    for (const future of this.#futures) {
      if (woken >= count) return
      if (future.done()) continue
      woken += 1
      future.setResult(value)
    }
  }
}
