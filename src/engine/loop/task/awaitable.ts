import { isCoroutine, type Coroutine } from './coroutine'
import { isFuture } from './future'

/**
 * What `yield*` accepts: a coroutine, a future or a task, or an object of one's own whose iterator
 * is a coroutine. That is Python's `__await__`.
 *
 * @example
 * class Ticket implements Awaitable<string> {
 *   *[Symbol.iterator](): Coroutine<string> {
 *     yield* sleep(100)
 *     return 'A 17'
 *   }
 * }
 */
export interface Awaitable<R> {
  [Symbol.iterator](): Coroutine<R>
}

/** What awaiting `A` gives. */
export type ResultOf<A> = A extends Awaitable<infer R> ? R : never

/**
 * Whether `yield*` can await `value` in a task. Lists, texts and other plain iterables cannot: they
 * have items, where a coroutine has pauses.
 */
export function isAwaitable(value: unknown): value is Awaitable<unknown> {
  if (isFuture(value) || isCoroutine(value)) return true
  if (typeof value !== 'object' || value === null || !(Symbol.iterator in value)) return false
  const iterate = value[Symbol.iterator]
  // Only a generator or its like can be thrown into.
  return typeof iterate === 'function' && isCoroutine((iterate as () => unknown).call(value))
}
