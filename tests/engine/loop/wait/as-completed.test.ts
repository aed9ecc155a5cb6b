import { describe, expect, test } from 'vitest'
import {
  EventLoop,
  allTasks,
  asCompleted,
  asyncFor,
  createTask,
  getRunningLoop,
  sleep,
  type Awaitable,
  type Coroutine,
  type Future,
} from '../../../../src/engine/loop'
import { virtually } from '../virtually'

function* failAfter(ms: number): Coroutine<never> {
  yield* sleep(ms)
  throw new RangeError('no')
}

/** What comes out of asCompleted, in order, and when. */
function* ends(awaitables: Iterable<Awaitable<unknown>>, options?: { timeoutMs?: number }) {
  const seen: [unknown, number][] = []
  for (const next of asCompleted(awaitables, options)) {
    try {
      seen.push([yield* next, getRunningLoop().time()])
    } catch (error) {
      seen.push([String(error), getRunningLoop().time()])
    }
  }
  return seen
}

describe('asCompleted', () => {
  test('gives what ends first, first', async () => {
    expect(await virtually(ends([sleep(30, 'a'), sleep(10, 'b'), sleep(20, 'c')]))).toEqual([
      ['b', 10],
      ['c', 20],
      ['a', 30],
    ])
  })

  test('throws an error where its turn comes, and goes on', async () => {
    expect(await virtually(ends([sleep(30, 'a'), failAfter(10)]))).toEqual([
      ['RangeError: no', 10],
      ['a', 30],
    ])
  })

  test('throws TimeoutError for all that are left at the limit, which go on', () =>
    virtually(
      (function* () {
        const slow = createTask(sleep(100, 'slow'))
        expect(yield* ends([slow, sleep(10, 'quick'), sleep(200)], { timeoutMs: 50 })).toEqual([
          ['quick', 10],
          ['TimeoutError', 50],
          ['TimeoutError', 50],
        ])
        expect(yield* slow).toBe('slow')
      })(),
    ))

  test('leaves no timer behind when all end in time', () =>
    virtually(
      (function* () {
        yield* ends([sleep(1)], { timeoutMs: 1_000_000 })
        expect(getRunningLoop()._timers.nextWhen()).toBe(Infinity)
      })(),
    ))

  test('starts everything at once, also from a generator', () =>
    virtually(
      (function* () {
        function* naps() {
          yield sleep(1, 'a')
          yield sleep(2, 'b')
        }
        const completions = asCompleted(naps())
        expect(allTasks().size).toBe(3)
        expect([...completions]).toHaveLength(2)
        expect([...completions]).toHaveLength(0)
        yield* sleep(5)
      })(),
    ))

  test('asCompleted gives asyncFor the tasks that it was given, as they end', () =>
    virtually(
      (function* () {
        const [slow, quick] = [createTask(sleep(30, 'slow')), createTask(sleep(10, 'quick'))]
        const ended: Future<string>[] = []
        yield* asyncFor(asCompleted([slow, quick, sleep(20, 'between')]), function* (future) {
          expect(future.done()).toBe(true)
          ended.push(future)
        })
        expect([ended[0], ended[2]]).toEqual([quick, slow])
        expect(ended[1]?.result()).toBe('between')
      })(),
    ))

  test('throws TimeoutError in asyncFor at the limit', () =>
    virtually(
      (function* () {
        const seen: unknown[] = []
        const reading = asyncFor(
          asCompleted([sleep(10, 'quick'), sleep(100, 'slow')], { timeoutMs: 50 }),
          function* (future) {
            seen.push(future.result())
          },
        )
        try {
          yield* reading
        } catch (error) {
          seen.push(String(error), getRunningLoop().time())
        }
        expect(seen).toEqual(['quick', 'TimeoutError', 50])
      })(),
    ))

  test('counts the same awaitable once, but each sleep(0) for itself', () =>
    virtually(
      (function* () {
        const [task, coro] = [createTask(sleep(1)), sleep(2)]
        expect(yield* ends([task, task, coro, coro])).toHaveLength(2)
        expect(yield* ends([sleep(0), sleep(0)])).toHaveLength(2)
        expect(yield* ends([])).toEqual([])
      })(),
    ))

  test.each<[string, () => Iterable<unknown>, string]>([
    ['a single coroutine', () => sleep(1), 'asCompleted expects many awaitables, got one'],
    ['a single future', () => getRunningLoop().createFuture(), 'got one'],
    ['a future of another loop', () => [new EventLoop().createFuture()], 'different loop'],
    ['a promise', () => [Promise.resolve()], 'wrap a promise with fromPromise'],
  ])('refuses %s', async (_, make, message) => {
    function* main() {
      yield* ends(make() as Iterable<Awaitable<unknown>>)
    }
    await expect(virtually(main())).rejects.toThrow(message)
  })
})
