import type { Pause } from './waitable'

/**
 * What a coroutine hands to the task that drives it: what it waits for, or nothing (one iteration).
 */
export type Yielded = Pause | undefined

/**
 * A coroutine: a generator that a task drives. `yield* x` is Python's `await x`. Calling a
 * coroutine function runs nothing; the body starts when the coroutine is awaited or put in a task.
 *
 * @example
 * function* greet(name: string): Coroutine<string> {
 *   yield* sleep(100)
 *   return `hello ${name}`
 * }
 */
export interface Coroutine<R> {
  /** Enters with `undefined`, resumes with `null`. */
  next(sent?: unknown): IteratorResult<Yielded, R>
  throw(error: unknown): IteratorResult<Yielded, R>
  return(value: R): IteratorResult<Yielded, R>
  [Symbol.iterator](): Coroutine<R>
}

/** Whether `value` can be driven by a task (a future can't: it is awaited, not driven). */
export function isCoroutine(value: unknown): value is Coroutine<unknown> {
  if (typeof value !== 'object' || value === null) return false
  const candidate = value as Partial<Coroutine<unknown>>
  return (
    typeof candidate.next === 'function' &&
    typeof candidate.throw === 'function' &&
    typeof candidate[Symbol.iterator] === 'function'
  )
}
