import type { Failure } from '../errors'
import type { EventLoop } from '../event-loop'
import type { Task } from './task'

/** What a task can wait for: a future, or something that behaves as one towards the task. */
export interface Waitable {
  /** @internal */
  readonly _loop: EventLoop
  /** Ends the waiting with `CancelledError`; false if it has ended already. */
  cancel(message?: string): boolean
  toString(): string
  /** @internal Has the task woken when it is done. */
  _wakeWhenDone(task: Task<unknown>): void
  /** @internal What awaiting it throws, once it is done. */
  _failure(): Failure | undefined
}

/**
 * What `yield*` hands to the task when the coroutine has to wait. A class of its own lets the task
 * tell `yield* future` from `yield future`.
 */
export abstract class Pause {
  // It is the iterator result that hands itself over: a generator that waits in `yield*` keeps what
  // it was given, and a result apart would be kept once more for every task that waits. A field
  // would cost memory in each of them.
  /** @internal */
  // eslint-disable-next-line @typescript-eslint/class-literal-property-style -- see above
  get done(): false {
    return false
  }

  /** @internal */
  get value(): this {
    return this
  }

  /** @internal What is wrong where a task is given it without something to wait for. */
  get _fault(): string | undefined {
    return undefined
  }

  /** @internal Undefined unless it was just entered, as `yield*` does. */
  abstract get _waitable(): Waitable | undefined
}
