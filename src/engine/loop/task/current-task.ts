import type { EventLoop } from '../event-loop'
import { getRunningLoop } from '../running-loop'
import type { Task } from './task'

/** The task whose step is running; `undefined` in a callback. Throws outside of a running loop. */
export function currentTask(loop: EventLoop = getRunningLoop()): Task<unknown> | undefined {
  return loop._currentTask
}
