import { describe, expect, test } from 'vitest'
import {
  CancelledError,
  EventLoop,
  TimeoutError,
  createTask,
  getRunningLoop,
  shield,
  sleep,
  wait,
  waitFor,
  type Awaitable,
  type Coroutine,
} from '../../../../src/engine/loop'
import { virtually } from '../virtually'

/** How a time-limited wait ends, and when. */
function* endOf(awaitable: Awaitable<unknown>, timeoutMs: number | undefined) {
  try {
    const result = yield* waitFor(awaitable, timeoutMs)
    return [result, getRunningLoop().time()]
  } catch (error) {
    return [String(error), getRunningLoop().time()]
  }
}

function* reluctant(ms: number, outcome: () => string): Coroutine<string> {
  try {
    yield* sleep(1000)
  } catch {
    yield* sleep(ms)
    return outcome()
  }
  return 'not cancelled'
}

describe('waitFor', () => {
  test('gives the result of what ends in time', async () => {
    expect(await virtually(endOf(sleep(10, 'result'), 20))).toEqual(['result', 10])
  })

  test('throws the error of what fails in time', async () => {
    function* failing() {
      yield* sleep(10)
      throw new RangeError('no')
    }
    expect(await virtually(endOf(failing(), 20))).toEqual(['RangeError: no', 10])
  })

  test('waitFor at the limit cancels what it awaits and throws TimeoutError', () =>
    virtually(
      (function* () {
        const task = createTask(sleep(1000))
        expect(yield* endOf(task, 20)).toEqual(['TimeoutError', 20])
        expect(task.cancelled()).toBe(true)
      })(),
    ))

  test('throws TimeoutError with the cancellation as its cause', () =>
    virtually(
      (function* () {
        let caught: unknown
        try {
          yield* waitFor(sleep(1000), 10)
        } catch (error) {
          caught = error
        }
        expect(caught).toBeInstanceOf(TimeoutError)
        expect((caught as TimeoutError).cause).toBeInstanceOf(CancelledError)
      })(),
    ))

  test.each([[5], [null], [[1]], [Promise.resolve(1)]])(
    'refuses what no task can await, such as %s, in words of its own',
    async (value) => {
      const waiting = virtually(waitFor(value as never, 10))
      await expect(waiting).rejects.toThrow(/^a Future, a task, a coroutine or an awaitable is/)
    },
  )

  test('ends only when what it cancelled has ended', async () => {
    expect(
      await virtually(
        endOf(
          reluctant(30, () => 'in spite of it'),
          20,
        ),
      ),
    ).toEqual(['in spite of it', 50])
  })

  test('gives the error with which a cancellation was answered', async () => {
    const failing = () => {
      throw new RangeError('of its own')
    }
    expect(await virtually(endOf(reluctant(0, failing), 20))).toEqual([
      'RangeError: of its own',
      20,
    ])
  })

  test('passes a cancellation on, and waits for its end', () =>
    virtually(
      (function* () {
        const events: string[] = []
        function* inner() {
          try {
            yield* sleep(1000)
          } finally {
            yield* sleep(5)
            events.push('inner ended')
          }
        }
        const waiting = createTask(waitFor(inner(), 500))
        yield* sleep(10)
        waiting.cancel()
        yield* wait([waiting])
        expect([waiting.cancelled(), events, getRunningLoop().time()]).toEqual([
          true,
          ['inner ended'],
          15,
        ])
      })(),
    ))

  test('lets go on what is shielded', () =>
    virtually(
      (function* () {
        const task = createTask(sleep(100, 'went on'))
        expect(yield* endOf(shield(task), 20)).toEqual(['TimeoutError', 20])
        expect(yield* task).toBe('went on')
      })(),
    ))

  test('waitFor without a limit waits as long as it takes', async () => {
    expect(await virtually(endOf(sleep(1e6, 'late'), undefined))).toEqual(['late', 1e6])
  })

  test.each([0, -5])('waitFor with a limit of %s takes only what is done already', (timeoutMs) =>
    virtually(
      (function* () {
        const done = getRunningLoop().createFuture<string>()
        done.setResult('done')
        expect(yield* endOf(done, timeoutMs)).toEqual(['done', 0])
        expect(yield* endOf(sleep(1), timeoutMs)).toEqual(['TimeoutError', 0])
      })(),
    ),
  )

  test('leaves no timer behind when it ends in time', () =>
    virtually(
      (function* () {
        yield* waitFor(sleep(1), 1_000_000)
        expect(getRunningLoop()._timers.nextWhen()).toBe(Infinity)
      })(),
    ))

  test.each([
    [10, 'attached to a different loop'],
    [0, 'belongs to a different loop'],
  ])('refuses a future of another loop, with a limit of %s', async (timeoutMs, message) => {
    const other = new EventLoop().createFuture()
    expect(await virtually(endOf(other, timeoutMs))).toEqual([expect.stringContaining(message), 0])
  })

  test('refuses a limit that is no time', async () => {
    expect(await virtually(endOf(sleep(1), Number.NaN))).toEqual([
      'TypeError: waitFor: timeoutMs must be a number of milliseconds, got NaN',
      0,
    ])
  })
})
