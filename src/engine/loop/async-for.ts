import { isCoroutine, type Awaitable, type Coroutine } from './coroutine'
import { describe } from './describe'
import { isFuture } from './future'
import { fromPromise } from './promise'

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
 * of Python's `async for`. A body that returns `false` ends the iteration (Python's `break`), and
 * an iterator that can be closed is closed then, as by JavaScript's own loops.
 * Native asynchronous iterables work too, and so do plain ones, whose awaitable items are awaited
 * as JavaScript's `for await` does.
 *
 * @example
 * yield* asyncFor(lines(socket), function* (line) {
 *   yield* log.put(line)
 * })
 */
export function* asyncFor<T>(
  iterable: CoroutineIterable<T> | Iterable<Awaitable<T> | T>,
  body: (item: T) => Coroutine<unknown>,
): Coroutine<void> {
  const iterator = iteratorOf(iterable)
  for (;;) {
    const step = yield* settled(iterator.next())
    if (step.done === true) return
    // Nothing else is done when the body throws: neither does Python close the iterator then.
    if ((yield* body(step.value)) === false) {
      yield* settled(iterator.return?.())
      return
    }
  }
}

function iteratorOf<T>(
  iterable: CoroutineIterable<T> | Iterable<Awaitable<T> | T>,
): CoroutineIterator<T> {
  // A string is iterable too, but not an object.
  const object = Object(iterable) as object
  if (Symbol.asyncIterator in object)
    return (object as CoroutineIterable<T>)[Symbol.asyncIterator]()
  if (Symbol.iterator in object) {
    return awaitingItems((object as Iterable<Awaitable<T> | T>)[Symbol.iterator]())
  }
  throw new TypeError(`asyncFor: an iterable was expected, got ${describe(iterable)}`)
}

function awaitingItems<T>(iterator: Iterator<Awaitable<T> | T>): CoroutineIterator<T> {
  return {
    *next(): Coroutine<IteratorResult<T>> {
      const step = iterator.next()
      if (step.done === true) return { done: true, value: undefined }
      const item = step.value
      const value = isCoroutine(item) || isFuture(item) ? yield* item as Awaitable<T> : item
      return { done: false, value }
    },
    return: () => iterator.return?.(),
  }
}

function* settled<T>(step: Awaitable<T> | PromiseLike<T> | T): Coroutine<T> {
  if (isCoroutine(step) || isFuture(step)) return yield* step as Awaitable<T>
  if (isPromiseLike(step)) return yield* fromPromise(step)
  return step
}

function isPromiseLike<T>(value: unknown): value is PromiseLike<T> {
  return (
    typeof value === 'object' &&
    value !== null &&
    'then' in value &&
    typeof value.then === 'function'
  )
}
