import type { Awaitable } from '../task/awaitable'
import { standsFor } from '../task/call-graph'
import { ensureFuture } from '../task/ensure-future'
import type { Future } from '../task/future'

/**
 * Awaits without passing a cancellation on: the task that awaits is cancelled, what is awaited goes
 * on. If it fails then, the exception handler is told. It does not protect against code that
 * cancels the awaited itself.
 *
 * @example
 * yield* shield(save(document))
 */
export function shield<R>(awaitable: Awaitable<R>): Future<R> {
  const inner = ensureFuture(awaitable)
  if (inner.done()) return inner
  const loop = inner.getLoop()
  const outer = standsFor(loop.createFuture<R>(), () => [inner])
  const innerDone = () => {
    if (outer.cancelled()) return
    if (inner.cancelled()) outer.cancel()
    else if (inner._state === 'failed') outer.setException(inner.exception())
    else outer.setResult(inner.result())
  }
  if (loop._currentTask !== undefined) inner.addDoneCallback(forgetAwaiter)
  inner.addDoneCallback(innerDone)
  outer.addDoneCallback(() => {
    if (inner.done()) return
    inner.removeDoneCallback(innerDone)
    // Once, however many shields there were around it.
    inner.removeDoneCallback(reportError)
    inner.addDoneCallback(reportError)
  })
  return outer
}

// asyncio notes here that the task does not await any more, which takes a place in the queue.
function forgetAwaiter(): void {
  // What awaits is looked up when it is asked for.
}

// Nobody is left to be told of its error.
function reportError(inner: Future<unknown>): void {
  if (inner._state !== 'failed') return
  const exception = inner.exception()
  const name = exception instanceof Error ? exception.name : 'An'
  const message = `${name} exception in shielded future`
  inner.getLoop().callExceptionHandler({ message, exception, future: inner })
}
