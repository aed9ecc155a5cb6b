import type { CoroutineIterable, CoroutineIterator } from './async-for'
import type { Coroutine } from '../task/coroutine'
import { Course, Progress } from './generator-course'

/** Hands an item to the reader, and gives what that sends when it asks for the next (`asend`). */
export type Emit<T, S = undefined> = (item: T) => Coroutine<S>

/**
 * A generator that may await the loop between its items: Python's `async def` with `yield`. `body`
 * is a coroutine function; it is given `emit`, with which it hands out an item. Nothing of it runs
 * before the first item is asked for.
 *
 * A generator that is left in the middle is closed when its loop ends, or when the garbage
 * collector finds it; `asyncFor` closes it at once.
 *
 * @example
 * const ticks = asyncGenerator<number>(function* (emit) {
 *   for (let n = 1; ; n += 1) {
 *     yield* sleep(1_000)
 *     yield* emit(n)
 *   }
 * })
 * yield* asyncFor(ticks, function* (n) {
 *   print(n)
 *   return n < 10
 * })
 */
export function asyncGenerator<T, S = undefined>(
  body: (emit: Emit<T, S>) => Coroutine<void>,
): CoroutineGenerator<T, S> {
  return new CoroutineGenerator(body)
}

/** What `asyncGenerator` makes. One task at a time may await an item or the end. */
export class CoroutineGenerator<T, S = undefined>
  implements CoroutineIterable<T>, CoroutineIterator<T>
{
  readonly #course: Course<T, S>

  /** @internal */
  constructor(body: (emit: Emit<T, S>) => Coroutine<void>) {
    this.#course = new Course(body)
  }

  [Symbol.asyncIterator](): this {
    return this
  }

  /** Gives the next item, or `done` once there is none. */
  next(): Coroutine<IteratorResult<T, undefined>> {
    this.#course.begin(this)
    return new Progress(this.#course, { method: 'next', go: (coro) => coro.next() }, this)
  }

  /**
   * As `next`; `value` is what the `emit` gives at which the generator stands. Throws `TypeError`
   * for any value but undefined where it has not begun.
   */
  asend(value: S): Coroutine<IteratorResult<T, undefined>> {
    this.#course.begin(this)
    return new Progress(
      this.#course,
      { method: 'asend', go: (coro) => coro.next(value), value },
      this,
    )
  }

  /** As `next`, but throws `error` where the generator stands. */
  athrow(error: unknown): Coroutine<IteratorResult<T, undefined>> {
    this.#course.begin(this)
    return new Progress(this.#course, { method: 'athrow', go: (coro) => coro.throw(error) }, this)
  }

  /**
   * Ends the generator: throws `GeneratorExit` where it stands, and waits until it has ended.
   * Throws what it throws else, and an error where it hands out another item instead.
   */
  aclose(): Coroutine<void> {
    this.#course.begin(this)
    return this.#course.close()
  }

  /** As `aclose`: what `asyncFor` calls. */
  return(): Coroutine<void> {
    return this.aclose()
  }
}
