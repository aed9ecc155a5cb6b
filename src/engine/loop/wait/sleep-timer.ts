import type { Coroutine, Yielded } from '../task/coroutine'
import { CancelledError, type Failure } from '../errors'
import type { EventLoop } from '../event-loop'
import type { Timer } from '../iteration/handle'
import { getRunningLoop } from '../running-loop'
import type { Task } from '../task/task'
import { Pause, type Waitable } from '../task/waitable'

/**
 * A `sleep` of some milliseconds: one object is the coroutine, the loop's timer and what the task
 * waits for. asyncio has a coroutine, a handle and a future; a million sleeping tasks need less
 * than half the memory this way, and nobody can tell the difference.
 */
export class SleepTimer<R> extends Pause implements Coroutine<R>, Timer, Waitable {
  // The delay until it is entered, then the loop time at which it is due. Milliseconds.
  #ms: number
  // The result; after a cancellation its message.
  #value: unknown
  #state: 'created' | 'waiting' | 'elapsed' | 'cancelled' | 'left' = 'created'
  #task: Task<unknown> | undefined = undefined
  /** @internal */
  _order = 0

  constructor(ms: number, result: R) {
    super()
    this.#ms = ms
    this.#value = result
  }

  next(): IteratorResult<Yielded, R> {
    if (this.#state === 'created') return this.enter()
    if (this.#state !== 'elapsed') throw new Error('cannot reuse already awaited coroutine')
    this.leave()
    return { done: true, value: this.#value as R }
  }

  throw(error: unknown): IteratorResult<Yielded, R> {
    this.leave()
    throw error
  }

  return(value: R): IteratorResult<Yielded, R> {
    this.leave()
    return { done: true, value }
  }

  [Symbol.iterator](): this {
    return this
  }

  when(): number {
    return this.#ms
  }

  cancel(message?: string): boolean {
    if (this.#state !== 'waiting') return false
    this.#state = 'cancelled'
    this.#value = message
    this.#task?._wake(this)
    return true
  }

  override toString(): string {
    return `<sleep ${this.#state}>`
  }

  /** @internal */
  override get _waitable(): this | undefined {
    return this.#state === 'waiting' && this.#task === undefined ? this : undefined
  }

  /** @internal A task enters a sleep on the running loop, which is therefore its loop. */
  get _loop(): EventLoop {
    return getRunningLoop()
  }

  /**
   * @internal As in asyncio, the timer of a cancelled sleep goes only when its task has left it.
   */
  get _isCancelled(): boolean {
    return this.#state === 'left'
  }

  /** @internal */
  _wakeWhenDone(task: Task<unknown>): void {
    this.#task = task
  }

  /** @internal */
  _failure(): Failure | undefined {
    if (this.#state !== 'cancelled') return undefined
    return { error: new CancelledError(this.#value as string | undefined) }
  }

  /** @internal The time has come. */
  _run(): undefined {
    if (this.#state !== 'waiting') return
    this.#state = 'elapsed'
    this.#task?._wake(this)
  }

  private enter(): IteratorResult<Yielded, R> {
    const loop = getRunningLoop()
    this.#state = 'waiting'
    this.#ms += loop.time()
    this._order = loop._timers.nextOrder()
    loop._addTimer(this)
    return this
  }

  private leave(): void {
    this.#state = 'left'
    if (this._order > 0) this._loop._timerCancelled(this)
  }
}
