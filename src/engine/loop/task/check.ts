import { isAwaitable } from './awaitable'
import { isCoroutine, type Coroutine } from './coroutine'
import { describe } from '../describe'

/** Throws `TypeError` unless `value` is a number of milliseconds; infinite is never. */
export function checkTime(method: string, option: string, value: number): void {
  if (typeof value !== 'number' || Number.isNaN(value)) {
    throw new TypeError(
      `${method}: ${option} must be a number of milliseconds, got ${describe(value)}`,
    )
  }
}

/**
 * Throws `TypeError` unless `callback` is a function that a loop can call; a coroutine function is
 * none, because a call of it runs nothing.
 */
export function checkCallback(callback: unknown, method: string): void {
  if (isCoroutine(callback) || isGeneratorFunction(callback)) {
    throw new TypeError(`coroutines cannot be used with ${method}()`)
  }
  if (typeof callback !== 'function') {
    throw new TypeError(`a function was expected by ${method}(), got ${describe(callback)}`)
  }
}

function isGeneratorFunction(value: unknown): boolean {
  if (typeof value !== 'function') return false
  return Object.prototype.toString.call(value).includes('Generator')
}

/**
 * What a body gives for an item, to be awaited. Throws `TypeError` where the body is no coroutine
 * function.
 */
export function callBody<V, R>(
  method: string,
  body: (given: V) => Coroutine<R>,
  given: V,
): Coroutine<R> {
  const expected = `${method}: the body must be a coroutine function, function* (…) { … }`
  if (typeof body !== 'function') throw new TypeError(`${expected}, got ${describe(body)}`)
  const coro: unknown = body(given)
  if (isAwaitable(coro)) return coro as Coroutine<R>
  throw new TypeError(`${expected}; it gave ${describe(coro)}`)
}
