import { asyncWith } from '../statement/async-with'
import type { Awaitable } from '../task/awaitable'
import { checkTime } from '../task/check'
import type { Coroutine } from '../task/coroutine'
import { checkAwaitable, ensureFuture } from '../task/ensure-future'
import { CancelledError, TimeoutError } from '../errors'
import { setResultUnlessDone, type Future } from '../task/future'
import { getRunningLoop } from '../running-loop'
import { timeout } from './timeout'

/**
 * Awaits with a time limit (milliseconds; `undefined` for none). At the limit the awaited is
 * cancelled, and once it has ended `TimeoutError` is thrown; if it ends with a result or an error
 * of its own in spite of that, this is what comes out. A cancellation is passed on.
 *
 * A coroutine is awaited in the task that is there, not in one of its own. It does not promise to
 * end at the limit: what is awaited may take its time to be cancelled. Use `shield` for what should
 * go on.
 *
 * @example
 * const page = yield* waitFor(fetchPage(), 500)
 */
export function* waitFor<R>(awaitable: Awaitable<R>, timeoutMs: number | undefined): Coroutine<R> {
  if (timeoutMs !== undefined) checkTime('waitFor', 'timeoutMs', timeoutMs)
  checkAwaitable(awaitable)
  // With no time at all a coroutine must not begin.
  if (timeoutMs !== undefined && timeoutMs <= 0) return yield* nowOrNever(awaitable)
  return yield* asyncWith(timeout(timeoutMs), function* () {
    return yield* awaitable
  })
}

function* nowOrNever<R>(awaitable: Awaitable<R>): Coroutine<R> {
  const future = ensureFuture(awaitable, { loop: getRunningLoop() })
  if (future.done()) return future.result()
  yield* cancelAndWait(future)
  try {
    return future.result()
  } catch (error) {
    if (CancelledError.is(error)) throw new TimeoutError('', { cause: error })
    throw error
  }
}

// Waits on a future of its own: a cancellation of the waiter must not be taken for the future's.
function* cancelAndWait(future: Future<unknown>): Coroutine<void> {
  const waiter = getRunningLoop().createFuture<undefined>()
  const onDone = () => {
    setResultUnlessDone(waiter, undefined)
  }
  future.addDoneCallback(onDone)
  try {
    future.cancel()
    yield* waiter
  } finally {
    future.removeDoneCallback(onDone)
  }
}
