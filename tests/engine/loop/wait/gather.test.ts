import { describe, expect, expectTypeOf, test } from 'vitest'
import {
  CancelledError,
  EventLoop,
  allTasks,
  createTask,
  gather,
  getRunningLoop,
  sleep,
  wait,
  type Coroutine,
  type Future,
} from '../../../../src/engine/loop'
import { virtually } from '../virtually'

function* failAfter(ms: number, text: string): Coroutine<never> {
  yield* sleep(ms)
  throw new RangeError(text)
}

describe('gather', () => {
  test('gives the results in the order of the awaitables, not of their ends', () =>
    virtually(
      (function* () {
        const future = getRunningLoop().createFuture<string>()
        getRunningLoop().callLater(5, () => {
          future.setResult('c')
        })
        const results = yield* gather([sleep(30, 'a'), createTask(sleep(10, 'b')), future])
        expect(results).toEqual(['a', 'b', 'c'])
        expect(getRunningLoop().time()).toBe(30)
      })(),
    ))

  test('gather takes what can be gone through only once', () =>
    virtually(
      (function* () {
        const sleeps = new Map([
          ['a', sleep(10, 1)],
          ['b', sleep(5, 2)],
        ])
        const once = sleeps.values() as unknown as readonly Coroutine<number>[]
        expect(yield* gather(once)).toEqual([1, 2])
      })(),
    ))

  test('gather of nothing is done at once', () =>
    virtually(
      (function* () {
        let hasTurned = false
        getRunningLoop().callSoon(() => (hasTurned = true))
        expect([yield* gather([]), hasTurned]).toEqual([[], false])
      })(),
    ))

  test('gives the first error to who awaits it, while the others run on', () =>
    virtually(
      (function* () {
        const other = createTask(sleep(30, 'ran on'))
        let caught: unknown
        try {
          yield* gather([other, failAfter(20, 'second'), failAfter(10, 'first')])
        } catch (error) {
          caught = error
        }
        expect([caught, getRunningLoop().time()]).toEqual([new RangeError('first'), 10])
        expect(yield* other).toBe('ran on')
      })(),
    ))

  test('gives errors among the results when it is told to', () =>
    virtually(
      (function* () {
        const cancelled = createTask(sleep(1000))
        getRunningLoop().callLater(1, () => cancelled.cancel())
        const results = yield* gather([sleep(5, 'a'), failAfter(1, 'no'), cancelled], {
          returnExceptions: true,
        })
        expect(results).toEqual(['a', new RangeError('no'), new CancelledError()])
      })(),
    ))

  test('cancels all that are not done when it is cancelled', () =>
    virtually(
      (function* () {
        const children = [sleep(1), sleep(100), sleep(200)].map((coro) => createTask(coro))
        const waiting = createTask(gather(children)[Symbol.iterator]())
        yield* sleep(10)
        waiting.cancel()
        yield* wait([waiting])
        expect(children.map((child) => child.cancelled())).toEqual([false, true, true])
        expect([waiting.cancelled(), getRunningLoop().time()]).toEqual([true, 10])
      })(),
    ))

  test('gather that is cancelled is cancelled even where it returns exceptions', () =>
    virtually(
      (function* () {
        const gathering = gather([sleep(100)], { returnExceptions: true })
        yield* sleep(1)
        expect(gathering.cancel()).toBe(true)
        let caught: unknown
        try {
          yield* gathering
        } catch (error) {
          caught = error
        }
        expect(caught).toBeInstanceOf(CancelledError)
      })(),
    ))

  test('takes a child that someone else cancelled for one that failed', () =>
    virtually(
      (function* () {
        const [child, other] = [createTask(sleep(100)), createTask(sleep(200))]
        const gathering = gather([child, other])
        yield* sleep(1)
        child.cancel()
        yield* wait([gathering])
        expect([gathering.cancelled(), other.done()]).toEqual([false, false])
        expect(gathering.exception()).toBeInstanceOf(CancelledError)
        expect(yield* other).toBeUndefined()
      })(),
    ))

  test('gather cannot be cancelled when it is done', () =>
    virtually(
      (function* () {
        const gathering = gather([sleep(1)])
        yield* gathering
        expect([gathering.cancel(), gathering.cancelled()]).toEqual([false, false])
      })(),
    ))

  test('runs a coroutine that is given twice once, and gives its result twice', () =>
    virtually(
      (function* () {
        let runs = 0
        function* counting(): Coroutine<number> {
          yield* sleep(1)
          runs += 1
          return runs
        }
        const twice = counting()
        const task = createTask(sleep(1, 'task'))
        const done = createTask(sleep(0, 'done'))
        yield* done
        const results = yield* gather([twice, task, done, twice, task, done])
        expect(results).toEqual([1, 'task', 'done', 1, 'task', 'done'])
      })(),
    ))

  test('takes each sleep(0) for a coroutine of its own', () =>
    virtually(
      (function* () {
        const gathering = gather([sleep(0), sleep(0), sleep(0)])
        expect(allTasks().size).toBe(1 + 3)
        yield* gathering
      })(),
    ))

  test('takes futures that are done already', () =>
    virtually(
      (function* () {
        const done = getRunningLoop().createFuture<number>()
        done.setResult(1)
        expect(yield* gather([done])).toEqual([1])
      })(),
    ))

  test('belongs to the loop of its futures: another loop cannot await it', async () => {
    const other = new EventLoop({ clock: 'virtual' })
    function* main() {
      yield* gather([other.createFuture()])
    }
    await expect(virtually(main())).rejects.toThrow('attached to a different loop')
    const [own, foreign] = [other, new EventLoop()].map((loop) => loop.createFuture())
    expect(() => gather([own, foreign] as Future<unknown>[])).toThrow('belongs to a different loop')
  })

  test('refuses a single awaitable, and what cannot be awaited', () =>
    virtually(
      (function* () {
        const single = sleep(1) as unknown as []
        expect(() => gather(single)).toThrow('gather expects a list of awaitables, got one')
        const future = getRunningLoop().createFuture() as unknown as []
        expect(() => gather(future)).toThrow('gather expects a list of awaitables, got one')
        const wrong = [Promise.resolve()] as unknown as []
        expect(() => gather(wrong)).toThrow('wrap a promise with fromPromise')
        yield* sleep(0)
      })(),
    ))

  test('gather that refuses one of many awaitables says nothing of the others', async () => {
    const reports: string[] = []
    function* failing() {
      throw new RangeError('no')
    }
    function* main() {
      getRunningLoop().setExceptionHandler((_, { message }) => reports.push(message))
      expect(() => gather([failing(), {} as Coroutine<void>])).toThrow(TypeError)
      yield* sleep(1)
    }
    await virtually(main())
    expect(reports).toEqual([])
  })

  test('gather is typed as a tuple', () =>
    virtually(
      (function* () {
        const results = yield* gather([sleep(1, 'text'), sleep(1, 2), createTask(sleep(0, true))])
        expectTypeOf(results).toEqualTypeOf<[string, number, boolean]>()
        const outcomes = yield* gather([sleep(1, 'text'), sleep(1)], { returnExceptions: true })
        expectTypeOf(outcomes).toEqualTypeOf<[unknown, unknown]>()
        const many: Coroutine<number>[] = [sleep(1, 1), sleep(1, 2)]
        expectTypeOf(yield* gather(many)).toEqualTypeOf<number[]>()
        expect(results).toEqual(['text', 2, true])
      })(),
    ))
})
