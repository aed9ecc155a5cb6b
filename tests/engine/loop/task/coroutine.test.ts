import { describe, expect, expectTypeOf, test } from 'vitest'
import {
  EventLoop,
  createTask,
  getRunningLoop,
  isCoroutine,
  sleep,
  type Awaitable,
  type Coroutine,
  type Future,
} from '../../../../src/engine/loop'
import type { ResultOf } from '../../../../src/engine/loop/task/awaitable'
import { virtually } from '../virtually'

describe('a coroutine', () => {
  test('runs nothing when it is called: only when it is awaited or put in a task', () =>
    virtually(
      (function* () {
        const events: string[] = []
        function* saying(text: string): Coroutine<void> {
          events.push(text)
        }
        const [awaited, , inTask] = [saying('awaited'), saying('neither'), saying('in a task')]
        yield* sleep(0)
        expect(events).toEqual([])
        yield* awaited
        expect(events).toEqual(['awaited'])
        yield* createTask(inTask)
        expect(events).toEqual(['awaited', 'in a task'])
      })(),
    ))

  test('awaits another without an iteration of the loop', () =>
    virtually(
      (function* () {
        let hasTurned = false
        getRunningLoop().callSoon(() => (hasTurned = true))
        function* deep(depth: number): Coroutine<number> {
          return depth === 0 ? 0 : 1 + (yield* deep(depth - 1))
        }
        expect([yield* deep(100), hasTurned]).toEqual([100, false])
      })(),
    ))

  test('gets the errors of those it awaits, where it awaits them', () =>
    virtually(
      (function* () {
        function* failing(): Coroutine<never> {
          yield* sleep(1)
          throw new RangeError('inner')
        }
        let caught: unknown
        try {
          yield* failing()
        } catch (error) {
          caught = error
        }
        expect(caught).toEqual(new RangeError('inner'))
      })(),
    ))

  test('a coroutine may be any object with the methods of a generator', () =>
    virtually(
      (function* () {
        const written: Coroutine<string> = {
          next: () => ({ done: true, value: 'by hand' }),
          throw: (error) => {
            throw error
          },
          return: (value) => ({ done: true, value }),
          [Symbol.iterator]() {
            return this
          },
        }
        expect(yield* written).toBe('by hand')
        expect(yield* createTask(written)).toBe('by hand')
      })(),
    ))
})

test('coroutines are told from what a task cannot drive', () => {
  function* coroutine(): Coroutine<void> {
    yield* sleep(0)
  }
  for (const value of [coroutine(), sleep(0), sleep(1)]) expect(isCoroutine(value)).toBe(true)
  const others = [
    coroutine,
    new EventLoop().createFuture(),
    Promise.resolve(),
    [1].values(),
    'text',
    null,
    1,
  ]
  for (const value of others) expect(isCoroutine(value)).toBe(false)
})

test('what awaiting gives has its type', () => {
  expectTypeOf<ResultOf<Coroutine<string>>>().toEqualTypeOf<string>()
  expectTypeOf<ResultOf<Future<number>>>().toEqualTypeOf<number>()
  expectTypeOf<Coroutine<1> | Future<2>>().toExtend<Awaitable<number>>()
  function* inferred(future: Future<Date>) {
    const date = yield* future
    expectTypeOf(date).toEqualTypeOf<Date>()
    return yield* sleep(1, 'text')
  }
  expectTypeOf(inferred).returns.toExtend<Coroutine<string>>()
})
