import type { Awaitable } from './awaitable'
import { isCoroutine, type Coroutine } from './coroutine'
import { ensureFuture } from './ensure-future'
import { TimeoutError } from './errors'
import { isFuture, type Future } from './future'
import { Queue } from './queue'
import { getRunningLoop } from './running-loop'
import { ONE_TURN } from './sleep'

/**
 * Gives one coroutine for each awaitable; awaiting the n-th gives what ended n-th, or throws its
 * error. Nothing starts before the first is asked for. At the time limit (milliseconds) the
 * coroutines that are left throw `TimeoutError`; what they waited for goes on.
 *
 * @example
 * for (const next of asCompleted(downloads)) {
 *   const page = yield* next
 * }
 */
export function* asCompleted<R>(
  awaitables: Iterable<Awaitable<R>>,
  options: { readonly timeoutMs?: number } = {},
): Generator<Coroutine<R>, void, undefined> {
  if (isFuture(awaitables) || isCoroutine(awaitables)) {
    throw new TypeError('asCompleted expects many awaitables, got one')
  }
  const loop = getRunningLoop()
  const ended = new Queue<Future<R> | undefined>()
  const running = new Set(Array.from(distinct(awaitables), (a) => ensureFuture(a, { loop })))
  const onDone = (future: Future<R>) => {
    // Empty after the time limit.
    if (!running.delete(future)) return
    ended.putNowait(future)
    if (running.size === 0) timer?.cancel()
  }
  const onTimeout = () => {
    for (const future of running) {
      future.removeDoneCallback(onDone)
      ended.putNowait(undefined)
    }
    running.clear()
  }
  for (const future of running) future.addDoneCallback(onDone)
  const count = running.size
  const isLimited = count > 0 && options.timeoutMs !== undefined
  const timer = isLimited ? loop.callLater(options.timeoutMs, onTimeout) : undefined
  for (let i = 0; i < count; i += 1) yield nextEnded(ended)
}

// Each sleep(0) is a coroutine of its own, though they share an object.
function distinct<R>(awaitables: Iterable<Awaitable<R>>): Awaitable<R>[] {
  const seen = new Set<unknown>()
  return [...awaitables].filter((awaitable) => {
    const isNew = (awaitable as unknown) === ONE_TURN || !seen.has(awaitable)
    seen.add(awaitable)
    return isNew
  })
}

function* nextEnded<R>(ended: Queue<Future<R> | undefined>): Coroutine<R> {
  const future = yield* ended.get()
  if (future === undefined) throw new TimeoutError()
  return future.result()
}
