import type { EventLoop } from '../event-loop'
import { getRunningLoop } from '../running-loop'
import type { Task } from './task'

/** The loop's tasks that are not done, in the order of creation. */
export function allTasks(loop: EventLoop = getRunningLoop()): Set<Task<unknown>> {
  return new Set(loop._tasks.list())
}
