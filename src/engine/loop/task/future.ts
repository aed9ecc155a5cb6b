import { contextForLater, inContext, type Context } from '../context'
import type { Coroutine, Yielded } from './coroutine'
import { describe } from '../describe'
import { CancelledError, InvalidStateError, type Failure } from '../errors'
import type { EventLoop } from '../event-loop'
import type { Callback } from '../iteration/handle'
import { getRunningLoop } from '../running-loop'
import type { Task } from './task'
import { Pause, type Waitable } from './waitable'

export type FutureState = 'pending' | 'finished' | 'failed' | 'cancelled'
export type DoneCallback<T> = (future: Future<T>) => unknown

/** A done callback that was added where context variables are set. */
class CallbackInContext implements Woken {
  readonly callback: DoneCallback<never>
  readonly #context: Context

  constructor(callback: DoneCallback<never>, context: Context) {
    this.callback = callback
    this.#context = context
  }

  _wake(future: Future<unknown>): void {
    const called = inContext(this.callback as DoneCallback<unknown>, this.#context)
    future._loop._callSoon(called as Callback<readonly unknown[]>, [future])
  }
}

/** What is told of the future's end in a later iteration, without a closure of its own. */
interface Woken {
  /** @internal The future is done: puts what there is to do on the ready queue. */
  _wake(future: Future<unknown>): void
}

/** Most futures have a task or a gather to wake. */
type Waiter = Woken | DoneCallback<never>

/** Nothing, one, or several: most futures have one, and an array for it would double them. */
type Waiters = Waiter | Waiter[] | undefined

/**
 * Stands for a result that is already under way. Awaiting one that is done goes on at once,
 * without an iteration of the loop; awaiting any other pauses the task until it is done.
 *
 * @example
 * const answer = getRunningLoop().createFuture<number>()
 * getRunningLoop().callLater(100, () => answer.setResult(42))
 * console.log(yield* answer)
 */
export class Future<T> implements Waitable {
  /** @internal */
  readonly _loop: EventLoop
  /** @internal */
  _state: FutureState = 'pending'
  // What waits while it is pending (`Waiters`). Then the result; or the error; or the message
  // or the error of a cancellation. Never both, so that it is one field in each of a million tasks.
  #content: unknown = undefined

  constructor(options: { loop?: EventLoop } = {}) {
    this._loop = options.loop ?? getRunningLoop()
  }

  getLoop(): EventLoop {
    return this._loop
  }

  /** Whether it has a result or an error, or was cancelled. */
  done(): boolean {
    return this._state !== 'pending'
  }

  cancelled(): boolean {
    return this._state === 'cancelled'
  }

  /**
   * The result. Throws the error if that is what it ended with, `CancelledError` if it was
   * cancelled and `InvalidStateError` if it is not done.
   */
  result(): T {
    if (this._state === 'finished') return this.#content as T
    if (this._state === 'pending') throw new InvalidStateError('Result is not ready.')
    if (this._state === 'cancelled') throw this._takeCancelledError()
    this._loop._unretrieved.retrieve(this)
    throw this.#content
  }

  /**
   * The error it ended with; `undefined` if it ended with a result. Throws `CancelledError` if it
   * was cancelled and `InvalidStateError` if it is not done.
   */
  exception(): unknown {
    if (this._state === 'finished') return undefined
    if (this._state === 'pending') throw new InvalidStateError('Exception is not set.')
    if (this._state === 'cancelled') throw this._takeCancelledError()
    this._loop._unretrieved.retrieve(this)
    return this.#content
  }

  /** Marks it done with a result. Throws `InvalidStateError` if it is done already. */
  setResult(result: T): void {
    this.checkPending()
    this._settle('finished', result)
  }

  /** Marks it done with an error. Throws `InvalidStateError` if it is done already. */
  setException(error: unknown): void {
    this.checkPending()
    this._settle('failed', error)
  }

  /**
   * Cancels it and schedules its callbacks. Returns false if it was done already. A future has no
   * work of its own to stop: the code that would have set it must look at `cancelled()`.
   */
  cancel(message?: string): boolean {
    if (this._state !== 'pending') {
      this._loop._unretrieved.retrieve(this)
      return false
    }
    this._settle('cancelled', message)
    return true
  }

  /**
   * Has `callback(this)` called through the loop, never in place, once it is done; in the context
   * that is given, or in a copy of the current one. Throws `TypeError` for what cannot be called.
   */
  addDoneCallback(callback: DoneCallback<T>, options: { readonly context?: Context } = {}): void {
    if (typeof callback !== 'function') {
      throw new TypeError(`addDoneCallback: a function was expected, got ${describe(callback)}`)
    }
    const { context = contextForLater() } = options
    const waiter = context === undefined ? callback : new CallbackInContext(callback, context)
    if (this._state === 'pending') this._addWaiter(waiter)
    else this.schedule(waiter)
  }

  /** Removes every registration of `callback` and returns how many there were. */
  removeDoneCallback(callback: DoneCallback<T>): number {
    if (this._state !== 'pending') return 0
    const waiters = this.#content as Waiters
    const before = Array.isArray(waiters) ? waiters : waiters === undefined ? [] : [waiters]
    const after = before.filter((waiter) => callbackOf(waiter) !== callback)
    this.#content = after.length > 1 ? after : after[0]
    return before.length - after.length
  }

  /** What `yield*` calls. */
  [Symbol.iterator](): Coroutine<T> {
    return new FutureAwait(this)
  }

  toString(): string {
    return `<${this.constructor.name} ${this._state}>`
  }

  /** @internal */
  _wakeWhenDone(task: Task<unknown>): void {
    if (this._state === 'pending') this._addWaiter(task)
    else task._wake(this)
  }

  /** @internal */
  _failure(): Failure | undefined {
    if (this._state === 'finished') return undefined
    try {
      this.result()
      return undefined
    } catch (error) {
      return { error }
    }
  }

  /** @internal Of one that is pending. */
  _addWaiter(waiter: Waiter): void {
    const waiters = this.#content as Waiters
    if (waiters === undefined) this.#content = waiter
    else if (Array.isArray(waiters)) waiters.push(waiter)
    else this.#content = [waiters, waiter]
  }

  /** @internal The only place where a future becomes done. */
  _settle(state: Exclude<FutureState, 'pending'>, value: unknown): void {
    const waiters = this.#content as Waiters
    this._state = state
    this.#content = value
    if (waiters !== undefined) {
      if (Array.isArray(waiters)) for (const waiter of waiters) this.schedule(waiter)
      else this.schedule(waiters)
    }
    if (state === 'failed') {
      this._loop._unretrieved.watch(this, value, waiters !== undefined)
    }
  }

  /** @internal An error for a cancellation. The one its task ended with is given out once. */
  _takeCancelledError(): CancelledError {
    const value = this.#content
    if (this._state === 'cancelled' && CancelledError.is(value)) {
      this.#content = undefined
      return value
    }
    return new CancelledError(this._cancelMessage)
  }

  /** @internal What a cancellation was given, as far as it is known. */
  get _cancelMessage(): string | undefined {
    return this._state === 'cancelled' && typeof this.#content === 'string'
      ? this.#content
      : undefined
  }

  private schedule(waiter: Waiter): void {
    if (typeof waiter !== 'function') waiter._wake(this)
    else this._loop._callSoon(waiter as Callback<readonly unknown[]>, [this])
  }

  private checkPending(): void {
    if (this._state !== 'pending') throw new InvalidStateError(`${this._state}: ${this.toString()}`)
  }
}

function callbackOf(waiter: Waiter): unknown {
  return waiter instanceof CallbackInContext ? waiter.callback : waiter
}

/**
 * One awaiting of a future. Written out rather than as a generator: every pause of every task
 * makes one, and a generator object is several times larger.
 */
class FutureAwait<T> extends Pause implements Coroutine<T> {
  /** @internal */
  readonly _waitable: Future<T>
  #isSuspended = false

  constructor(future: Future<T>) {
    super()
    this._waitable = future
  }

  next(): IteratorResult<Yielded, T> {
    const future = this._waitable
    if (future._state !== 'pending') return { done: true, value: future.result() }
    if (this.#isSuspended) throw new Error("yield* wasn't used with future")
    this.#isSuspended = true
    return this
  }

  throw(error: unknown): IteratorResult<Yielded, T> {
    throw error
  }

  return(value: T): IteratorResult<Yielded, T> {
    return { done: true, value }
  }

  [Symbol.iterator](): this {
    return this
  }
}

/** Whether `value` is a future or a task. */
export function isFuture(value: unknown): value is Future<unknown> {
  return value instanceof Future
}

/** Sets the result unless somebody else settled the future first. */
export function setResultUnlessDone<T>(future: Future<T>, result: T): void {
  if (!future.done()) future.setResult(result)
}
