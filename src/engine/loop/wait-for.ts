import type { Awaitable } from './awaitable'
import type { Coroutine } from './coroutine'
import { ensureFuture } from './ensure-future'
import { CancelledError, TimeoutError } from './errors'
import { setResultUnlessDone, type Future } from './future'
import { getRunningLoop } from './running-loop'

/**
 * Awaits with a time limit (milliseconds; `undefined` for none). At the limit the awaited is
 * cancelled, and once it has ended `TimeoutError` is thrown; if it ends with a result or an error
 * of its own in spite of that, this is what comes out. A cancellation is passed on.
 *
 * It does not promise to end at the limit: what is awaited may take its time to be cancelled. Use
 * `shield` for what should go on.
 *
 * @example
 * const page = yield* waitFor(fetchPage(), 500)
 */
export function* waitFor<R>(awaitable: Awaitable<R>, timeoutMs: number | undefined): Coroutine<R> {
  if (timeoutMs === undefined) return yield* awaitable
  const loop = getRunningLoop()
  if (timeoutMs <= 0) {
    const future = ensureFuture(awaitable, { loop })
    return future.done() ? future.result() : yield* cancelled(future)
  }
  const waiter = loop.createFuture<undefined>()
  const timer = loop.callLater(timeoutMs, setResultUnlessDone<undefined>, waiter, undefined)
  const onDone = () => {
    setResultUnlessDone(waiter, undefined)
  }
  const future = ensureFuture(awaitable, { loop })
  future.addDoneCallback(onDone)
  try {
    try {
      yield* waiter
    } catch (error) {
      if (!(error instanceof CancelledError)) throw error
      if (future.done()) return future.result()
      future.removeDoneCallback(onDone)
      yield* cancelAndWait(future)
      throw error
    }
    if (future.done()) return future.result()
    future.removeDoneCallback(onDone)
    return yield* cancelled(future)
  } finally {
    timer.cancel()
  }
}

// What a future ends with when it is cancelled at the limit.
function* cancelled<R>(future: Future<R>): Coroutine<R> {
  yield* cancelAndWait(future)
  try {
    return future.result()
  } catch (error) {
    if (error instanceof CancelledError) throw new TimeoutError('', { cause: error })
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
