import { standsFor } from '../task/call-graph'
import { isCoroutine, type Coroutine } from '../task/coroutine'
import { describe } from '../describe'
import { ensureFuture } from '../task/ensure-future'
import { isFuture, setResultUnlessDone, type Future } from '../task/future'
import { getRunningLoop } from '../running-loop'

export const returnWhens = ['all-completed', 'first-completed', 'first-exception'] as const
export type ReturnWhen = (typeof returnWhens)[number]

export interface WaitOptions {
  /** Milliseconds after which it returns with what is done then; default: no limit. */
  readonly timeoutMs?: number
  /** Default: `all-completed`. */
  readonly returnWhen?: ReturnWhen
}

/**
 * Waits for futures or tasks and gives those that are done and those that are not. It cancels
 * nothing, throws nothing at its time limit, and does not look at results.
 *
 * Throws `TypeError` for coroutines (put them in tasks, to find them again in the answer),
 * `RangeError` for none at all and `Error` for a future of another loop.
 *
 * @example
 * const { done, pending } = yield* wait(tasks, { returnWhen: 'first-completed' })
 */
export function* wait<F extends Future<unknown>>(
  futures: Iterable<F>,
  options: WaitOptions = {},
): Coroutine<{ done: Set<F>; pending: Set<F> }> {
  const { timeoutMs, returnWhen = 'all-completed' } = options
  const distinct = distinctFutures(futures)
  if (distinct.size === 0) throw new RangeError('Set of tasks/futures is empty.')
  if (!returnWhens.includes(returnWhen)) {
    throw new RangeError(
      `returnWhen must be one of ${returnWhens.join(', ')}, got ${describe(returnWhen)}`,
    )
  }
  yield* waitForEnough(distinct, timeoutMs, returnWhen)
  const done = new Set<F>()
  const pending = new Set<F>()
  for (const future of distinct) (future.done() ? done : pending).add(future)
  return { done, pending }
}

function distinctFutures<F extends Future<unknown>>(futures: Iterable<F>): Set<F> {
  if (isFuture(futures)) throw new TypeError('wait expects many futures, got one')
  if (!(Symbol.iterator in Object(futures))) {
    throw new TypeError(`wait expects a list of futures and tasks, got ${describe(futures)}`)
  }
  const distinct = new Set<F>()
  // A generator of futures looks like a coroutine, until it gives what is no future.
  for (const future of futures as Iterable<unknown>) {
    if (!isFuture(future)) throw new TypeError(complaint(futures, future))
    distinct.add(future as F)
  }
  return distinct
}

function complaint(futures: unknown, item: unknown): string {
  if (isCoroutine(futures)) return 'wait expects many futures, got one'
  if (isCoroutine(item)) return 'Passing coroutines is forbidden, use tasks explicitly.'
  return `wait expects futures and tasks, got ${describe(item)} (wrap a promise with fromPromise)`
}

function* waitForEnough(
  futures: ReadonlySet<Future<unknown>>,
  timeoutMs: number | undefined,
  returnWhen: ReturnWhen,
): Coroutine<void> {
  const loop = getRunningLoop()
  for (const future of futures) ensureFuture(future, { loop })
  const waiter = standsFor(loop.createFuture<undefined>(), () => futures)
  const timer =
    timeoutMs === undefined
      ? undefined
      : loop.callLater(timeoutMs, setResultUnlessDone<undefined>, waiter, undefined)
  let unfinished = futures.size
  const onDone = (future: Future<unknown>) => {
    unfinished -= 1
    const isEnough =
      unfinished <= 0 ||
      returnWhen === 'first-completed' ||
      (returnWhen === 'first-exception' && !future.cancelled() && hasFailed(future))
    if (!isEnough) return
    timer?.cancel()
    setResultUnlessDone(waiter, undefined)
  }
  for (const future of futures) future.addDoneCallback(onDone)
  try {
    yield* waiter
  } finally {
    timer?.cancel()
    for (const future of futures) future.removeDoneCallback(onDone)
  }
}

// Looking at the error marks it as seen, as in asyncio.
function hasFailed(future: Future<unknown>): boolean {
  if (future._state !== 'failed') return false
  future.exception()
  return true
}
