import { describe, expect, expectTypeOf, test } from 'vitest'
import {
  CancelledError,
  EventLoop,
  allTasks,
  createTask,
  currentTask,
  getRunningLoop,
  run,
  sleep,
  type Coroutine,
  type ExceptionContext,
  type Task,
} from '../../../src/engine/loop'
import { FakeHost } from './fake-host'
import { virtually } from './virtually'

describe('run', () => {
  test('gives what the coroutine returns', async () => {
    const result = run(sleep(5, 'result'), { clock: 'virtual' })
    expectTypeOf(result).toEqualTypeOf<Promise<string>>()
    expect(await result).toBe('result')
  })

  test('rejects with what the coroutine throws', async () => {
    const error = new RangeError('no')
    function* failing(): Coroutine<never> {
      yield* sleep(1)
      throw error
    }
    await expect(virtually(failing())).rejects.toBe(error)
  })

  test('rejects with CancelledError when the coroutine is cancelled', async () => {
    function* cancelled() {
      currentTask()?.cancel('enough')
      yield* sleep(1)
    }
    await expect(virtually(cancelled())).rejects.toThrow(new CancelledError('enough'))
  })

  test('cancels the tasks that are left and waits for their ends', async () => {
    const events: string[] = []
    let left: Task<void> | undefined
    function* working() {
      try {
        yield* sleep(1000)
      } finally {
        yield* sleep(5)
        events.push('finally')
      }
    }
    function* main() {
      left = createTask(working())
      yield* sleep(1)
      events.push('main ends')
    }
    await virtually(main())
    expect(events).toEqual(['main ends', 'finally'])
    expect(left?.cancelled()).toBe(true)
  })

  test('tells the exception handler of a task that fails when it is cancelled at the end', async () => {
    const seen: ExceptionContext[] = []
    function* failing() {
      try {
        yield* sleep(1000)
      } finally {
        throw new RangeError('at the end')
      }
    }
    function* main() {
      getRunningLoop().setExceptionHandler((_, context) => seen.push(context))
      createTask(failing(), { name: 'failing' })
      yield* sleep(1)
    }
    await virtually(main())
    expect(seen.map(({ message, exception }) => [message, exception])).toEqual([
      ['unhandled exception during run() shutdown', new RangeError('at the end')],
    ])
    expect(seen[0]?.task?.toString()).toBe('<Task failed name="failing">')
  })

  test('closes its loop, and leaves no task', async () => {
    function* main() {
      createTask(sleep(1000))
      yield* sleep(0)
      return getRunningLoop()
    }
    const loop = await virtually(main())
    expect([loop.isClosed(), loop.isRunning(), allTasks(loop).size]).toEqual([true, false, 0])
  })

  test('run has a loop of its own each time', async () => {
    function* main() {
      return getRunningLoop()
    }
    expect(await virtually(main())).not.toBe(await virtually(main()))
  })

  test('run inside of a running loop throws at once', async () => {
    function* inner() {
      yield* sleep(0)
    }
    function* main() {
      yield* sleep(0)
      expect(() => run(inner(), { clock: 'virtual' })).toThrow(
        'run() cannot be called from a running event loop',
      )
    }
    await virtually(main())
  })

  test.each([
    ['a coroutine function', sleep, 'function sleep'],
    ['a promise', Promise.resolve(), '[object Promise]'],
  ])('rejects %s, and says what it was', async (_, value, quoted) => {
    await expect(virtually(value as unknown as Coroutine<void>)).rejects.toThrow(
      new TypeError(
        `a Future, a task, a coroutine or an awaitable is required, got ${quoted} (wrap a promise with fromPromise)`,
      ),
    )
  })

  test('takes an awaitable of one’s own', async () => {
    const ticket = {
      *[Symbol.iterator](): Coroutine<string> {
        yield* sleep(1)
        return 'A 17'
      },
    }
    expect(await run(ticket, { clock: 'virtual' })).toBe('A 17')
  })

  test('takes the loop that a factory makes, and closes it', async () => {
    const loops: EventLoop[] = []
    const loopFactory = () => {
      const loop = new EventLoop({ clock: 'virtual' })
      loops.push(loop)
      return loop
    }
    function* main() {
      yield* sleep(1)
      return [getRunningLoop(), getRunningLoop().getDebug()] as const
    }
    const [loop, isDebug] = await run(main(), { loopFactory, debug: true })
    expect([loops, isDebug, loop.isClosed()]).toEqual([[loop], true, true])
  })

  test('takes debug mode, instruments and a host', async () => {
    const host = new FakeHost()
    let steps = 0
    function* main() {
      host.nowMs += 500
      return getRunningLoop().getDebug()
    }
    const ended = run(main(), {
      clock: 'virtual',
      debug: true,
      host,
      instruments: [{ stepBegun: () => (steps += 1) }],
    })
    for (let i = 0; i < 20; i += 1) {
      host.serve()
      await Promise.resolve()
    }
    expect(await ended).toBe(true)
    expect(steps).toBeGreaterThan(0)
    expect(host.reports.map((report) => report.message)).toEqual([
      expect.stringMatching(
        /^Executing <Task finished name="Task-1" created at .*> took 500.000 ms$/,
      ),
    ])
  })

  test('gives callbacks that are left two more iterations, as CPython does', async () => {
    let iterations = 0
    function* main() {
      const loop = getRunningLoop()
      const again = (): void => {
        iterations += 1
        loop.callSoon(again)
      }
      loop.callSoon(again)
    }
    await virtually(main())
    expect(iterations).toBeGreaterThanOrEqual(2)
    expect(iterations).toBeLessThan(10)
  })
})

describe('when the tasks that are left cannot be ended, run', () => {
  function* refusing(): Coroutine<void> {
    try {
      yield* sleep(1_000_000)
    } catch {
      yield* getRunningLoop().createFuture()
    }
  }
  function* start(messages: string[]) {
    getRunningLoop().setExceptionHandler((_, { message }) => messages.push(message))
    createTask(refusing(), { name: 'refusing' })
    yield* sleep(0)
  }

  test('rejects with the deadlock that this is', async () => {
    await expect(virtually(start([]))).rejects.toThrow(/deadlock.*still waiting: refusing$/)
  })

  test('rejects with the first error all the same, and reports the other', async () => {
    const messages: string[] = []
    function* main() {
      yield* start(messages)
      throw new RangeError('first')
    }
    await expect(virtually(main())).rejects.toThrow(new RangeError('first'))
    expect(messages).toEqual(['run() could not end all tasks'])
  })

  test('names tasks that await each other, instead of overflowing', async () => {
    const messages: string[] = []
    function* main() {
      yield* start(messages)
      const both: Task<void>[] = []
      function* awaiting(other: number): Coroutine<void> {
        const task = both[other]
        if (task !== undefined) yield* task
      }
      both.push(createTask(awaiting(1), { name: 'a' }), createTask(awaiting(0), { name: 'b' }))
      for (const task of both) yield* task
    }
    await expect(virtually(main())).rejects.toThrow(/deadlock.*still waiting: Task-1, .*a, b$/)
    expect(messages).toEqual(['run() could not end all tasks'])
  })
})
