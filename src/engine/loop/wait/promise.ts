import type { Awaitable } from '../task/awaitable'
import { ensureFuture } from '../task/ensure-future'
import type { EventLoop } from '../event-loop'
import type { Future } from '../task/future'
import { getRunningLoop } from '../running-loop'

/**
 * A future of the running loop that takes over what a promise of the host settles with: the way
 * in for sockets, files and everything else that Node does. Cancelling the future does not stop
 * what the promise stands for; its outcome is then ignored.
 *
 * @example
 * const text = yield* fromPromise(readFile('notes.txt', 'utf8'))
 */
export function fromPromise<R>(promise: PromiseLike<R>): Future<R> {
  return futureOf(getRunningLoop(), promise)
}

/** As `fromPromise`, for a loop that need not be running. */
export function futureOf<R>(loop: EventLoop, promise: PromiseLike<R>): Future<R> {
  const future = loop.createFuture<R>()
  loop._hostPromises += 1
  const settle = (apply: () => void) => {
    loop._hostPromiseSettled()
    if (!future.done() && !loop.isClosed()) apply()
  }
  // Through a native promise, which settles once and never calls back in place.
  Promise.resolve(promise).then(
    (result) => {
      settle(() => {
        future.setResult(result)
      })
    },
    (error: unknown) => {
      settle(() => {
        future.setException(error)
      })
    },
  )
  return future
}

/**
 * A promise of what an awaitable ends with: the way out to code that knows only promises. It
 * rejects with `CancelledError` when the awaitable is cancelled. A coroutine is put in a task.
 */
export function toPromise<R>(awaitable: Awaitable<R>): Promise<R> {
  const future = ensureFuture(awaitable)
  return new Promise<R>((resolve, reject) => {
    future.addDoneCallback(() => {
      try {
        resolve(future.result())
      } catch (error) {
        reject(error)
      }
    })
  })
}
