import { describe, expect, test } from 'vitest'
import {
  CancelledError,
  createTask,
  getRunningLoop,
  shield,
  sleep,
  wait,
  type Coroutine,
  type ExceptionContext,
} from '../../../../src/engine/loop'
import { virtually } from '../virtually'

function* failAfter(ms: number): Coroutine<never> {
  yield* sleep(ms)
  throw new RangeError('no')
}

describe('shield', () => {
  test('gives the result or the error of what it awaits', () =>
    virtually(
      (function* () {
        expect(yield* shield(sleep(1, 'result'))).toBe('result')
        const failing = shield(failAfter(1))
        yield* wait([failing])
        expect(failing.exception()).toEqual(new RangeError('no'))
      })(),
    ))

  test('shield does not pass a cancellation on', () =>
    virtually(
      (function* () {
        const inner = createTask(sleep(100, 'went on'))
        const waiting = createTask(shield(inner)[Symbol.iterator]())
        yield* sleep(1)
        waiting.cancel()
        yield* wait([waiting])
        expect([waiting.cancelled(), inner.done(), getRunningLoop().time()]).toEqual([
          true,
          false,
          1,
        ])
        expect(yield* inner).toBe('went on')
      })(),
    ))

  test('shield does not protect against who cancels the awaited itself', () =>
    virtually(
      (function* () {
        const inner = createTask(sleep(100))
        const outer = shield(inner)
        yield* sleep(1)
        inner.cancel()
        yield* wait([outer])
        expect(outer.cancelled()).toBe(true)
        expect(() => {
          outer.result()
        }).toThrow(CancelledError)
      })(),
    ))

  test('shield of what is done gives just that', () =>
    virtually(
      (function* () {
        const done = createTask(sleep(0, 1))
        yield* done
        expect(shield(done)).toBe(done)
      })(),
    ))

  test('shield that was cancelled has an error of the awaited reported, once', async () => {
    const seen: ExceptionContext[] = []
    function* main() {
      getRunningLoop().setExceptionHandler((_, context) => seen.push(context))
      const inner = createTask(failAfter(10))
      shield(inner).cancel()
      shield(inner).cancel()
      yield* sleep(20)
      expect(inner.done()).toBe(true)
    }
    await virtually(main())
    expect(seen.map(({ message, future }) => [message, future?.toString()])).toEqual([
      ['RangeError exception in shielded future', '<Task failed name="Task-2">'],
    ])
  })

  test('shield cancelled in the iteration in which the awaited fails does not look at the error', async () => {
    const seen: ExceptionContext[] = []
    function* main() {
      const loop = getRunningLoop()
      loop.setExceptionHandler((_, context) => seen.push(context))
      const inner = loop.createFuture()
      const outer = shield(inner)
      inner.setException(new RangeError('no'))
      outer.cancel()
      yield* sleep(1)
    }
    await virtually(main())
    expect(seen.map(({ message }) => message)).toEqual(['Future exception was never retrieved'])
  })
})
