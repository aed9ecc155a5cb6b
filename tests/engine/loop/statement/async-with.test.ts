import { describe, expect, expectTypeOf, test } from 'vitest'
import {
  CancelledError,
  asyncWith,
  createTask,
  sleep,
  wait,
  type Coroutine,
  type Resource,
} from '../../../../src/engine/loop'
import { virtually } from '../virtually'

/** A resource that writes down what happens to it. */
function resource(events: unknown[], name = 'resource'): Resource<string> {
  return {
    *enter() {
      events.push(`enter ${name}`)
      yield* sleep(1)
      return `value of ${name}`
    },
    *exit(failure) {
      yield* sleep(1)
      events.push(`exit ${name}`, ...(failure === undefined ? [] : [failure.error]))
    },
  }
}

describe('asyncWith', () => {
  test('enters, runs the body with what entering gave, and leaves', async () => {
    const events: unknown[] = []
    const result = await virtually(
      asyncWith(resource(events), function* (value) {
        events.push(value)
        yield* sleep(1)
        return 'result'
      }),
    )
    expect(result).toBe('result')
    expect(events).toEqual(['enter resource', 'value of resource', 'exit resource'])
  })

  test('leaves when the body throws, tells the resource what, and lets it go on', async () => {
    const events: unknown[] = []
    const error = new RangeError('no')
    const body = function* (): Coroutine<never> {
      throw error
    }
    await expect(virtually(asyncWith(resource(events), body))).rejects.toBe(error)
    expect(events).toEqual(['enter resource', 'exit resource', error])
  })

  test('leaves when the body throws undefined', async () => {
    const events: unknown[] = []
    const body = function* (): Coroutine<never> {
      throw undefined as unknown
    }
    await expect(virtually(asyncWith(resource(events), body))).rejects.toBeUndefined()
    expect(events).toEqual(['enter resource', 'exit resource', undefined])
  })

  test('leaves when its task is cancelled', () =>
    virtually(
      (function* () {
        const events: unknown[] = []
        const task = createTask(asyncWith(resource(events), () => sleep(1000)))
        yield* sleep(10)
        task.cancel()
        yield* wait([task])
        expect(task.cancelled()).toBe(true)
        expect(events).toEqual(['enter resource', 'exit resource', expect.any(CancelledError)])
      })(),
    ))

  test('asyncWith does not leave what could not be entered', async () => {
    const events: unknown[] = []
    const closed: Resource<void> = {
      *enter() {
        throw new RangeError('closed')
      },
      *exit() {
        events.push('exit')
      },
    }
    const body = () => sleep(1)
    await expect(virtually(asyncWith(closed, body))).rejects.toThrow('closed')
    expect(events).toEqual([])
  })

  test('throws what leaving throws, in place of the body’s error', async () => {
    const broken: Resource<void> = {
      *enter() {
        // Nothing to do.
      },
      *exit() {
        throw new RangeError('of the exit')
      },
    }
    const body = function* (): Coroutine<never> {
      throw new RangeError('of the body')
    }
    await expect(virtually(asyncWith(broken, body))).rejects.toThrow('of the exit')
  })

  test('leaves resources in each other in the reverse order', async () => {
    const events: unknown[] = []
    await virtually(
      asyncWith(resource(events, 'outer'), function* () {
        yield* asyncWith(resource(events, 'inner'), () => sleep(1))
      }),
    )
    expect(events).toEqual(['enter outer', 'enter inner', 'exit inner', 'exit outer'])
  })

  test('asyncWith has the type of the body’s result', () => {
    const result = asyncWith(resource([]), function* (value) {
      expectTypeOf(value).toEqualTypeOf<string>()
      yield* sleep(0)
      return 42
    })
    expectTypeOf(result).toEqualTypeOf<Coroutine<number>>()
  })
})
