import { describe, expect, test } from 'vitest'
import {
  CancelledError,
  Timeout,
  TimeoutError,
  asyncWith,
  createTask,
  currentTask,
  getRunningLoop,
  sleep,
  timeout,
  timeoutAt,
  wait,
  type Coroutine,
} from '../../../../src/engine/loop'
import { virtually } from '../virtually'

/** How a block under a time limit ends, and when. */
function* endOf<R>(limit: Timeout, body: (limit: Timeout) => Coroutine<R>) {
  try {
    return [yield* asyncWith(limit, body), getRunningLoop().time()]
  } catch (error) {
    return [String(error), getRunningLoop().time()]
  }
}

describe('timeout', () => {
  test('lets a block that ends in time be', () =>
    virtually(
      (function* () {
        const limit = timeout(20)
        expect(yield* endOf(limit, () => sleep(10, 'result'))).toEqual(['result', 10])
        expect(limit.expired()).toBe(false)
        yield* sleep(100)
        expect([limit.expired(), currentTask()?.cancelling()]).toEqual([false, 0])
      })(),
    ))

  test('timeout at the limit cancels the task in the block and throws TimeoutError', () =>
    virtually(
      (function* () {
        const limit = timeout(20)
        expect(limit.when()).toBe(20)
        let caught: unknown
        try {
          yield* asyncWith(limit, () => sleep(100))
        } catch (error) {
          caught = error
        }
        expect(caught).toBeInstanceOf(TimeoutError)
        expect((caught as TimeoutError).cause).toBeInstanceOf(CancelledError)
        expect([limit.expired(), getRunningLoop().time()]).toEqual([true, 20])
        expect(currentTask()?.cancelling()).toBe(0)
      })(),
    ))

  test('lets a cancellation from elsewhere pass through as what it is', () =>
    virtually(
      (function* () {
        const task = createTask(asyncWith(timeout(100), () => sleep(1000)))
        yield* sleep(10)
        task.cancel()
        yield* wait([task])
        expect(task.cancelled()).toBe(true)
      })(),
    ))

  test('lets a cancellation from elsewhere pass through even when both come at once', () =>
    virtually(
      (function* () {
        const task = createTask(asyncWith(timeout(10), () => sleep(1000)))
        yield* sleep(0)
        getRunningLoop().callAt(10, () => task.cancel())
        yield* wait([task])
        expect(task.cancelled()).toBe(true)
      })(),
    ))

  test('lets an error of the block pass through, also at the limit', () =>
    virtually(
      (function* () {
        function* failing(): Coroutine<never> {
          try {
            yield* sleep(100)
          } finally {
            throw new RangeError('no')
          }
        }
        expect(yield* endOf(timeout(20), failing)).toEqual(['RangeError: no', 20])
      })(),
    ))

  test('timeout does not end a block that refuses', () =>
    virtually(
      (function* () {
        function* stubborn() {
          try {
            yield* sleep(100)
          } catch {
            yield* sleep(30)
          }
          return 'refused'
        }
        const limit = timeout(20)
        expect(yield* endOf(limit, stubborn)).toEqual(['refused', 50])
        expect(limit.expired()).toBe(true)
      })(),
    ))

  test.each([0, -5])('timeout of %s ends the block at its first pause', (ms) =>
    virtually(
      (function* () {
        const events: string[] = []
        function* body() {
          events.push('begins')
          yield* sleep(100)
        }
        expect(yield* endOf(timeout(ms), body)).toEqual(['TimeoutError', 0])
        expect(events).toEqual(['begins'])
      })(),
    ),
  )

  test('ends the inner block or the outer, whichever limit comes first', () =>
    virtually(
      (function* () {
        const [outer, inner] = [timeout(50), timeout(20)]
        function* both() {
          const end = yield* endOf(inner, () => sleep(1000))
          yield* sleep(1000)
          return end
        }
        expect(yield* endOf(outer, both)).toEqual(['TimeoutError', 50])
        expect([outer.expired(), inner.expired()]).toEqual([true, true])
        const short = timeout(10)
        function* reversed() {
          yield* asyncWith(timeout(500), () => sleep(1000))
        }
        expect(yield* endOf(short, reversed)).toEqual(['TimeoutError', 60])
      })(),
    ))

  test('timeout can be moved from within', () =>
    virtually(
      (function* () {
        function* prolonged(limit: Timeout) {
          limit.reschedule(getRunningLoop().time() + 200)
          expect(limit.when()).toBe(200)
          return yield* sleep(100, 'in time')
        }
        expect(yield* endOf(timeout(20), prolonged)).toEqual(['in time', 100])
        function* shortened(limit: Timeout) {
          limit.reschedule(getRunningLoop().time() + 5)
          yield* sleep(100)
        }
        expect(yield* endOf(timeout(undefined), shortened)).toEqual(['TimeoutError', 105])
        function* lifted(limit: Timeout) {
          limit.reschedule(undefined)
          return yield* sleep(100, limit.when())
        }
        expect(yield* endOf(timeout(20), lifted)).toEqual([undefined, 205])
      })(),
    ))

  test('timeout cannot be moved before its block, after it, or once it is reached', () =>
    virtually(
      (function* () {
        const limit = timeout(10)
        const move = () => {
          limit.reschedule(100)
        }
        expect(move).toThrow('Timeout has not been entered')
        function* tooLate() {
          try {
            yield* sleep(100)
          } catch (error) {
            expect(move).toThrow('Cannot change state of expiring Timeout')
            throw error
          }
        }
        yield* endOf(limit, tooLate)
        expect(move).toThrow('Cannot change state of expired Timeout')
      })(),
    ))

  test('timeout cannot be entered twice, nor outside of a task', async () => {
    function* main() {
      const limit = timeout(10)
      yield* asyncWith(limit, () => sleep(1))
      const again = yield* endOf(limit, () => sleep(1))
      expect(again[0]).toBe('Error: Timeout has already been entered')
      getRunningLoop().callSoon(() => {
        expect(() => new Timeout(1).enter().next()).toThrow('Timeout should be used inside a task')
      })
      const messages: unknown[] = []
      getRunningLoop().setExceptionHandler((_, context) => messages.push(context))
      yield* sleep(1)
      expect(messages).toEqual([])
    }
    await virtually(main())
    expect(() => timeout(1)).toThrow('no running event loop')
  })
})

describe('timeoutAt', () => {
  test('ends two blocks at one time of the loop', () =>
    virtually(
      (function* () {
        yield* sleep(5)
        expect(yield* endOf(timeoutAt(20), () => sleep(10, 'in time'))).toEqual(['in time', 15])
        expect(yield* endOf(timeoutAt(20), () => sleep(10))).toEqual(['TimeoutError', 20])
        expect(yield* endOf(timeoutAt(undefined), () => sleep(10, 'late'))).toEqual(['late', 30])
        // The past is now.
        expect(yield* endOf(timeoutAt(3), () => sleep(10))).toEqual(['TimeoutError', 30])
      })(),
    ))

  test('refuses what is no time, as timeout does', () => {
    expect(() => timeoutAt(Number.NaN)).toThrow(
      'timeoutAt: whenMs must be a number of milliseconds, got NaN',
    )
  })
})
