import type { Awaitable } from './awaitable'
import { ensureFuture } from './ensure-future'
import type { Future } from './future'

/**
 * Awaits without passing a cancellation on: who awaits is cancelled, what is awaited goes on. It
 * does not protect against anyone who cancels the awaited itself.
 *
 * @example
 * yield* shield(save(document))
 */
export function shield<R>(awaitable: Awaitable<R>): Future<R> {
  const inner = ensureFuture(awaitable)
  if (inner.done()) return inner
  const outer = inner.getLoop().createFuture<R>()
  const innerDone = () => {
    if (outer.cancelled()) {
      // Nobody is left to be told of its error.
      if (!inner.cancelled()) inner.exception()
    } else if (inner.cancelled()) {
      outer.cancel()
    } else if (inner._state === 'failed') {
      outer.setException(inner.exception())
    } else {
      outer.setResult(inner.result())
    }
  }
  inner.addDoneCallback(innerDone)
  outer.addDoneCallback(() => {
    if (!inner.done()) inner.removeDoneCallback(innerDone)
  })
  return outer
}
