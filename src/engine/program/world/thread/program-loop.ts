import {
  EventLoop,
  Handle,
  VirtualClock,
  type Clock,
  type Executor,
  type Future,
  type LoopOptions,
  type Runnable,
} from '../../../loop'
import type { Context } from '../../../loop/context'
import { ThreadPool, Threads } from './threads'

/** Virtual time of a loop and of the threads beside it. */
export class ThreadsClock implements Clock {
  readonly #loopClock = new VirtualClock()
  readonly threads: Threads

  /** @param tick is called as time has moved on */
  constructor(tick: () => void) {
    this.threads = new Threads(() => this.#loopClock.now(), tick, null)
  }

  now(): number {
    return this.threads.nowMs ?? this.#loopClock.now()
  }

  readonly jumpTo = (whenMs: number): void => {
    this.#loopClock.jumpTo(whenMs)
  }

  passEvent(timerMs: number): boolean {
    return this.threads.pass(timerMs, this.jumpTo)
  }
}

/** A loop whose executors are the world's threads. */
export class ProgramLoop extends EventLoop {
  readonly #threads: Threads
  #isWaking = false

  constructor(options: LoopOptions, threads: Threads) {
    super(options)
    this.#threads = threads
  }

  override callSoonThreadsafe<A extends readonly unknown[]>(
    callback: (...args: A) => unknown,
    ...args: A
  ): Handle {
    this.#isWaking = true
    try {
      return super.callSoonThreadsafe(callback, ...args)
    } finally {
      this.#isWaking = false
    }
  }

  override setDefaultExecutor(executor: Executor): void {
    this.#threads.defaultPool = poolOf(executor)
  }

  /** @internal */
  override _submit<A extends readonly unknown[], R>(
    executor: Executor | undefined,
    callback: (...args: A) => R,
    args: A,
    context: Context | undefined,
  ): Future<R> {
    this._checkClosed()
    const pool = executor === undefined ? undefined : poolOf(executor)
    return this.#threads.submit(pool, { loop: this, call: () => callback(...args), context })
  }

  /** @internal */
  override _callSoon(
    callback: (...args: readonly unknown[]) => unknown,
    args: readonly unknown[],
  ): Handle {
    if (this.#threads.nowMs === null) return super._callSoon(callback, args)
    const handle = new Handle(this, callback, args)
    const queue = (): void => {
      if (!handle.cancelled()) super._callSoon(callback, args)
    }
    this.#threads.hand(queue, this.#isWaking)
    return handle
  }

  /** @internal */
  override _enqueue(entry: Runnable): void {
    if (this.#threads.nowMs === null) super._enqueue(entry)
    else {
      this.#threads.hand(() => {
        super._enqueue(entry)
      }, false)
    }
  }
}

function poolOf(executor: Executor): ThreadPool {
  if (executor instanceof ThreadPool) return executor
  throw new TypeError('expected a ThreadPool: a program has no other executor')
}
