import type { Awaitable } from './task/awaitable'
import { checkCallback, checkTime } from './task/check'
import { inContext, swapContext, type Context } from './context'
import type { Coroutine } from './task/coroutine'
import { describe } from './describe'
import { Driver } from './iteration/driver'
import { ensureFuture } from './task/ensure-future'
import {
  checkExceptionHandler,
  defaultReport,
  type ExceptionContext,
  type ExceptionHandler,
} from './exception-handler'
import { ExecutorJobs, type Executor } from './wait/executor'
import { Future } from './task/future'
import { Handle, TimerHandle, type Callback } from './iteration/handle'
import type { LoopOptions } from './loop-options'
import { OpenGenerators } from './statement/open-generators'
import { peekRunningLoop, setRunningLoop } from './running-loop'
import { Task, type TaskOptions } from './task/task'
import type { TaskFactory } from './task/task-factory'
import { TaskRegistry } from './task/task-registry'
import { Iterations } from './iteration/iterations'
import { Unretrieved } from './task/unretrieved'

/** The context of the task that an error is about. */
function contextOf({ task, future }: ExceptionContext): Context | undefined {
  const owner = task ?? future
  return owner instanceof Task ? (owner as Task<unknown>)._context : undefined
}

/** Nothing said of a task. */
const PLAIN: TaskOptions = {}

/**
 * A cooperative event loop with the order of execution of CPython 3.14's asyncio: one callback or
 * task step runs at a time, to its end, in the order in which they became ready.
 *
 * The loop never sleeps: `runReady` runs what is ready and says when the next is due, and a driver
 * passes the time in between.
 */
export class EventLoop extends Iterations {
  /** @internal */
  readonly _unretrieved = new Unretrieved((context) => {
    this.callExceptionHandler(context)
  })
  /** @internal */
  readonly _tasks = new TaskRegistry()
  /**
   * @internal Promises of the host that the loop waits for: virtual time must not overtake them.
   */
  _hostPromises = 0
  /** @internal */
  readonly _generators = new OpenGenerators()
  /** @internal */
  readonly _jobs: ExecutorJobs

  // Said once for all of its futures, and tasks that need nothing else said.
  readonly #ofThisLoop = { loop: this }
  #taskFactory: TaskFactory | undefined
  #exceptionHandler: ExceptionHandler | undefined
  #isClosed = false

  constructor(options: LoopOptions = {}) {
    super(options)
    this._jobs = new ExecutorJobs(options.executor)
  }

  /** A future of this loop. */
  createFuture<T = unknown>(): Future<T> {
    return new Future<T>(this.#ofThisLoop)
  }

  /**
   * Wraps a coroutine in a task, whose first step runs in the next iteration, or at once if it is
   * eager.
   */
  createTask<R>(coro: Coroutine<R>, options: TaskOptions = PLAIN): Task<R> {
    if (this.#taskFactory !== undefined) {
      this._checkClosed()
      return this.#taskFactory(this, coro, options)
    }
    return new Task<R>(coro, options === PLAIN ? this.#ofThisLoop : { ...options, loop: this })
  }

  /**
   * Has tasks made by `factory`; `undefined` has them made as ever. Throws `TypeError` for else.
   */
  setTaskFactory(factory: TaskFactory | undefined): void {
    if (factory !== undefined && typeof factory !== 'function') {
      throw new TypeError(`a task factory is a function or undefined, got ${describe(factory)}`)
    }
    this.#taskFactory = factory
  }

  /** The task factory that was set; undefined where there is none. */
  getTaskFactory(): TaskFactory | undefined {
    return this.#taskFactory
  }

  /** Has `callback(...args)` called in the next iteration, after what is ready already. */
  callSoon<A extends readonly unknown[]>(callback: Callback<A>, ...args: A): Handle {
    if (this.getDebug()) checkCallback(callback, 'callSoon')
    return this._callSoon(inContext(callback) as Callback<readonly unknown[]>, args)
  }

  /**
   * As `callSoon`, for a call from outside of the loop: out of a callback of the host, where a
   * message from another thread arrives. An idle loop wakes.
   */
  callSoonThreadsafe<A extends readonly unknown[]>(callback: Callback<A>, ...args: A): Handle {
    if (this.getDebug()) checkCallback(callback, 'callSoonThreadsafe')
    return this.callSoon(callback, ...args)
  }

  /** Has `callback(...args)` called `delayMs` from now, never early. */
  callLater<A extends readonly unknown[]>(
    delayMs: number,
    callback: Callback<A>,
    ...args: A
  ): TimerHandle {
    checkTime('callLater', 'delayMs', delayMs)
    return this.callAt(this.time() + delayMs, callback, ...args)
  }

  /** Has `callback(...args)` called when the loop's time is `whenMs`, never early. */
  callAt<A extends readonly unknown[]>(
    whenMs: number,
    callback: Callback<A>,
    ...args: A
  ): TimerHandle {
    this._checkClosed()
    checkTime('callAt', 'whenMs', whenMs)
    if (this.getDebug()) checkCallback(callback, 'callAt')
    const order = this._timers.nextOrder()
    const timer = new TimerHandle(
      this,
      whenMs,
      order,
      inContext(callback) as Callback<readonly unknown[]>,
      args,
    )
    this._addTimer(timer)
    return timer
  }

  /**
   * Runs until `awaitable` is done and gives its result, or throws its error. Rejects when the
   * loop is closed or running, or is stopped first; throws at once inside a running loop.
   */
  runUntilComplete<R>(awaitable: Awaitable<R>): Promise<R> {
    this.#checkNotInside()
    return this.#runUntilComplete(awaitable)
  }

  /** Runs until `stop` is called. Rejects and throws as `runUntilComplete` does. */
  runForever(): Promise<void> {
    this.#checkNotInside()
    return this.#drive(false)
  }

  /**
   * Forgets all that is scheduled. A closed loop cannot be used again. In debug mode each task that
   * had not ended is reported. Throws while it runs.
   */
  close(): void {
    if (this.isRunning()) throw new Error('Cannot close a running event loop')
    if (this.#isClosed) return
    this._unretrieved.reportAll()
    if (this.getDebug()) this.#reportPending()
    this.#isClosed = true
    this._clear()
  }

  isClosed(): boolean {
    return this.#isClosed
  }

  /**
   * Has errors that nobody handles given to `handler`; `undefined` has them printed again. Throws
   * `TypeError` for anything else.
   */
  setExceptionHandler(handler: ExceptionHandler | undefined): void {
    checkExceptionHandler(handler)
    this.#exceptionHandler = handler
  }

  /** The handler that was set; undefined where errors are printed. */
  getExceptionHandler(): ExceptionHandler | undefined {
    return this.#exceptionHandler
  }

  /** Gives an error that nobody handles to the exception handler. Never throws. */
  callExceptionHandler(context: ExceptionContext): void {
    const handler = this.#exceptionHandler
    const values = contextOf(context)
    try {
      if (handler === undefined) this.defaultExceptionHandler(context)
      else if (values === undefined || values._isCurrent) handler(this, context)
      else values.run(handler, this, context)
    } catch (exception) {
      const message = 'Unhandled error in exception handler'
      defaultReport(this._host, { message, exception, context })
    }
  }

  /** Prints an error that nobody handles: for a handler that leaves some of them to it. */
  defaultExceptionHandler(context: ExceptionContext): void {
    defaultReport(this._host, context)
  }

  /**
   * Closes the generators that nobody read to their end, all at once; `run` does so. What they
   * throw goes to the exception handler. Those of the host that are still busy are waited for a
   * little.
   */
  shutdownAsyncGenerators(): Coroutine<void> {
    return this._generators.close(this)
  }

  /**
   * Has `callback(...args)` called by an executor, or by the loop's own where `executor` is
   * undefined, and gives a future of its outcome. Cancelling the future does not stop the function.
   * Throws where there is no executor.
   */
  runInExecutor<A extends readonly unknown[], R>(
    executor: Executor | undefined,
    callback: (...args: A) => R,
    ...args: A
  ): Future<R> {
    return this._submit(executor, callback, args, undefined)
  }

  /** Sets the executor that is used where no other is named. */
  setDefaultExecutor(executor: Executor): void {
    this._jobs.setDefault(executor)
  }

  /**
   * Takes no more jobs for the loop's own executor, and waits for those under way, at most
   * `timeoutMs` (undefined: as long as it takes); `run` does so. The executor itself stays as it
   * is.
   */
  shutdownDefaultExecutor(timeoutMs?: number): Coroutine<void> {
    return this._jobs.shutDown(this, timeoutMs)
  }

  /**
   * Runs up to `maxEntries` steps and callbacks, turn by turn, and returns the loop time
   * (milliseconds) at which the next is due: `-Infinity` for at once, `Infinity` for never. An
   * iteration that was left goes on with the next call, so its caller may cede to the host in
   * between without any program being able to tell. After `stop` it returns at the end of the turn.
   * Throws when the loop is closed, or is running an entry at this moment.
   */
  runReady(maxEntries: number): number {
    this._checkClosed()
    const outer = peekRunningLoop()
    if (outer === this) throw new Error('This event loop is already running')
    setRunningLoop(this)
    const outerContext = swapContext(undefined)
    try {
      return this._runIterations(maxEntries)
    } finally {
      setRunningLoop(outer)
      swapContext(outerContext)
    }
  }

  /** @internal */
  _checkClosed(): void {
    if (this.#isClosed) throw new Error('Event loop is closed')
  }

  /** @internal A promise of the host that the loop waited for has settled. */
  _hostPromiseSettled(): void {
    this._hostPromises -= 1
    // Even if nobody awaits it here: an idle virtual clock may have waited for just this.
    this._wake()
  }

  /** @internal As `runInExecutor`, with the values of context variables that it sees. */
  _submit<A extends readonly unknown[], R>(
    executor: Executor | undefined,
    callback: (...args: A) => R,
    args: A,
    context: Context | undefined,
  ): Future<R> {
    this._checkClosed()
    if (this.getDebug()) checkCallback(callback, 'runInExecutor')
    return this._jobs.submit(this, executor, callback, args, context)
  }

  /** @internal As `callSoon`, of which the context is known already. */
  _callSoon(callback: Callback<readonly unknown[]>, args: readonly unknown[]): Handle {
    this._checkClosed()
    const handle = new Handle(this, callback, args)
    this._instruments?.notify('callbackQueued', handle)
    this._enqueue(handle)
    return handle
  }

  #reportPending(): void {
    for (const task of this._tasks.list()) {
      this.callExceptionHandler({ message: 'Task was destroyed but it is pending!', task })
    }
  }

  async #runUntilComplete<R>(awaitable: Awaitable<R>): Promise<R> {
    this._checkClosed()
    this.#checkNotRunning()
    const future = ensureFuture(awaitable, { loop: this })
    const stopWhenDone = () => {
      this.stop()
    }
    future.addDoneCallback(stopWhenDone)
    try {
      await this.#drive(true)
    } finally {
      future.removeDoneCallback(stopWhenDone)
    }
    if (!future.done()) throw new Error('Event loop stopped before Future completed.')
    return future.result()
  }

  async #drive(isFailingOnDeadlock: boolean): Promise<void> {
    this._checkClosed()
    this.#checkNotRunning()
    const driver = new Driver(this, this._clock, this._host, isFailingOnDeadlock)
    await this._driveUntilStopped(driver)
  }

  #checkNotRunning(): void {
    if (this.isRunning()) throw new Error('This event loop is already running')
  }

  #checkNotInside(): void {
    if (peekRunningLoop() === this) throw new Error('This event loop is already running')
    if (peekRunningLoop() !== undefined) {
      throw new Error('Cannot run the event loop while another loop is running')
    }
  }
}
