import type { Coroutine } from '../task/coroutine'
import { LoopBound } from './loop-bound'
import { Waiters } from './waiters'

/** A flag that tasks can wait for; setting it wakes all of them. */
export class Event extends LoopBound {
  readonly #waiters = new Waiters<boolean>()
  #isSet = false

  isSet(): boolean {
    return this.#isSet
  }

  /** Sets the flag and wakes all tasks that wait for it. */
  set(): void {
    if (this.#isSet) return
    this.#isSet = true
    this.#waiters.wake(Infinity, true)
  }

  clear(): void {
    this.#isSet = false
  }

  /** Waits until the flag is set; goes on at once if it is. */
  *wait(): Coroutine<true> {
    if (!this.#isSet) yield* this.#waiters.wait(this.boundLoop().createFuture())
    return true
  }
}
