import { describe, expect, test } from 'vitest'
import {
  CancelledError,
  EventLoop,
  Future,
  InvalidStateError,
  createTask,
  getRunningLoop,
  isFuture,
  sleep,
  type Instrument,
} from '../../../../src/engine/loop'
import { setResultUnlessDone } from '../../../../src/engine/loop/task/future'
import { virtually } from '../virtually'

const newLoop = () => new EventLoop({ clock: 'virtual' })

/** A future of a loop that does not run, and what the loop does afterwards. */
function withFuture<T>() {
  const loop = newLoop()
  const future = loop.createFuture<T>()
  return { loop, future, runIteration: () => loop.runReady(1000) }
}

function caught(action: () => unknown): unknown {
  try {
    action()
  } catch (error) {
    return error
  }
  return undefined
}

describe('a future', () => {
  test('a future is pending at first', () => {
    const { future, loop } = withFuture()
    expect([future.done(), future.cancelled()]).toEqual([false, false])
    expect(future.getLoop()).toBe(loop)
  })

  test('belongs to the running loop unless it is told another', () =>
    virtually(
      (function* () {
        expect(new Future().getLoop()).toBe(getRunningLoop())
        yield* sleep(0)
      })(),
    ))

  test('a future without a loop throws', () => {
    expect(() => new Future()).toThrow('no running event loop')
  })

  test('a future has the result that it was given', () => {
    const { future } = withFuture<number>()
    future.setResult(42)
    expect([future.done(), future.cancelled()]).toEqual([true, false])
    expect([future.result(), future.exception()]).toEqual([42, undefined])
  })

  test('a future has the error that it was given, and throws it as its result', () => {
    const { future } = withFuture()
    const error = new Error('no')
    future.setException(error)
    expect([future.done(), future.cancelled()]).toEqual([true, false])
    expect(future.exception()).toBe(error)
    expect(caught(() => future.result())).toBe(error)
  })

  test('result() and exception() of an unfinished one throw InvalidStateError', () => {
    const { future } = withFuture()
    expect(() => future.result()).toThrow(new InvalidStateError('Result is not ready.'))
    expect(() => future.exception()).toThrow(new InvalidStateError('Exception is not set.'))
  })

  test('result() and exception() of a cancelled one throw CancelledError with its message', () => {
    const { future } = withFuture()
    expect(future.cancel('enough')).toBe(true)
    expect([future.done(), future.cancelled()]).toEqual([true, true])
    expect(() => future.result()).toThrow(new CancelledError('enough'))
    expect(() => future.exception()).toThrow(new CancelledError('enough'))
  })

  test.each([
    [
      'finished',
      (future: Future<number>) => {
        future.setResult(1)
      },
    ],
    [
      'failed',
      (future: Future<number>) => {
        future.setException(new Error('no'))
      },
    ],
    [
      'cancelled',
      (future: Future<number>) => {
        future.cancel()
      },
    ],
  ])('setting one that is %s throws InvalidStateError', (state, settle) => {
    const { future } = withFuture<number>()
    settle(future)
    expect(() => {
      future.setResult(2)
    }).toThrow(InvalidStateError)
    expect(() => {
      future.setException(new Error('again'))
    }).toThrow(`${state}: <Future ${state}>`)
  })

  test('cancelling one that is done changes nothing and gives false', () => {
    const { future } = withFuture<number>()
    future.setResult(1)
    expect(future.cancel()).toBe(false)
    expect(future.result()).toBe(1)
  })

  test('a future may fail with undefined', () => {
    const { future } = withFuture()
    future.setException(undefined)
    expect(future.toString()).toBe('<Future failed>')
    let didThrow = false
    try {
      future.result()
    } catch {
      didThrow = true
    }
    expect(didThrow).toBe(true)
  })
})

describe('awaiting', () => {
  test('awaiting a finished future goes on without an iteration of the loop', () =>
    virtually(
      (function* () {
        const loop = getRunningLoop()
        const events: string[] = []
        const future = loop.createFuture<string>()
        future.setResult('result')
        loop.callSoon(() => events.push('next iteration'))
        events.push(yield* future)
        expect(events).toEqual(['result'])
        yield* sleep(0)
        expect(events).toEqual(['result', 'next iteration'])
      })(),
    ))

  test('awaiting a failed or a cancelled future throws without an iteration of the loop', () =>
    virtually(
      (function* () {
        const loop = getRunningLoop()
        const events: string[] = []
        loop.callSoon(() => events.push('next iteration'))
        const [failed, cancelled] = [loop.createFuture(), loop.createFuture()]
        failed.setException(new Error('failed'))
        cancelled.cancel('cancelled')
        for (const future of [failed, cancelled]) {
          try {
            yield* future
          } catch (error) {
            events.push(String(error))
          }
        }
        expect(events).toEqual(['Error: failed', 'CancelledError: cancelled'])
      })(),
    ))

  test('awaiting an unfinished future pauses the task until it is done', () =>
    virtually(
      (function* () {
        const loop = getRunningLoop()
        const future = loop.createFuture<number>()
        loop.callLater(10, () => {
          future.setResult(1)
        })
        expect(yield* future).toBe(1)
        expect(loop.time()).toBe(10)
      })(),
    ))

  test('awaiting one future by many tasks wakes them in the order in which they came', () =>
    virtually(
      (function* () {
        const future = getRunningLoop().createFuture<string>()
        const events: string[] = []
        function* waiting(name: string) {
          events.push(`${name} ${yield* future}`)
        }
        const tasks = ['a', 'b', 'c'].map((name) => createTask(waiting(name)))
        yield* sleep(1)
        future.setResult('woken')
        expect(events).toEqual([])
        for (const task of tasks) yield* task
        expect(events).toEqual(['a woken', 'b woken', 'c woken'])
      })(),
    ))

  test('awaiting the same future again gives its result again', () =>
    virtually(
      (function* () {
        const future = getRunningLoop().createFuture<number>()
        future.setResult(1)
        expect([yield* future, yield* future]).toEqual([1, 1])
      })(),
    ))
})

describe('done callbacks', () => {
  test('done callbacks are scheduled, not called in place', () => {
    const { future, runIteration } = withFuture<number>()
    const seen: unknown[] = []
    future.addDoneCallback((done) => seen.push(done === future, done.result()))
    future.setResult(1)
    expect(seen).toEqual([])
    runIteration()
    expect(seen).toEqual([true, 1])
  })

  test('done callbacks are scheduled for a future that is done already, too', () => {
    const { future, runIteration } = withFuture<number>()
    const seen: unknown[] = []
    future.setResult(1)
    future.addDoneCallback((done) => seen.push(done.result()))
    expect(seen).toEqual([])
    runIteration()
    expect(seen).toEqual([1])
  })

  test('done callbacks are called in the order in which they were added, after a cancellation too', () => {
    const { future, runIteration } = withFuture()
    const seen: number[] = []
    for (const n of [1, 2, 3]) future.addDoneCallback(() => seen.push(n))
    future.cancel()
    runIteration()
    expect(seen).toEqual([1, 2, 3])
  })

  test('done callbacks that were removed are not called, and removing says how many there were', () => {
    const { future, runIteration } = withFuture<number>()
    const seen: string[] = []
    const [a, b] = [() => seen.push('a'), () => seen.push('b')]
    for (const callback of [a, b, a, a]) future.addDoneCallback(callback)
    expect(future.removeDoneCallback(a)).toBe(3)
    expect(future.removeDoneCallback(a)).toBe(0)
    future.setResult(1)
    runIteration()
    expect(seen).toEqual(['b'])
    expect(future.removeDoneCallback(b)).toBe(0)
  })

  test('done callbacks that throw reach the exception handler and stop nobody', () => {
    const { loop, future, runIteration } = withFuture<number>()
    const messages: unknown[] = []
    loop.setExceptionHandler((_, context) => messages.push(context.message, context.exception))
    const error = new Error('no')
    future.addDoneCallback(function broken() {
      throw error
    })
    future.addDoneCallback(() => messages.push('next'))
    future.setResult(1)
    runIteration()
    expect(messages).toEqual(['Exception in callback function broken', error, 'next'])
  })

  test('done callbacks of a future whose loop is closed cannot be scheduled: a clear error', () => {
    const { loop, future } = withFuture<number>()
    future.addDoneCallback(() => undefined)
    loop.close()
    expect(() => {
      future.setResult(1)
    }).toThrow('Event loop is closed')
    expect(() => {
      future.addDoneCallback(() => undefined)
    }).toThrow('Event loop is closed')
  })
})

test('a task that waits for a future whose loop is closed is not woken: a clear error', () => {
  const { loop, future, runIteration } = withFuture<number>()
  loop.createTask(future[Symbol.iterator]())
  runIteration()
  loop.close()
  expect(() => {
    future.setResult(1)
  }).toThrow('Event loop is closed')
})

test('awaiting a future of another loop throws and does not hang', () =>
  virtually(
    (function* () {
      const other = newLoop().createFuture()
      let message = ''
      try {
        yield* other
      } catch (error) {
        message = String(error)
      }
      expect(message).toBe(
        'Error: <Task pending name="Task-1"> got <Future pending> attached to a different loop',
      )
    })(),
  ))

test('a future that is resumed before it is done says that yield* was not used with it', () => {
  const { future } = withFuture()
  const awaiting = future[Symbol.iterator]()
  awaiting.next()
  expect(() => awaiting.next()).toThrow("yield* wasn't used with future")
})

test('leaving the awaiting of a future early leaves the future alone', () => {
  const { future } = withFuture<number>()
  const awaiting = future[Symbol.iterator]()
  awaiting.next()
  expect(awaiting.return(1)).toEqual({ done: true, value: 1 })
  expect(future.done()).toBe(false)
})

test('futures and tasks are told from everything else', () => {
  const loop = newLoop()
  expect(isFuture(loop.createFuture())).toBe(true)
  expect(isFuture(loop.createTask(sleep(0)))).toBe(true)
  for (const other of [sleep(0), Promise.resolve(), undefined, 1])
    expect(isFuture(other)).toBe(false)
})

test('a result is set unless somebody was first', () => {
  const { future } = withFuture<number>()
  setResultUnlessDone(future, 1)
  setResultUnlessDone(future, 2)
  expect(future.result()).toBe(1)
})

test('a future that is watched by nobody costs the loop nothing when it is set', () => {
  const iterations: number[] = []
  const instrument: Instrument = { iterationBegun: (readyCount) => iterations.push(readyCount) }
  const loop = new EventLoop({ clock: 'virtual', instruments: [instrument] })
  loop.createFuture<number>().setResult(1)
  loop.runReady(1)
  expect(iterations).toEqual([0])
})
