import type { Coroutine } from './coroutine'
import { getRunningLoop } from '../running-loop'
import type { Task, TaskOptions } from './task'

/**
 * Wraps a coroutine in a task of the running loop; its first step runs in the next turn, or at once
 * with `eagerStart`. Throws outside of a running loop.
 *
 * @example
 * const task = createTask(download(url), { name: 'download' })
 */
export function createTask<R>(coro: Coroutine<R>, options?: TaskOptions): Task<R> {
  return getRunningLoop().createTask(coro, options)
}
