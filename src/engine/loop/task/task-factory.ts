import type { Coroutine } from './coroutine'
import type { EventLoop } from '../event-loop'
import { Task, type TaskOptions } from './task'

/** Makes the tasks of a loop, for `EventLoop.setTaskFactory`. */
export type TaskFactory = <R>(loop: EventLoop, coro: Coroutine<R>, options: TaskOptions) => Task<R>

/**
 * A task factory whose tasks run their first step at once, unless `eagerStart: false` is given.
 *
 * @example
 * getRunningLoop().setTaskFactory(eagerTaskFactory)
 */
export function eagerTaskFactory<R>(
  loop: EventLoop,
  coro: Coroutine<R>,
  options: TaskOptions,
): Task<R> {
  return new Task(coro, { eagerStart: true, ...options, loop })
}
