import { describe, expect, expectTypeOf, test } from 'vitest'
import {
  EventLoop,
  Future,
  Task,
  TimerHandle,
  createTask,
  getRunningLoop,
  run,
  sleep,
  type Coroutine,
  type ExceptionContext,
} from '../../../src/engine/loop'
import { FakeHost } from './fake-host'
import { virtually } from './virtually'

const newLoop = () => new EventLoop({ clock: 'virtual' })

function* give<R>(value: R): Coroutine<R> {
  return value
}

describe('an iteration of the loop', () => {
  test('runs what was ready when the iteration began, in FIFO order', () => {
    const events: string[] = []
    const iterations: string[][] = []
    const loop = new EventLoop({
      clock: 'virtual',
      instruments: [{ iterationEnded: () => iterations.push(events.splice(0)) }],
    })
    function* stepping(name: string) {
      for (let i = 1; i <= 3; i += 1) {
        events.push(`${name}${i}`)
        yield* sleep(0)
      }
    }
    loop.createTask(stepping('a'))
    loop.callSoon(() => {
      events.push('callback')
      loop.callSoon(() => events.push('its callback'))
    })
    loop.createTask(stepping('b'))
    loop.runReady(100)
    expect(iterations).toEqual([
      ['a1', 'callback', 'b1'],
      ['a2', 'its callback', 'b2'],
      ['a3', 'b3'],
      [],
    ])
  })

  test('an iteration of the loop is joined by the timers that are due first', () => {
    const loop = newLoop()
    const events: string[] = []
    loop.callLater(0, () => events.push('due'))
    loop.callSoon(() => {
      events.push('ready')
      // Due at once, but the iteration under way has begun.
      loop.callLater(0, () => events.push('due in the next iteration'))
      loop.callSoon(() => events.push('ready in the next iteration'))
    })
    loop.runReady(100)
    expect(events).toEqual([
      'ready',
      'due',
      'ready in the next iteration',
      'due in the next iteration',
    ])
  })

  test('an iteration of the loop that is left in the middle goes on where it was left, with its own entries only', () => {
    const order = (maxEntries: number) => {
      const events: string[] = []
      const instruments = [{ iterationEnded: () => events.push('iteration ends') }]
      const loop = new EventLoop({ clock: 'virtual', instruments })
      function* stepping(name: string) {
        for (let i = 0; i < 3; i += 1) {
          events.push(name)
          loop.callLater(0, () => events.push(`${name}'s timer`))
          yield* sleep(0)
          loop.callSoon(() => events.push(`${name}'s callback`))
        }
      }
      for (const name of ['a', 'b', 'c', 'd', 'e']) loop.createTask(stepping(name))
      while (loop.runReady(maxEntries) === -Infinity);
      return events
    }
    const undivided = order(1000)
    expect(undivided.filter((event) => event !== 'iteration ends')).toHaveLength(45)
    for (const maxEntries of [1, 2, 3, 7]) expect(order(maxEntries)).toEqual(undivided)
  })
})

describe('timers', () => {
  test('timers due at the same instant run in the order in which they were set', () =>
    virtually(
      (function* () {
        const loop = getRunningLoop()
        const events: string[] = []
        function* sleeping(name: string, ms: number) {
          yield* sleep(ms)
          events.push(name)
        }
        loop.callLater(30, () => events.push('30'))
        loop.callLater(10, () => events.push('10a'))
        createTask(sleeping('10d', 10))
        loop.callAt(10, () => events.push('10b'))
        loop.callLater(20, () => events.push('20'))
        loop.callLater(10, () => events.push('10c'))
        yield* sleep(40)
        expect(events).toEqual(['10a', '10b', '10c', '10d', '20', '30'])
      })(),
    ))

  test('timers due together run by the time for which they were set, not by the order of setting', () => {
    const loop = newLoop()
    const events: number[] = []
    for (const ms of [-1, -3, -2, -3]) loop.callAt(ms, () => events.push(ms))
    loop.runReady(100)
    expect(events).toEqual([-3, -3, -2, -1])
  })

  test('timers are refused for what is not a time', () => {
    const loop = newLoop()
    expect(() => loop.callLater(Number.NaN, () => undefined)).toThrow(
      'callLater: delayMs must be a number of milliseconds, got NaN',
    )
    expect(() => loop.callAt('noon' as unknown as number, () => undefined)).toThrow(
      'callAt: whenMs must be a number of milliseconds, got "noon"',
    )
  })

  test('timers set for ever never run', () => {
    const loop = newLoop()
    loop.callLater(Infinity, () => undefined)
    expect(loop.runReady(10)).toBe(Infinity)
  })
})

describe('runUntilComplete', () => {
  test('gives the result of a coroutine', async () => {
    expect(await newLoop().runUntilComplete(give(42))).toBe(42)
  })

  test('gives the result of a future, pending or done', async () => {
    const loop = newLoop()
    const [pending, done] = [loop.createFuture<string>(), loop.createFuture<string>()]
    loop.callLater(5, () => {
      pending.setResult('later')
    })
    done.setResult('before')
    expect(await loop.runUntilComplete(pending)).toBe('later')
    expect(await loop.runUntilComplete(done)).toBe('before')
    expect(loop.time()).toBe(5)
  })

  test('rejects with the error of what it ran', async () => {
    function* failing() {
      yield* sleep(1)
      throw new RangeError('no')
    }
    await expect(newLoop().runUntilComplete(failing())).rejects.toThrow(new RangeError('no'))
  })

  test('leaves other tasks as they are, for the next run', async () => {
    const loop = newLoop()
    const events: string[] = []
    function* slow() {
      yield* sleep(10)
      events.push('slow')
    }
    const task = loop.createTask(slow())
    await loop.runUntilComplete(sleep(1))
    expect([task.done(), events]).toEqual([false, []])
    await loop.runUntilComplete(task)
    expect([loop.time(), events]).toEqual([10, ['slow']])
  })

  test('rejects when the loop is stopped before the future is done', async () => {
    const loop = newLoop()
    loop.callLater(5, () => {
      loop.stop()
    })
    await expect(loop.runUntilComplete(sleep(10))).rejects.toThrow(
      'Event loop stopped before Future completed.',
    )
    expect(loop.isRunning()).toBe(false)
  })

  test('runUntilComplete that was stopped early does not stop a later run', async () => {
    const loop = newLoop()
    loop.callLater(5, () => {
      loop.stop()
    })
    await expect(loop.runUntilComplete(sleep(10))).rejects.toThrow('stopped before')
    expect(await loop.runUntilComplete(sleep(20, 'later'))).toBe('later')
  })

  test('rejects for what cannot be awaited, and says what it was', async () => {
    const promise = Promise.resolve(1) as unknown as Future<number>
    await expect(newLoop().runUntilComplete(promise)).rejects.toThrow(
      'a Future, a task, a coroutine or an awaitable is required, got [object Promise]',
    )
  })

  test('rejects for a future of another loop', async () => {
    await expect(newLoop().runUntilComplete(newLoop().createFuture())).rejects.toThrow(
      'belongs to a different loop',
    )
  })
})

describe('runForever', () => {
  test('runs until the loop is stopped, to the end of the iteration', async () => {
    const loop = newLoop()
    const events: string[] = []
    loop.callLater(3, () => {
      events.push('stop')
      loop.stop()
      loop.callSoon(() => events.push('next iteration'))
    })
    loop.callAt(3, () => events.push('same iteration'))
    await loop.runForever()
    expect(events).toEqual(['stop', 'same iteration'])
    loop.stop()
    await loop.runForever()
    expect(events).toEqual(['stop', 'same iteration', 'next iteration'])
  })

  test('runForever stopped before it begins runs one iteration', async () => {
    const loop = newLoop()
    const events: number[] = []
    function* stepping() {
      for (let i = 0; i < 3; i += 1) {
        events.push(i)
        yield* sleep(0)
      }
    }
    loop.createTask(stepping())
    loop.stop()
    await loop.runForever()
    expect(events).toEqual([0])
  })

  test('runForever with nothing to do waits for what comes from outside', async () => {
    const loop = newLoop()
    const ended = loop.runForever()
    expect(loop.isRunning()).toBe(true)
    const called = new Promise<string>((resolve) => {
      loop.callSoon(resolve, 'called')
    })
    expect(await called).toBe('called')
    loop.stop()
    await ended
    expect(loop.isRunning()).toBe(false)
  })
})

test('callSoonThreadsafe wakes an idle loop, and checks as callSoon does', async () => {
  const loop = new EventLoop({ clock: 'virtual', debug: true })
  const ended = loop.runForever()
  const called = new Promise((resolve) => {
    setTimeout(() => loop.callSoonThreadsafe(resolve, 'called'), 1)
  })
  expect(await called).toBe('called')
  expect(() => loop.callSoonThreadsafe(sleep(1) as unknown as () => void)).toThrow(
    'coroutines cannot be used with callSoonThreadsafe()',
  )
  loop.stop()
  await ended
})

describe('a running loop', () => {
  const inside = (action: (loop: EventLoop) => unknown): Promise<unknown> =>
    virtually(
      (function* () {
        yield* sleep(0)
        try {
          return action(getRunningLoop())
        } catch (error) {
          return error
        }
      })(),
    )

  test.each([
    ['runUntilComplete', (loop: EventLoop) => loop.runUntilComplete(sleep(1))],
    ['runForever', (loop: EventLoop) => loop.runForever()],
    ['runReady', (loop: EventLoop) => loop.runReady(1)],
  ])('a running loop cannot be run again from inside with %s', async (_, action) => {
    expect(await inside(action)).toEqual(new Error('This event loop is already running'))
  })

  test('a running loop cannot run another loop from inside', async () => {
    const error = new Error('Cannot run the event loop while another loop is running')
    expect(await inside(() => newLoop().runUntilComplete(sleep(1)))).toEqual(error)
    expect(await inside(() => newLoop().runForever())).toEqual(error)
  })

  test('a running loop cannot be run again from outside', async () => {
    const loop = newLoop()
    const ended = loop.runForever()
    await expect(loop.runForever()).rejects.toThrow('This event loop is already running')
    await expect(loop.runUntilComplete(sleep(1))).rejects.toThrow('already running')
    loop.stop()
    await ended
  })

  test('a running loop cannot be closed', async () => {
    const error = new Error('Cannot close a running event loop')
    expect(
      await inside((loop) => {
        loop.close()
      }),
    ).toEqual(error)
  })

  test('runs beside others of the same thread', async () => {
    const events: string[] = []
    function* stepping(name: string) {
      for (let i = 0; i < 3; i += 1) {
        yield* sleep(10)
        events.push(name)
      }
      return getRunningLoop()
    }
    const hosts = [new FakeHost(), new FakeHost()]
    const results = ['a', 'b'].map((name, i) =>
      run(stepping(name), { host: hosts[i] ?? new FakeHost() }),
    )
    while (hosts.map((host) => host.passToTimer()).includes(true));
    const [a, b] = await Promise.all(results)
    expect(a).not.toBe(b)
    expect(events).toEqual(['a', 'b', 'a', 'b', 'a', 'b'])
  })
})

describe('a closed loop', () => {
  const closedLoop = () => {
    const loop = newLoop()
    loop.close()
    return loop
  }
  const closedError = new Error('Event loop is closed')

  test.each([
    ['createTask', (loop: EventLoop) => loop.createTask(sleep(1))],
    ['new Task', (loop: EventLoop) => new Task(sleep(1), { loop })],
    ['callSoon', (loop: EventLoop) => loop.callSoon(() => undefined)],
    ['callSoonThreadsafe', (loop: EventLoop) => loop.callSoonThreadsafe(() => undefined)],
    ['callLater', (loop: EventLoop) => loop.callLater(1, () => undefined)],
    ['callAt', (loop: EventLoop) => loop.callAt(1, () => undefined)],
    ['runReady', (loop: EventLoop) => loop.runReady(1)],
  ])('refuses %s', (_, action) => {
    expect(() => action(closedLoop())).toThrow(closedError)
  })

  test('refuses runUntilComplete and runForever', async () => {
    await expect(closedLoop().runUntilComplete(sleep(1))).rejects.toThrow(closedError)
    await expect(closedLoop().runForever()).rejects.toThrow(closedError)
  })

  test('a closed loop may be asked, told to stop and closed again', () => {
    const loop = closedLoop()
    loop.close()
    loop.stop()
    expect([loop.isClosed(), loop.isRunning(), loop.time()]).toEqual([true, false, 0])
    expect(loop.createFuture().done()).toBe(false)
  })

  test('a closed loop has forgotten all that was scheduled', () => {
    const loop = newLoop()
    const called: string[] = []
    loop.callSoon(() => called.push('soon'))
    const timer = loop.callLater(0, () => called.push('later'))
    loop.close()
    timer.cancel()
    expect([loop.isClosed(), called]).toEqual([true, []])
  })
})

describe('errors that nobody handles', () => {
  test('errors that nobody handles are given to the exception handler', () => {
    const loop = newLoop()
    const seen: unknown[] = []
    loop.setExceptionHandler((from, context) => seen.push(from === loop, context))
    const context: ExceptionContext = { message: 'lost', exception: new Error('no') }
    loop.callExceptionHandler(context)
    expect(seen).toEqual([true, context])
  })

  test('errors that nobody handles are printed by the host when there is no handler, or none any more', () => {
    const host = new FakeHost()
    const loop = new EventLoop({ host })
    const error = new Error('no')
    loop.callExceptionHandler({ message: 'lost', exception: error })
    loop.setExceptionHandler(() => undefined)
    loop.callExceptionHandler({ message: 'taken', exception: error })
    loop.setExceptionHandler(undefined)
    loop.callExceptionHandler({ message: 'lost again', exception: error })
    expect(host.reports.map((report) => report.message)).toEqual(['lost', 'lost again'])
  })

  test('errors that nobody handles are not lost when the handler itself throws', () => {
    const host = new FakeHost()
    const loop = new EventLoop({ host })
    const error = new Error('of the handler')
    loop.setExceptionHandler(() => {
      throw error
    })
    const lost = new Error('the real error')
    loop.callExceptionHandler({ message: 'lost', exception: lost })
    expect(host.reports).toEqual([
      { message: 'lost', error: lost },
      { message: 'Unhandled error in exception handler', error },
    ])
  })

  test('errors are given on by a handler that leaves them to the default', () => {
    const host = new FakeHost()
    const loop = new EventLoop({ host })
    const handler = (_: EventLoop, context: ExceptionContext) => {
      if (context.message !== 'mine') loop.defaultExceptionHandler(context)
    }
    expect(loop.getExceptionHandler()).toBeUndefined()
    loop.setExceptionHandler(handler)
    expect(loop.getExceptionHandler()).toBe(handler)
    loop.callExceptionHandler({ message: 'mine' })
    loop.callExceptionHandler({ message: 'not mine' })
    expect(host.reports.map(({ message }) => message)).toEqual(['not mine'])
  })

  test.each([
    ['a text', 'spam', '"spam"'],
    ['an object', {}, '[object Object]'],
    ['null', null, 'null'],
  ])('go to a function, and %s is refused as their handler', (_, handler, quoted) => {
    expect(() => {
      new EventLoop().setExceptionHandler(handler as never)
    }).toThrow(new TypeError(`an exception handler is a function or undefined, got ${quoted}`))
  })
})

describe('debug mode', () => {
  test('debug mode is off at first and can be switched', () => {
    const loop = newLoop()
    expect(loop.getDebug()).toBe(false)
    loop.setDebug(true)
    expect(loop.getDebug()).toBe(true)
    expect(new EventLoop({ clock: 'virtual', debug: true }).getDebug()).toBe(true)
  })

  test('refuses coroutines as callbacks, at the call', () => {
    const loop = new EventLoop({ clock: 'virtual', debug: true })
    const coroutine = sleep(1) as unknown as () => void
    expect(() => loop.callSoon(coroutine)).toThrow('coroutines cannot be used with callSoon()')
    expect(() => loop.callLater(1, coroutine)).toThrow('coroutines cannot be used with callAt()')
    expect(() => loop.callSoon(1 as unknown as () => void)).toThrow(
      'a function was expected by callSoon(), got 1',
    )
  })

  test('reports slow callbacks and slow steps, and no others', () => {
    const host = new FakeHost()
    const loop = new EventLoop({ host, debug: true })
    loop.slowCallbackMs = 50
    const taking = (ms: number) =>
      function work() {
        host.nowMs += ms
      }
    function* job() {
      host.nowMs += 60
      yield* sleep(0)
      host.nowMs += 40
    }
    loop.callSoon(taking(49.9))
    loop.callSoon(taking(50))
    loop.createTask(job(), { name: 'job' })
    loop.runReady(10)
    expect(host.reports.map((report) => report.message)).toEqual([
      'Executing <Handle function work> took 50.000 ms',
      expect.stringMatching(/^Executing <Task pending name="job" created at .*> took 60.000 ms$/),
    ])
  })

  test('calls 100 ms slow unless told otherwise', () => {
    expect(newLoop().slowCallbackMs).toBe(100)
  })
})

test('a loop makes futures, tasks, handles and timers of its own', async () => {
  const loop = newLoop()
  expect(loop.createFuture()).toBeInstanceOf(Future)
  const task = loop.createTask(give('made'), { name: 'maker' })
  expect([task.getName(), task.getLoop() === loop]).toEqual(['maker', true])
  expect(loop.callLater(1, () => undefined)).toBeInstanceOf(TimerHandle)
  expect(await loop.runUntilComplete(task)).toBe('made')
})

test('callbacks and results are typed', () => {
  const loop = newLoop()
  // @ts-expect-error -- a string where the callback takes a number
  loop.callSoon((n: number) => n, 'one')
  // @ts-expect-error -- the argument is missing
  loop.callLater(1, (n: number) => n)
  expectTypeOf(loop.createTask(give(1))).toEqualTypeOf<Task<number>>()
  expectTypeOf(loop.createFuture<string>()).toEqualTypeOf<Future<string>>()
})
