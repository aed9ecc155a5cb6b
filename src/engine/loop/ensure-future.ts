import { isCoroutine, type Awaitable } from './coroutine'
import { describe } from './describe'
import type { EventLoop } from './event-loop'
import { isFuture, type Future } from './future'
import { getRunningLoop } from './running-loop'

/**
 * The future itself, or a new task for a coroutine. Throws `TypeError` for anything else, and an
 * `Error` for a future of another loop than the one given.
 */
export function ensureFuture<R>(
  awaitable: Awaitable<R>,
  options: { loop?: EventLoop } = {},
): Future<R> {
  if (isFuture(awaitable)) {
    if (options.loop !== undefined && options.loop !== awaitable.getLoop()) {
      throw new Error(
        'The future belongs to a different loop than the one specified as the loop option',
      )
    }
    return awaitable
  }
  if (!isCoroutine(awaitable)) {
    throw new TypeError(
      `a Future, a task or a coroutine is required, got ${describe(awaitable)} (wrap a promise with fromPromise)`,
    )
  }
  return (options.loop ?? getRunningLoop()).createTask(awaitable)
}
