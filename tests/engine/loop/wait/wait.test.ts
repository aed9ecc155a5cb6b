import { describe, expect, test } from 'vitest'
import {
  EventLoop,
  createTask,
  getRunningLoop,
  sleep,
  wait,
  type Coroutine,
  type Future,
  type Task,
  type WaitOptions,
} from '../../../../src/engine/loop'
import { virtually } from '../virtually'

function* failAfter(ms: number): Coroutine<never> {
  yield* sleep(ms)
  throw new RangeError('no')
}

function* names(coros: readonly Coroutine<unknown>[], options?: WaitOptions) {
  const tasks = coros.map((coro, i) => createTask(coro, { name: `t${i}` }))
  const { done, pending } = yield* wait(tasks, options)
  const nameOf = (task: Task<unknown>) => task.getName()
  for (const task of done) if (!task.cancelled()) task.exception()
  return {
    done: [...done].map(nameOf),
    pending: [...pending].map(nameOf),
    atMs: getRunningLoop().time(),
  }
}

describe('wait', () => {
  test('waits until all are done, whether they fail or not', async () => {
    expect(await virtually(names([sleep(20), failAfter(10), sleep(30)]))).toEqual({
      done: ['t0', 't1', 't2'],
      pending: [],
      atMs: 30,
    })
  })

  test('wait waits for the first only where it is told so', async () => {
    const coros = [sleep(20), sleep(10), sleep(30)]
    expect(await virtually(names(coros, { returnWhen: 'first-completed' }))).toEqual({
      done: ['t1'],
      pending: ['t0', 't2'],
      atMs: 10,
    })
  })

  test('wait waits for the first that fails where it is told so', async () => {
    const coros = [sleep(10), failAfter(20), sleep(30)]
    expect(await virtually(names(coros, { returnWhen: 'first-exception' }))).toEqual({
      done: ['t0', 't1'],
      pending: ['t2'],
      atMs: 20,
    })
  })

  test('wait for the first that fails waits for all when none does, and a cancellation is no failure', () =>
    virtually(
      (function* () {
        const [cancelled, slow] = [createTask(sleep(10)), createTask(sleep(30))]
        getRunningLoop().callLater(1, () => cancelled.cancel())
        const { pending } = yield* wait([cancelled, slow], { returnWhen: 'first-exception' })
        expect([pending.size, getRunningLoop().time()]).toEqual([0, 30])
      })(),
    ))

  test('returns at its time limit, and throws and cancels nothing', async () => {
    const coros = [sleep(10), sleep(1000)]
    expect(await virtually(names(coros, { timeoutMs: 50 }))).toEqual({
      done: ['t0'],
      pending: ['t1'],
      atMs: 50,
    })
  })

  test('wait that is cancelled cancels nothing it waits for', () =>
    virtually(
      (function* () {
        const task = createTask(sleep(100))
        const waiting = createTask(wait([task]))
        yield* sleep(1)
        waiting.cancel()
        yield* wait([waiting])
        expect([waiting.cancelled(), task.done()]).toEqual([true, false])
        yield* task
      })(),
    ))

  test('wait is over after an iteration for futures that are done already', () =>
    virtually(
      (function* () {
        const future = getRunningLoop().createFuture<number>()
        future.setResult(1)
        const { done } = yield* wait([future, future])
        expect([...done].map((each) => each.result())).toEqual([1])
      })(),
    ))

  test.each<[string, () => Iterable<unknown>, string]>([
    ['a coroutine among them', () => [sleep(1)], 'Passing coroutines is forbidden'],
    [
      'a single future',
      () => getRunningLoop().createFuture(),
      'wait expects many futures, got one',
    ],
    ['a single coroutine', () => sleep(1), 'wait expects many futures, got one'],
    ['none at all', () => [], 'Set of tasks/futures is empty.'],
    ['a promise', () => [Promise.resolve()], 'wrap a promise with fromPromise'],
    ['a future of another loop', () => [new EventLoop().createFuture()], 'different loop'],
  ])('refuses %s', async (_, make, message) => {
    function* main() {
      yield* wait(make() as Iterable<Future<unknown>>)
    }
    await expect(virtually(main())).rejects.toThrow(message)
  })

  test('takes a generator of futures, and closes one of anything else', () =>
    virtually(
      (function* () {
        const events: string[] = []
        function* naps() {
          yield createTask(sleep(1))
          yield createTask(sleep(2))
        }
        const { done } = yield* wait(naps())
        expect(done.size).toBe(2)
        function* others() {
          try {
            yield 5 as unknown as Future<unknown>
          } finally {
            events.push('closed')
          }
        }
        const failing = createTask(wait(others()))
        yield* wait([failing])
        expect(String(failing.exception())).toBe('TypeError: wait expects many futures, got one')
        expect(events).toEqual(['closed'])
      })(),
    ))

  test('refuses an unknown end and quotes it', async () => {
    function* main() {
      const options = { returnWhen: 'last' } as unknown as WaitOptions
      yield* wait([getRunningLoop().createFuture()], options)
    }
    await expect(virtually(main())).rejects.toThrow(
      'returnWhen must be one of all-completed, first-completed, first-exception, got "last"',
    )
  })
})
