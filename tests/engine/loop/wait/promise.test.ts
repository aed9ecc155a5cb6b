import { describe, expect, expectTypeOf, test } from 'vitest'
import {
  CancelledError,
  EventLoop,
  createTask,
  fromPromise,
  getRunningLoop,
  sleep,
  toPromise,
  wait,
  type Coroutine,
  type ExceptionContext,
  type Future,
} from '../../../../src/engine/loop'
import { virtually } from '../virtually'

const later = <T>(value: T) => new Promise<T>((resolve) => setImmediate(resolve, value))

describe('fromPromise', () => {
  test('gives what the promise settles with', () =>
    virtually(
      (function* () {
        const future = fromPromise(later('result'))
        expectTypeOf(future).toEqualTypeOf<Future<string>>()
        expect(yield* future).toBe('result')
        const failing = fromPromise(Promise.reject(new RangeError('no')))
        yield* wait([failing])
        expect(failing.exception()).toEqual(new RangeError('no'))
      })(),
    ))

  test('fromPromise is not done in place, even if the promise is settled', () =>
    virtually(
      (function* () {
        const future = fromPromise(Promise.resolve(1))
        expect(future.done()).toBe(false)
        yield* sleep(0)
        expect(yield* future).toBe(1)
      })(),
    ))

  test('takes anything with a then, however it behaves', () =>
    virtually(
      (function* () {
        const inPlace: PromiseLike<string> = {
          then(fulfil) {
            void fulfil?.('first')
            void fulfil?.('second')
            return undefined as never
          },
        }
        expect(yield* fromPromise(inPlace)).toBe('first')
        const throwing: PromiseLike<string> = {
          then() {
            throw new RangeError('no')
          },
        }
        const failing = fromPromise(throwing)
        yield* wait([failing])
        expect(failing.exception()).toEqual(new RangeError('no'))
        expect(getRunningLoop()._hostPromises).toBe(0)
      })(),
    ))

  test('ignores the outcome once the future is cancelled', async () => {
    const seen: ExceptionContext[] = []
    function* main() {
      getRunningLoop().setExceptionHandler((_, context) => seen.push(context))
      const futures = [
        fromPromise(later(1)),
        fromPromise(later(0).then(() => Promise.reject(new Error('no')))),
      ]
      for (const future of futures) future.cancel()
      yield* fromPromise(later(0).then(() => later(0)))
      expect(futures.every((future) => future.cancelled())).toBe(true)
    }
    await virtually(main())
    expect(seen).toEqual([])
  })

  test('ignores the outcome once the loop is closed', async () => {
    let settle: (value: string) => void = () => undefined
    const promise = new Promise<string>((resolve) => {
      settle = resolve
    })
    function* main() {
      return fromPromise(promise)
    }
    const future = await virtually(main())
    settle('late')
    await promise
    expect(future.done()).toBe(false)
  })

  test('tells of a rejection that nobody retrieves', async () => {
    const seen: unknown[] = []
    function* main() {
      getRunningLoop().setExceptionHandler((_, { exception }) => seen.push(exception))
      fromPromise(Promise.reject(new RangeError('no')))
      yield* fromPromise(later(0))
    }
    await virtually(main())
    expect(seen).toEqual([new RangeError('no')])
  })

  test('throws outside of a running loop', () => {
    expect(() => fromPromise(Promise.resolve(1))).toThrow('no running event loop')
  })
})

describe('toPromise', () => {
  test('gives what a coroutine or a future ends with', () =>
    virtually(
      (function* () {
        function* failing(): Coroutine<never> {
          yield* sleep(1)
          throw new RangeError('no')
        }
        const result = toPromise(sleep(1, 'result'))
        expectTypeOf(result).toEqualTypeOf<Promise<string>>()
        expect(yield* fromPromise(result)).toBe('result')
        expect(yield* fromPromise(toPromise(createTask(sleep(1, 2))))).toBe(2)
        const rejected = toPromise(failing()).catch(String)
        expect(yield* fromPromise(rejected)).toBe('RangeError: no')
      })(),
    ))

  test('rejects with CancelledError when what it awaits is cancelled', () =>
    virtually(
      (function* () {
        const task = createTask(sleep(1000))
        const rejected = toPromise(task).catch((error: unknown) => error)
        yield* sleep(1)
        task.cancel('enough')
        expect(yield* fromPromise(rejected)).toEqual(new CancelledError('enough'))
      })(),
    ))

  test('takes a future of any loop, and a coroutine only inside of one', async () => {
    const loop = new EventLoop({ clock: 'virtual' })
    const promise = toPromise(loop.createTask(sleep(1, 'result')))
    await loop.runUntilComplete(sleep(5))
    expect(await promise).toBe('result')
    expect(() => toPromise(sleep(1))).toThrow('no running event loop')
  })
})
