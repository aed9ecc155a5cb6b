import { describe, expect, expectTypeOf, test } from 'vitest'
import {
  BoundedSemaphore,
  Condition,
  Lock,
  Semaphore,
  TaskGroup,
  asyncWith,
  getRunningLoop,
  sleep,
  timeout,
  type Coroutine,
  type Failure,
  type Resource,
  type SwallowingResource,
} from '../../../../src/engine/loop'
import { virtually } from '../virtually'

class Suppress implements SwallowingResource<Suppress> {
  swallowed: unknown
  readonly #Class: new () => Error

  constructor(Class: new () => Error) {
    this.#Class = Class
  }

  *enter(): Coroutine<Suppress> {
    return this
  }

  *exit(failure: Failure | undefined): Coroutine<boolean> {
    this.swallowed = failure?.error
    return failure?.error instanceof this.#Class
  }
}

describe('a resource that swallows', () => {
  const failing = function* (): Coroutine<string> {
    yield* sleep(1)
    throw new RangeError('no')
  }

  test('ends the block with undefined in place of its error', async () => {
    const suppress = new Suppress(RangeError)
    const result = asyncWith(suppress, failing)
    expectTypeOf(result).toEqualTypeOf<Coroutine<string | undefined>>()
    expect(await virtually(result)).toBeUndefined()
    expect(suppress.swallowed).toEqual(new RangeError('no'))
  })

  test('lets other errors pass, and results', async () => {
    const suppress = new Suppress(TypeError)
    await expect(virtually(asyncWith(suppress, failing))).rejects.toThrow(RangeError)
    expect(await virtually(asyncWith(suppress, () => sleep(1, 'result')))).toBe('result')
  })
})

test('locks, conditions, semaphores, time limits and task groups are resources', () =>
  virtually(
    (function* () {
      const resources: Resource<unknown>[] = [
        new Lock(),
        new Condition(),
        new Semaphore(),
        new BoundedSemaphore(),
        timeout(100),
        new TaskGroup(),
      ]
      for (const resource of resources) {
        expect(yield* asyncWith(resource, () => sleep(1, 'result'))).toBe('result')
      }
      expect(getRunningLoop().time()).toBe(resources.length)
    })(),
  ))
