import { callBody } from '../task/check'
import type { Coroutine } from '../task/coroutine'
import { describe } from '../describe'
import { GeneratorExit } from '../errors'
import type { Resource, SwallowingResource } from './resource'

/**
 * Enters `resource`, runs `body` with what entering gave, and leaves the resource however the body
 * ends: the counterpart of Python's `async with`. Gives the body's result; `undefined` if the
 * resource swallowed what the body threw.
 *
 * @example
 * yield* asyncWith(lock, function* () {
 *   balance = yield* withdraw(balance, 10)
 * })
 */
export function asyncWith<V, R>(
  resource: Resource<V>,
  body: (value: V) => Coroutine<R>,
): Coroutine<R>
export function asyncWith<V, R>(
  resource: SwallowingResource<V>,
  body: (value: V) => Coroutine<R>,
): Coroutine<R | undefined>
export function* asyncWith<V, R>(
  resource: Resource<V> | SwallowingResource<V>,
  body: (value: V) => Coroutine<R>,
): Coroutine<R | undefined> {
  checkResource(resource)
  const value = yield* resource.enter()
  let hasEnded = false
  let result: R
  try {
    result = yield* callBody('asyncWith', body, value)
    hasEnded = true
  } catch (error) {
    hasEnded = true
    const isSwallowed: unknown = yield* resource.exit({ error })
    if (isSwallowed === true) return undefined
    throw error
  } finally {
    // The coroutine was closed where it stood in the block.
    if (!hasEnded) yield* resource.exit({ error: new GeneratorExit() })
  }
  yield* resource.exit(undefined)
  return result
}

function checkResource(resource: unknown): void {
  const { enter, exit } = Object(resource) as Partial<Resource<unknown>>
  if (typeof enter === 'function' && typeof exit === 'function') return
  throw new TypeError(
    `asyncWith: a lock, a timeout or another resource was expected, got ${describe(resource)}`,
  )
}
