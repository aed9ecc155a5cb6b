import type { Coroutine, Yielded } from '../task/coroutine'
import { describe } from '../describe'
import { SleepTimer } from './sleep-timer'

/**
 * Pauses the calling task for `ms` milliseconds, never less. `sleep(0)` lets every other ready
 * task have one step. Gives `result`.
 *
 * @example
 * yield* sleep(100)
 */
export function sleep(ms: number): Coroutine<void>
export function sleep<R>(ms: number, result: R): Coroutine<R>
export function sleep<R>(ms: number, result?: R): Coroutine<R | undefined> {
  if (typeof ms === 'number') {
    if (ms > 0) return new SleepTimer(ms, result)
    if (ms <= 0) return result === undefined ? ONE_ITERATION : new OneIteration(result)
  }
  throw new TypeError(`sleep: ms must be a number of milliseconds, got ${describe(ms)}`)
}

// Shared, because nobody keeps or changes what an iterator returns to `yield*`.
const PAUSE: IteratorResult<Yielded, never> = { done: false, value: undefined }
const DONE: IteratorResult<Yielded, undefined> = { done: true, value: undefined }

// Whether `yield*` has asked the OneIteration for its iterator and not yet entered it.
let isEntering = false

/**
 * Skips one iteration of the loop. It keeps no state: `yield*` enters an iterator with `undefined`,
 * and a task resumes it with `null`. So every `sleep(0)` can be the same object, which makes it as
 * cheap as a bare `yield`.
 */
class OneIteration<R> implements Coroutine<R> {
  readonly #result: R

  constructor(result: R) {
    this.#result = result
  }

  next(sent?: unknown): IteratorResult<Yielded, R> {
    if (sent === undefined) {
      // A coroutine that stands here already was entered once more, by another `yield*` or task.
      if (!isEntering) throw new Error('coroutine is being awaited already')
      isEntering = false
      return PAUSE
    }
    const result = this.#result
    return result === undefined
      ? (DONE as IteratorResult<Yielded, R>)
      : { done: true, value: result }
  }

  throw(error: unknown): IteratorResult<Yielded, R> {
    throw error
  }

  return(value: R): IteratorResult<Yielded, R> {
    return { done: true, value }
  }

  [Symbol.iterator](): this {
    isEntering = true
    return this
  }
}

/** @internal A `sleep(0)` that is not shared, so that something can be noted about it. */
export const ownIteration = (): Coroutine<undefined> => new OneIteration(undefined)

/** @internal Every `sleep(0)` without a result: the one coroutine that can be awaited again. */
export const ONE_ITERATION: Coroutine<undefined> = new OneIteration(undefined)
