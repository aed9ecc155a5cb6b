import type { CoroutineIterable, CoroutineIterator } from '../statement/async-for'
import type { Awaitable } from '../task/awaitable'
import { checkTime } from '../task/check'
import { isCoroutine, type Coroutine } from '../task/coroutine'
import { ensureFuture } from '../task/ensure-future'
import { TimeoutError } from '../errors'
import { isFuture, type Future } from '../task/future'
import type { TimerHandle } from '../iteration/handle'
import { Queue } from '../sync/queue'
import { getRunningLoop } from '../running-loop'
import { ONE_ITERATION } from './sleep'
import { Pause } from '../task/waitable'

/**
 * Gives what many awaitables end with in the order of their ends. All of them start at once; at the
 * time limit (milliseconds) `TimeoutError` is thrown for each that is left, and what they waited
 * for goes on.
 *
 * Read with `for … of`, it gives coroutines: awaiting the n-th gives what ended n-th, or throws its
 * error. Read with `asyncFor`, it gives the done futures: those that it was given, so that one
 * knows which ended, and a task for each that was a coroutine.
 *
 * @example
 * for (const next of asCompleted(downloads)) {
 *   const page = yield* next
 * }
 *
 * @example
 * yield* asyncFor(asCompleted([first, second]), function* (ended) {
 *   print(ended === first ? 'the first' : 'the second', ended.result())
 * })
 */
export function asCompleted<R>(
  awaitables: Iterable<Awaitable<R>>,
  options: { readonly timeoutMs?: number } = {},
): AsCompleted<R> {
  return new AsCompleted(awaitables, options.timeoutMs)
}

/** What `asCompleted` gives: one iteration, in either way. */
export class AsCompleted<R> implements CoroutineIterable<Future<R>>, Iterable<Coroutine<R>> {
  // What ended, and undefined for each that did not in time.
  readonly #ended = new Queue<Future<R> | undefined>()
  readonly #running: Set<Future<R>>
  readonly #timer: TimerHandle | undefined
  #left: number

  /** @internal Made by `asCompleted`. */
  constructor(awaitables: Iterable<Awaitable<R>>, timeoutMs: number | undefined) {
    const loop = getRunningLoop()
    if (timeoutMs !== undefined) checkTime('asCompleted', 'timeoutMs', timeoutMs)
    const distinct = distinctAwaitables(awaitables)
    this.#running = new Set(distinct.map((awaitable) => ensureFuture(awaitable, { loop })))
    for (const future of this.#running) future.addDoneCallback(this.#onDone)
    this.#left = this.#running.size
    const isLimited = this.#left > 0 && timeoutMs !== undefined
    this.#timer = isLimited ? loop.callLater(timeoutMs, this.#onTimeout) : undefined
  }

  /** Coroutines of the results, as the futures end. */
  [Symbol.iterator](): Iterator<Coroutine<R>, undefined> & Iterable<Coroutine<R>> {
    const iterator = {
      next: (): IteratorResult<Coroutine<R>, undefined> =>
        this.#takesOne()
          ? { done: false, value: this.#resultOfNext() }
          : { done: true, value: undefined },
      [Symbol.iterator]: () => iterator,
    }
    return iterator
  }

  /** The futures, as they end. */
  [Symbol.asyncIterator](): CoroutineIterator<Future<R>> {
    return { next: () => this.#nextStep() }
  }

  #takesOne(): boolean {
    if (this.#left === 0) return false
    this.#left -= 1
    return true
  }

  *#nextStep(): Coroutine<IteratorResult<Future<R>>> {
    if (!this.#takesOne()) return { done: true, value: undefined }
    return { done: false, value: yield* this.#nextEnded() }
  }

  *#resultOfNext(): Coroutine<R> {
    return (yield* this.#nextEnded()).result()
  }

  *#nextEnded(): Coroutine<Future<R>> {
    const future = yield* this.#ended.get()
    if (future === undefined) throw new TimeoutError()
    return future
  }

  readonly #onDone = (future: Future<R>): void => {
    // Empty after the time limit.
    if (!this.#running.delete(future)) return
    this.#ended.putNowait(future)
    if (this.#running.size === 0) this.#timer?.cancel()
  }

  readonly #onTimeout = (): void => {
    for (const future of this.#running) {
      future.removeDoneCallback(this.#onDone)
      this.#ended.putNowait(undefined)
    }
    this.#running.clear()
  }
}

function distinctAwaitables<R>(awaitables: Iterable<Awaitable<R>>): Awaitable<R>[] {
  if (isFuture(awaitables)) throw new TypeError('asCompleted expects many awaitables, got one')
  const seen = new Set<unknown>()
  const distinct: Awaitable<R>[] = []
  for (const awaitable of awaitables) {
    // A generator of awaitables looks like a coroutine, until it gives what a coroutine does.
    if (isCoroutine(awaitables) && isPause(awaitable)) {
      throw new TypeError('asCompleted expects many awaitables, got one')
    }
    // Each sleep(0) is a coroutine of its own, though they share an object.
    if (seen.has(awaitable) && (awaitable as unknown) !== ONE_ITERATION) continue
    seen.add(awaitable)
    distinct.push(awaitable)
  }
  return distinct
}

function isPause(value: unknown): boolean {
  return value === undefined || (value instanceof Pause && value._waitable !== undefined)
}
