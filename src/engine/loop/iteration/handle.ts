import { describe } from '../describe'
import type { EventLoop } from '../event-loop'
import type { StepEnd } from '../instrument'

/** An entry of the ready queue: a handle, or a task whose next step is due. */
export interface Runnable {
  /** @internal Whether the entry is skipped when its turn comes. */
  readonly _isCancelled: boolean
  /** @internal Runs the entry unless it was cancelled; lets nothing escape. A step says why it ended. */
  _run(): StepEnd | undefined
  toString(): string
}

export type Callback<A extends readonly unknown[]> = (...args: A) => unknown

// Stands for the callback of a cancelled handle, which must keep nothing alive.
const forgotten = (): void => undefined

/** A callback that `callSoon` scheduled. */
export class Handle implements Runnable {
  /** @internal */
  _isCancelled = false
  /** @internal */
  readonly _loop: EventLoop
  #callback: Callback<readonly unknown[]>
  // A single argument needs no list: a million done callbacks have one each, their future.
  #argument: unknown
  #args: readonly unknown[] | undefined

  constructor(loop: EventLoop, callback: Callback<readonly unknown[]>, args: readonly unknown[]) {
    this._loop = loop
    this.#callback = callback
    const isSingle = args.length === 1
    this.#argument = isSingle ? args[0] : undefined
    this.#args = isSingle ? undefined : args
  }

  /** Forgets the callback: it will not be called. Cancelling twice, or too late, does nothing. */
  cancel(): void {
    this._isCancelled = true
    this.#callback = forgotten
    this.#argument = undefined
    this.#args = undefined
  }

  cancelled(): boolean {
    return this._isCancelled
  }

  /** @internal */
  _run(): undefined {
    // Read first, because the callback may cancel its own handle.
    const callback = this.#callback
    const args = this.#args
    try {
      if (args === undefined) callback(this.#argument)
      else callback(...args)
    } catch (error) {
      this._loop.callExceptionHandler({
        message: `Exception in callback ${describe(callback)}`,
        exception: error,
        handle: this,
      })
    }
  }

  /** What it calls, for messages and instruments. */
  toString(): string {
    const callback = this._isCancelled ? 'cancelled' : describe(this.#callback)
    return `<${this.constructor.name} ${callback}>`
  }
}

/** What waits among a loop's timers. */
export interface Timer extends Runnable {
  /** When it is due, in the loop's time (milliseconds). */
  when(): number
  /** @internal The order of setting, which decides between timers due at the same instant. */
  readonly _order: number
  /** @internal Whether it still waits among the loop's timers. */
  _isScheduled: boolean
}

/** A callback that `callLater` or `callAt` scheduled. */
export class TimerHandle extends Handle implements Timer {
  readonly #whenMs: number
  /** @internal */
  readonly _order: number
  /** @internal */
  _isScheduled = true

  constructor(
    loop: EventLoop,
    whenMs: number,
    order: number,
    callback: Callback<readonly unknown[]>,
    args: readonly unknown[],
  ) {
    super(loop, callback, args)
    this.#whenMs = whenMs
    this._order = order
  }

  when(): number {
    return this.#whenMs
  }

  override cancel(): void {
    const isFirst = !this._isCancelled
    super.cancel()
    if (isFirst && this._isScheduled) this._loop._timerCancelled(this)
  }
}
