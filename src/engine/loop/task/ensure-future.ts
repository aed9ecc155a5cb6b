import { isAwaitable, type Awaitable } from './awaitable'
import { isCoroutine, type Coroutine } from './coroutine'
import { describe } from '../describe'
import type { EventLoop } from '../event-loop'
import { isFuture, type Future } from './future'
import { getRunningLoop } from '../running-loop'

/**
 * The future itself, or a new task for a coroutine or an awaitable of one's own. Throws `TypeError`
 * for anything else, and an `Error` for a future of another loop than the one given.
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
    return awaitable as Future<R>
  }
  const coro = asCoroutine(awaitable)
  return (options.loop ?? getRunningLoop()).createTask(coro)
}

/** The coroutine itself, or one that awaits the awaitable. Throws `TypeError` for anything else. */
export function asCoroutine<R>(awaitable: Awaitable<R>): Coroutine<R> {
  if (isCoroutine(awaitable)) return awaitable as Coroutine<R>
  checkAwaitable(awaitable)
  return awaiting(awaitable)
}

/** Throws `TypeError` where a task cannot await `value`. */
export function checkAwaitable(value: unknown): void {
  if (isAwaitable(value)) return
  throw new TypeError(
    `a Future, a task, a coroutine or an awaitable is required, got ${describe(value)} (wrap a promise with fromPromise)`,
  )
}

function* awaiting<R>(awaitable: Awaitable<R>): Coroutine<R> {
  return yield* awaitable
}
