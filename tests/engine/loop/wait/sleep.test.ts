import { describe, expect, expectTypeOf, test } from 'vitest'
import {
  createTask,
  gather,
  getRunningLoop,
  sleep,
  type Coroutine,
} from '../../../../src/engine/loop'
import { virtually } from '../virtually'

describe('sleep', () => {
  test('pauses the calling task for so many milliseconds', () =>
    virtually(
      (function* () {
        yield* sleep(1.5)
        yield* sleep(3_600_000)
        expect(getRunningLoop().time()).toBe(3_600_001.5)
      })(),
    ))

  test('gives the result that it was given', () =>
    virtually(
      (function* () {
        expect([yield* sleep(5, 'a'), yield* sleep(0, 'b'), yield* sleep(-1, null)]).toEqual([
          'a',
          'b',
          null,
        ])
        expect([yield* sleep(5), yield* sleep(0)]).toEqual([undefined, undefined])
      })(),
    ))

  test('sleep of 0 lets every other ready task have one step', () =>
    virtually(
      (function* () {
        const events: string[] = []
        function* stepping(name: string) {
          for (let i = 1; i <= 2; i += 1) {
            events.push(`${name}${i}`)
            yield* sleep(0)
          }
        }
        for (const name of ['a', 'b', 'c']) createTask(stepping(name))
        yield* sleep(0)
        expect(events).toEqual(['a1', 'b1', 'c1'])
        yield* sleep(0)
        expect(events).toEqual(['a1', 'b1', 'c1', 'a2', 'b2', 'c2'])
        expect(getRunningLoop().time()).toBe(0)
      })(),
    ))

  test('sleep of less than nothing is a sleep of 0', () =>
    virtually(
      (function* () {
        let isOver = false
        getRunningLoop().callSoon(() => (isOver = true))
        yield* sleep(-Infinity)
        expect([isOver, getRunningLoop().time()]).toEqual([true, 0])
      })(),
    ))

  test('sleep of 0 may be a task of its own, as often as one likes', () =>
    virtually(
      (function* () {
        expect(yield* gather([sleep(0), sleep(0), sleep(0, 1)])).toEqual([undefined, undefined, 1])
        yield* createTask(sleep(0))
      })(),
    ))

  test('runs nothing until it is awaited', () =>
    virtually(
      (function* () {
        const later = sleep(10)
        yield* sleep(20)
        yield* later
        expect(getRunningLoop().time()).toBe(30)
      })(),
    ))

  test.each([
    ['NaN', Number.NaN, 'NaN'],
    ['a string', '5', '"5"'],
    ['nothing', undefined, 'undefined'],
    ['null', null, 'null'],
  ])('sleep of %s is refused at the call', (_, ms, quoted) => {
    expect(() => sleep(ms as number)).toThrow(
      new TypeError(`sleep: ms must be a number of milliseconds, got ${quoted}`),
    )
  })

  test('sleep has the type of its result', () => {
    expectTypeOf(sleep(1)).toEqualTypeOf<Coroutine<void>>()
    expectTypeOf(sleep(1, 'text')).toEqualTypeOf<Coroutine<string>>()
  })
})

test.each([
  ['sleep(0)', () => sleep(0)],
  ['sleep(0) with a result', () => sleep(0, 'result')],
  ['sleep(1)', () => sleep(1)],
  ['a future', () => getRunningLoop().createFuture()],
])('a coroutine that stands at %s cannot be awaited by a second task', (_, wait) =>
  virtually(
    (function* () {
      function* standing() {
        yield* wait()
      }
      function* awaiting(coro: Coroutine<void>) {
        yield* coro
      }
      const coro = standing()
      createTask(awaiting(coro))
      const second = createTask(awaiting(coro))
      yield* sleep(0)
      yield* sleep(0)
      expect(String(second.exception())).toMatch(
        /coroutine is being awaited already|cannot reuse already awaited|wasn't used with future/,
      )
    })(),
  ),
)

test('every sleep(0) is one of its own, also as the coroutine of a task', () =>
  virtually(
    (function* () {
      yield* gather([sleep(0), createTask(sleep(0)), createTask(sleep(0))])
    })(),
  ))

test('a sleep of 0 that is left early throws or gives what it was left with', () => {
  const iteration = sleep(0, 'result')[Symbol.iterator]()
  expect(iteration.next().done).toBe(false)
  expect(() => iteration.throw(new Error('left'))).toThrow('left')
  expect(iteration.return('else')).toEqual({ done: true, value: 'else' })
})
