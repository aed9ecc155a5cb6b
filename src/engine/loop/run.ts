import { isCoroutine, type Coroutine } from './coroutine'
import { describe } from './describe'
import type { Failure } from './errors'
import { EventLoop } from './event-loop'
import type { LoopOptions } from './loop-options'
import { gather } from './gather'
import { peekRunningLoop } from './running-loop'
import type { Task } from './task'
import { wait } from './wait'

/** How long the end of a run waits for iterators of the host that are still busy. */
const CLOSING_GRACE_MS = 50

/**
 * Runs a coroutine on a loop of its own and gives its result: the entry point of a program. When
 * it ends, tasks that are left are cancelled and run to their end, and the loop is closed.
 *
 * Rejects with what the coroutine throws. Throws at once when called inside of a running loop,
 * where no coroutine could await the promise.
 *
 * @example
 * const total = await run(main(), { clock: 'virtual' })
 */
export function run<R>(coro: Coroutine<R>, options: LoopOptions = {}): Promise<R> {
  if (peekRunningLoop() !== undefined) {
    throw new Error('run() cannot be called from a running event loop')
  }
  return runOnNewLoop(coro, options)
}

async function runOnNewLoop<R>(coro: Coroutine<R>, options: LoopOptions): Promise<R> {
  if (!isCoroutine(coro)) throw new TypeError(`a coroutine was expected, got ${describe(coro)}`)
  const loop = new EventLoop(options)
  let failure: Failure | undefined
  try {
    return await loop.runUntilComplete(loop.createTask(coro))
  } catch (error) {
    failure = { error }
    throw error
  } finally {
    try {
      await shutDown(loop)
    } catch (exception) {
      if (failure === undefined) throw exception
      // The first error tells more than what came of it, such as tasks that can't be ended.
      loop.callExceptionHandler({ message: 'run() could not end all tasks', exception })
    } finally {
      loop.close()
    }
  }
}

async function shutDown(loop: EventLoop): Promise<void> {
  await cancelLeftTasks(loop)
  await loop.runUntilComplete(closeIterators(loop))
  // asyncio shuts its executor down here. This loop has none, but callbacks that are left get the
  // same number of turns as there.
  await loop.runUntilComplete(nothing())
}

// One that waits for something that never comes must not keep the run from ending.
function* closeIterators(loop: EventLoop): Coroutine<void> {
  const closings = [...loop._closings]
  if (closings.length > 0) yield* wait(closings, { timeoutMs: CLOSING_GRACE_MS })
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

function* nothing(): Coroutine<void> {
  // Takes its turns and ends.
}
