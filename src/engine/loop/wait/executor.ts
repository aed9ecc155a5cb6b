import { copyContext, type Context } from '../context'
import type { Coroutine } from '../task/coroutine'
import type { EventLoop } from '../event-loop'
import type { Future } from '../task/future'
import { futureOf } from './promise'
import { getRunningLoop } from '../running-loop'
import { wait } from './wait'

/**
 * Runs functions elsewhere, so that the loop goes on meanwhile: in threads of the host. What a
 * function may use there, and how it comes there, is the executor's affair.
 */
export interface Executor {
  /**
   * Has `callback(...args)` called elsewhere; the promise settles with its outcome. `context` has
   * the values of context variables that it is to see, where there are some to be seen.
   */
  submit<A extends readonly unknown[], R>(
    callback: (...args: A) => R,
    args: A,
    context: Context | undefined,
  ): PromiseLike<R>
}

/** A loop's executor, and what it was given and has not done yet. */
export class ExecutorJobs {
  #executor: Executor | undefined
  #isShutDown = false
  readonly #running = new Set<Future<unknown>>()

  constructor(executor: Executor | undefined) {
    this.#executor = executor
  }

  /** How many jobs are under way: virtual time stands still for them. */
  get count(): number {
    return this.#running.size
  }

  setDefault(executor: Executor): void {
    this.#executor = executor
  }

  /** Hands a job to `executor`, or to the loop's own where that is undefined. */
  submit<A extends readonly unknown[], R>(
    loop: EventLoop,
    executor: Executor | undefined,
    callback: (...args: A) => R,
    args: A,
    context: Context | undefined,
  ): Future<R> {
    const promise = (executor ?? this.#default()).submit(callback, args, context)
    // Of its own: the caller may cancel theirs, and the job is under way all the same.
    const running = futureOf<unknown>(loop, promise.then(nothing, nothing))
    this.#running.add(running)
    running.addDoneCallback(() => this.#running.delete(running))
    return futureOf(loop, promise)
  }

  /** Takes no more jobs without an executor of their own, and waits for those under way. */
  *shutDown(loop: EventLoop, timeoutMs: number | undefined): Coroutine<void> {
    this.#isShutDown = true
    if (this.#running.size === 0) return
    const limit = timeoutMs === undefined ? {} : { timeoutMs }
    const { pending } = yield* wait(this.#running, limit)
    if (pending.size === 0) return
    const jobs = pending.size === 1 ? '1 job' : `${pending.size} jobs`
    loop.callExceptionHandler({
      message: `the executor still had ${jobs} under way after ${timeoutMs ?? 0} ms`,
    })
  }

  #default(): Executor {
    if (this.#isShutDown) throw new Error('Executor shutdown has been called')
    if (this.#executor !== undefined) return this.#executor
    throw new Error('this loop has no executor: give it one with the option executor')
  }
}

/**
 * Calls `callback(...args)` in a thread of the loop's executor and gives what it returns: for what
 * blocks. It sees the context variables as they are now. Cancelling does not stop the function.
 *
 * @example
 * const rows = yield* toThread(readTable, 'orders.csv')
 */
export function* toThread<A extends readonly unknown[], R>(
  callback: (...args: A) => R,
  ...args: A
): Coroutine<R> {
  return yield* getRunningLoop()._submit(undefined, callback, args, copyContext())
}

function nothing(): undefined {
  return undefined
}
