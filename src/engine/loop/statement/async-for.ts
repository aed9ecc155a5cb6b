import type { AsCompleted } from '../wait/as-completed'
import { isAwaitable, type Awaitable } from '../task/awaitable'
import { callBody } from '../task/check'
import { isCoroutine, type Coroutine } from '../task/coroutine'
import { describe } from '../describe'
import { CancelledError, type Failure } from '../errors'
import { isFuture, type Future } from '../task/future'
import { fromPromise } from '../wait/promise'
import { getRunningLoop } from '../running-loop'

/** An iterator whose `next` may be awaited: with `yield*`, or as a promise, or not at all. */
export interface CoroutineIterator<T> {
  next(): Awaitable<IteratorResult<T>> | PromiseLike<IteratorResult<T>> | IteratorResult<T>
  return?(): unknown
}

/** What `asyncFor` iterates over: Python's `__aiter__` is JavaScript's `Symbol.asyncIterator`. */
export interface CoroutineIterable<T> {
  [Symbol.asyncIterator](): CoroutineIterator<T>
}

/**
 * Runs `body` for each item of an iterable whose next item may have to be awaited: the counterpart
 * of Python's `async for`. A body that returns `false` ends the iteration (Python's `break`).
 * Native asynchronous iterables work too, and so do plain ones, whose awaitable items are awaited
 * as JavaScript's `for await` does.
 *
 * An iterator that can be closed is closed before `asyncFor` ends, unless it came to its own end:
 * also when the body throws and when the task is cancelled. An error of the closing is thrown only
 * where there is no other; else the exception handler gets it.
 *
 * @example
 * yield* asyncFor(lines(socket), function* (line) {
 *   yield* log.put(line)
 * })
 */
export function asyncFor<R>(
  iterable: AsCompleted<R>,
  body: (ended: Future<R>) => Coroutine<unknown>,
): Coroutine<void>
export function asyncFor<T>(
  iterable: CoroutineIterable<T> | Iterable<Coroutine<T> | Future<T> | T>,
  body: (item: T) => Coroutine<unknown>,
): Coroutine<void>
export function* asyncFor<T>(
  iterable: CoroutineIterable<T> | Iterable<Coroutine<T> | Future<T> | T>,
  body: (item: T) => Coroutine<unknown>,
): Coroutine<void> {
  const iterator = iteratorOf(iterable)
  let failure: Failure | undefined
  let isOver = false
  let isAsked = false
  try {
    for (;;) {
      isAsked = true
      const step = yield* nextOf(iterator)
      isAsked = false
      isOver = step.done === true
      if (step.done === true || (yield* callBody('asyncFor', body, step.value)) === false) return
    }
  } catch (error) {
    failure = { error }
    // What fails by itself has closed itself; from a cancellation it knows nothing.
    if (isAsked && !CancelledError.is(error)) isOver = true
    throw error
  } finally {
    if (!isOver) yield* close(iterator, failure, isAsked)
  }
}

function* nextOf<T>(iterator: CoroutineIterator<T>): Coroutine<IteratorResult<T>> {
  return yield* settled(iterator.next())
}

function* close<T>(
  iterator: CoroutineIterator<T>,
  failure: Failure | undefined,
  isAsked: boolean,
): Coroutine<void> {
  try {
    const closing = iterator.return?.()
    // It closes once it has the item that it was asked for, which may be never.
    if (isAsked && isPromiseLike(closing)) closeLater(closing)
    else yield* settled(closing)
  } catch (exception) {
    if (failure === undefined || CancelledError.is(exception)) throw exception
    const message = 'an error occurred during closing of an iterator'
    getRunningLoop().callExceptionHandler({ message, exception })
  }
}

function closeLater(closing: PromiseLike<unknown>): void {
  getRunningLoop()._generators.addClosing(fromPromise(closing))
}

function iteratorOf<T>(
  iterable: CoroutineIterable<T> | Iterable<Coroutine<T> | Future<T> | T>,
): CoroutineIterator<T> {
  // A string is iterable too, but not an object.
  const object = Object(iterable) as object
  if (Symbol.asyncIterator in object)
    return (object as CoroutineIterable<T>)[Symbol.asyncIterator]()
  if (Symbol.iterator in object) {
    return awaitingItems((object as Iterable<Coroutine<T> | Future<T> | T>)[Symbol.iterator]())
  }
  throw new TypeError(`asyncFor: an iterable was expected, got ${describe(iterable)}`)
}

function awaitingItems<T>(iterator: Iterator<Coroutine<T> | Future<T> | T>): CoroutineIterator<T> {
  return {
    *next(): Coroutine<IteratorResult<T>> {
      const step = iterator.next()
      if (step.done === true) return { done: true, value: undefined }
      const item = step.value
      if (!isCoroutine(item) && !isFuture(item)) return { done: false, value: item }
      try {
        return { done: false, value: yield* item }
      } catch (error) {
        // It was the item that failed: its iterator knows nothing of that.
        if (!CancelledError.is(error)) iterator.return?.()
        throw error
      }
    },
    return: () => iterator.return?.(),
  }
}

function* settled<T>(step: Awaitable<T> | PromiseLike<T> | T): Coroutine<T> {
  if (isPromiseLike(step)) return yield* fromPromise(step)
  return isAwaitable(step) ? yield* step : step
}

function isPromiseLike<T>(value: unknown): value is PromiseLike<T> {
  return (
    typeof value === 'object' &&
    value !== null &&
    'then' in value &&
    typeof value.then === 'function'
  )
}
