import { describe } from '../describe'
import type { EventLoop } from '../event-loop'
import type { StepEnd } from '../instrument'

/** An entry of the ready queue: a handle, or a task whose next step is due. */
export interface Runnable {
  /** @internal Whether the entry is skipped when its turn comes. */
  readonly _isCancelled: boolean
  /**
   * @internal Runs the entry unless it was cancelled; lets nothing escape. A step says why it
   *   ended.
   */
  _run(): StepEnd | undefined
  toString(): string
}

export type Callback<A extends readonly unknown[]> = (...args: A) => unknown

// Stands for the callback of a cancelled handle, which must keep nothing alive.
const forgotten = (): void => undefined

/** Most callbacks are given nothing, and need no list of their own for it. */
const NO_ARGUMENTS: readonly unknown[] = []

/** A callback that `callSoon` scheduled. */
export class Handle implements Runnable {
  /** @internal */
  readonly _loop: EventLoop
  #callback: Callback<readonly unknown[]>
  #args: readonly unknown[]

  constructor(loop: EventLoop, callback: Callback<readonly unknown[]>, args: readonly unknown[]) {
    this._loop = loop
    this.#callback = callback
    this.#args = args.length === 0 ? NO_ARGUMENTS : args
  }

  /** @internal */
  get _isCancelled(): boolean {
    return this.#callback === forgotten
  }

  /** Forgets the callback: it will not be called. Cancelling twice, or too late, does nothing. */
  cancel(): void {
    this.#callback = forgotten
    this.#args = NO_ARGUMENTS
  }

  cancelled(): boolean {
    return this._isCancelled
  }

  /** @internal */
  _run(): undefined {
    // Read first, because the callback may cancel its own handle.
    const callback = this.#callback
    try {
      callback(...this.#args)
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
  /**
   * @internal While it waits among the loop's timers, the order of setting, from 1: that decides
   * between timers due at the same instant. 0 when it does not wait there.
   */
  _order: number
}

/** A callback that `callLater` or `callAt` scheduled. */
export class TimerHandle extends Handle implements Timer {
  readonly #whenMs: number
  /** @internal */
  _order: number

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
    if (isFirst && this._order > 0) this._loop._timerCancelled(this)
  }
}
