import type { Coroutine } from './coroutine'
import { getRunningLoop } from '../running-loop'
import type { Task, TaskOptions } from './task'
import type { EventLoop } from '../event-loop'

/**
 * Wraps a coroutine in a task of the running loop; its first step runs in the next iteration, or at
 * once with `eagerStart`. Throws outside of a running loop.
 *
 * @example
 * const task = createTask(download(url), { name: 'download' })
 */
export function createTask<R>(coro: Coroutine<R>, options?: TaskOptions): Task<R> {
  return getRunningLoop().createTask(coro, options)
}

/** The task whose step is running; `undefined` in a callback. Throws outside of a running loop. */
export function currentTask(loop: EventLoop = getRunningLoop()): Task<unknown> | undefined {
  return loop._currentTask
}

/** The loop's tasks that are not done, in the order of creation. */
export function allTasks(loop: EventLoop = getRunningLoop()): Set<Task<unknown>> {
  return new Set(loop._tasks.list())
}
