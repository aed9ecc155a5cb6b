import type { Awaitable } from './task/awaitable'
import { contextForLater, type Context } from './context'
import { asCoroutine } from './task/ensure-future'
import type { Failure } from './errors'
import { EventLoop } from './event-loop'
import { gather } from './wait/gather'
import { keepShapes } from './kept-shapes'
import type { LoopOptions } from './loop-options'
import { peekRunningLoop } from './running-loop'
import type { Task } from './task/task'

/** How long the end of a run waits for what its executor still does. Milliseconds. */
const EXECUTOR_GRACE_MS = 300_000

/** What loop is run: one with these options, or the one that `loopFactory` makes. */
export type RunOptions =
  | (LoopOptions & { readonly loopFactory?: undefined })
  | { readonly loopFactory: () => EventLoop; readonly debug?: boolean }

/**
 * Runs several coroutines on one loop, one after the other. The loop is made with the first, or
 * with `getLoop`; `close` ends it as `run` does. Values of context variables stay from one to the
 * next.
 *
 * @example
 * const runner = new Runner({ clock: 'virtual' })
 * try {
 *   await runner.run(setUp())
 *   console.log(await runner.run(measure()))
 * } finally {
 *   await runner.close()
 * }
 */
export class Runner {
  readonly #options: RunOptions
  #state: 'created' | 'ready' | 'closed' = 'created'
  #loop: EventLoop | undefined
  #context: Context | undefined

  constructor(options: RunOptions = {}) {
    this.#options = options
  }

  /** Its loop. Throws when it is closed. */
  getLoop(): EventLoop {
    if (this.#state === 'closed') throw new Error('Runner is closed')
    if (this.#loop === undefined) {
      this.#loop = createLoop(this.#options)
      this.#context = contextForLater()
      this.#state = 'ready'
    }
    return this.#loop
  }

  /**
   * Runs an awaitable in a task, in the runner's context or the one that is given, and gives its
   * result. Rejects with what it throws; throws at once inside of a running loop, where no
   * coroutine could await the promise.
   */
  run<R>(main: Awaitable<R>, options: { readonly context?: Context } = {}): Promise<R> {
    if (peekRunningLoop() !== undefined) {
      throw new Error('Runner.run() cannot be called from a running event loop')
    }
    return this.#run(main, options.context)
  }

  /** Cancels the tasks that are left, waits for their ends, and closes the loop. */
  async close(): Promise<void> {
    const loop = this.#loop
    if (this.#state !== 'ready' || loop === undefined) return
    this.#state = 'closed'
    try {
      await cancelLeftTasks(loop)
      await loop.runUntilComplete(loop.shutdownAsyncGenerators())
      await loop.runUntilComplete(loop.shutdownDefaultExecutor(EXECUTOR_GRACE_MS))
    } finally {
      loop.close()
    }
  }

  async #run<R>(main: Awaitable<R>, given: Context | undefined): Promise<R> {
    const loop = this.getLoop()
    const context = given ?? this.#context
    const task = loop.createTask(asCoroutine(main), context && { context })
    try {
      return await loop.runUntilComplete(task)
    } finally {
      // It has one once it set a variable.
      if (given === undefined) this.#context = task._context
    }
  }
}

/**
 * Runs an awaitable on a loop of its own and gives its result: the entry point of a program. When
 * it ends, tasks that are left are cancelled and run to their end, generators are closed, and so is
 * the loop.
 *
 * Rejects with what it throws. Throws at once when called inside of a running loop, where no
 * coroutine could await the promise.
 *
 * @example
 * const total = await run(main(), { clock: 'virtual' })
 */
export function run<R>(main: Awaitable<R>, options: RunOptions = {}): Promise<R> {
  if (peekRunningLoop() !== undefined) {
    throw new Error('run() cannot be called from a running event loop')
  }
  return runAndClose(main, options)
}

async function runAndClose<R>(main: Awaitable<R>, options: RunOptions): Promise<R> {
  const runner = new Runner(options)
  const loop = runner.getLoop()
  let failure: Failure | undefined
  try {
    return await runner.run(main)
  } catch (error) {
    failure = { error }
    throw error
  } finally {
    try {
      await runner.close()
    } catch (exception) {
      if (failure === undefined) throw exception
      // The first error tells more than what came of it, such as tasks that can't be ended.
      const message = 'run() could not end all tasks'
      loop.callExceptionHandler({ message, exception })
    }
  }
}

function createLoop(options: RunOptions): EventLoop {
  if (options.loopFactory === undefined) {
    if (options.host === undefined) keepShapes()
    return new EventLoop(options)
  }
  const loop = options.loopFactory()
  if (options.debug !== undefined) loop.setDebug(options.debug)
  return loop
}

async function cancelLeftTasks(loop: EventLoop): Promise<void> {
  const left: Task<unknown>[] = loop._tasks.list()
  if (left.length === 0) return
  for (const task of left) task.cancel()
  await loop.runUntilComplete(gather(left, { returnExceptions: true }))
  for (const task of left) {
    if (task.cancelled()) continue
    const exception = task.exception()
    if (exception === undefined) continue
    const message = 'unhandled exception during run() shutdown'
    loop.callExceptionHandler({ message, exception, task })
  }
}
