import { describe, expect, expectTypeOf, test } from 'vitest'
import {
  CancelledError,
  EventLoop,
  Task,
  allTasks,
  createTask,
  currentTask,
  gather,
  getRunningLoop,
  sleep,
  wait,
  type Coroutine,
} from '../../../../src/engine/loop'
import { virtually } from '../virtually'

/** Awaits a task and gives how it ended, in words. */
function* endOf(task: Task<unknown>): Coroutine<string> {
  yield* wait([task])
  if (task.cancelled()) return 'cancelled'
  return task.exception() === undefined ? `gave ${String(task.result())}` : 'failed'
}

/** Yields plainly what should have been awaited, and gives the error that comes of it. */
function* refusalOf(yielded: unknown): Coroutine<string> {
  try {
    yield yielded as undefined
  } catch (error) {
    return String(error)
  }
  return 'no error'
}

describe('one task runs at a time', () => {
  test('one task runs at a time and nothing interrupts it until it awaits something unfinished', () =>
    virtually(
      (function* () {
        const events: string[] = []
        const done = getRunningLoop().createFuture<string>()
        done.setResult('done')
        function* nested(name: string): Coroutine<void> {
          events.push(`${name} ${yield* done}`)
        }
        function* working(name: string) {
          events.push(`${name} begins`)
          yield* nested(name)
          events.push(`${name} pauses`)
          yield* sleep(0)
          events.push(`${name} ends`)
        }
        yield* gather([working('a'), working('b')])
        expect(events).toEqual([
          'a begins',
          'a done',
          'a pauses',
          'b begins',
          'b done',
          'b pauses',
          'a ends',
          'b ends',
        ])
      })(),
    ))
})

describe('a task', () => {
  test('runs nothing of its coroutine before the next iteration', () =>
    virtually(
      (function* () {
        let hasBegun = false
        createTask(
          (function* () {
            hasBegun = true
          })(),
        )
        expect(hasBegun).toBe(false)
        yield* sleep(0)
        expect(hasBegun).toBe(true)
      })(),
    ))

  test('ends with what its coroutine returns or throws', () =>
    virtually(
      (function* () {
        const error = new Error('no')
        const returning = createTask(sleep(1, 'result'))
        const throwing = createTask(
          (function* () {
            yield* sleep(1)
            throw error
          })(),
        )
        yield* wait([returning, throwing])
        expect([returning.result(), throwing.exception()]).toEqual(['result', error])
      })(),
    ))

  test('keeps its error for who awaits it', () =>
    virtually(
      (function* () {
        const task = createTask(
          (function* (): Coroutine<never> {
            throw new RangeError('kept')
          })(),
        )
        yield* sleep(10)
        let caught: unknown
        try {
          yield* task
        } catch (error) {
          caught = error
        }
        expect(caught).toEqual(new RangeError('kept'))
      })(),
    ))

  test('a task has a name that is text, whatever it was given, as in asyncio', () => {
    const loop = new EventLoop({ clock: 'virtual' })
    const task = new Task(sleep(0), { loop, name: 7 as never })
    expect(task.getName()).toBe('7')
    task.setName(null as never)
    expect(task.getName()).toBe('null')
  })

  test('a task is named after its number unless it is named', () => {
    const loop = new EventLoop({ clock: 'virtual' })
    const [first, named, second] = [undefined, 'download', undefined].map(
      (name) => new Task(sleep(0), name === undefined ? { loop } : { loop, name }),
    )
    expect([first, named, second].map((task) => task?.getName())).toEqual([
      'Task-1',
      'download',
      'Task-2',
    ])
    first?.setName('renamed')
    expect(first?.getName()).toBe('renamed')
    expect(named?.toString()).toBe('<Task pending name="download">')
  })

  test('gives its coroutine', () => {
    const coro = sleep(0)
    expect(new Task(coro, { loop: new EventLoop() }).getCoro()).toBe(coro)
  })

  test('a task cannot be set from outside', () => {
    const task = new Task(sleep(0), { loop: new EventLoop() })
    expect(() => task.setResult()).toThrow('Task does not support setResult operation')
    expect(() => task.setException()).toThrow('Task does not support setException operation')
  })

  test.each([
    ['a promise', Promise.resolve(), '[object Promise]'],
    ['a function', sleep, 'function sleep'],
    ['nothing', undefined, 'undefined'],
  ])('a task is not made of %s', (_, value, quoted) => {
    const loop = new EventLoop({ clock: 'virtual' })
    expect(() => loop.createTask(value as unknown as Coroutine<void>)).toThrow(
      new TypeError(`a coroutine was expected, got ${quoted}`),
    )
    expect(allTasks(loop).size).toBe(0)
  })

  test('a task has the type of what its coroutine returns', () => {
    function* typed() {
      yield* sleep(0)
      return 'text'
    }
    const task = new Task(typed(), { loop: new EventLoop() })
    expectTypeOf(task).toEqualTypeOf<Task<string>>()
  })
})

describe('cancelling', () => {
  test('cancelling throws CancelledError into the coroutine at its await, with the message', () =>
    virtually(
      (function* () {
        const events: unknown[] = []
        function* working() {
          events.push('before')
          try {
            yield* sleep(1000)
          } catch (error) {
            events.push(error)
            throw error
          }
          events.push('after')
        }
        const task = createTask(working())
        yield* sleep(10)
        expect(task.cancel('enough')).toBe(true)
        expect(task.done()).toBe(false)
        expect(yield* endOf(task)).toBe('cancelled')
        expect(events).toEqual(['before', new CancelledError('enough')])
        expect(getRunningLoop().time()).toBe(10)
      })(),
    ))

  test('a task cancelled while sleeping runs its finally block', () =>
    virtually(
      (function* () {
        const events: string[] = []
        function* working() {
          try {
            yield* sleep(1000)
          } finally {
            events.push('finally begins')
            yield* sleep(5)
            events.push('finally ends')
          }
        }
        const task = createTask(working())
        yield* sleep(1)
        task.cancel()
        expect(yield* endOf(task)).toBe('cancelled')
        expect(events).toEqual(['finally begins', 'finally ends'])
        expect(getRunningLoop().time()).toBe(6)
      })(),
    ))

  test('cancelling can be caught and refused: the task goes on and is not cancelled', () =>
    virtually(
      (function* () {
        function* stubborn() {
          try {
            yield* sleep(1000)
          } catch {
            yield* sleep(1)
          }
          return 'in spite of it'
        }
        const task = createTask(stubborn())
        yield* sleep(0)
        task.cancel()
        expect(yield* endOf(task)).toBe('gave in spite of it')
      })(),
    ))

  test('cancelling may be answered with another error, which is the task’s then', () =>
    virtually(
      (function* () {
        function* failing() {
          try {
            yield* sleep(1000)
          } catch {
            throw new RangeError('of its own')
          }
        }
        const task = createTask(failing())
        yield* sleep(0)
        task.cancel()
        expect(yield* endOf(task)).toBe('failed')
        expect(task.exception()).toEqual(new RangeError('of its own'))
      })(),
    ))

  test('cancelling is counted, and each request can be taken back', () =>
    virtually(
      (function* () {
        function* stubborn() {
          for (let i = 0; i < 3; i += 1) {
            try {
              yield* sleep(1000)
            } catch {
              // Refused.
            }
          }
        }
        const task = createTask(stubborn())
        expect([task.cancelling(), task.uncancel()]).toEqual([0, 0])
        yield* sleep(0)
        task.cancel()
        yield* sleep(0)
        task.cancel()
        expect(task.cancelling()).toBe(2)
        expect([task.uncancel(), task.uncancel(), task.uncancel()]).toEqual([1, 0, 0])
        yield* sleep(0)
        task.cancel()
        expect([task.cancelling(), yield* endOf(task)]).toEqual([1, 'gave undefined'])
      })(),
    ))

  test('cancelling before the first step ends the task without a step of its body', () =>
    virtually(
      (function* () {
        let hasBegun = false
        const task = createTask(
          (function* () {
            hasBegun = true
          })(),
        )
        task.cancel()
        expect([yield* endOf(task), hasBegun]).toEqual(['cancelled', false])
      })(),
    ))

  test('a task that is ready to run throws where it is, at its sleep(0)', () =>
    virtually(
      (function* () {
        let steps = 0
        const task = createTask(
          (function* () {
            for (; steps < 100; steps += 1) yield* sleep(0)
          })(),
        )
        for (let i = 0; i < 3; i += 1) yield* sleep(0)
        task.cancel()
        expect([yield* endOf(task), steps]).toEqual(['cancelled', 2])
      })(),
    ))

  test('cancelling oneself throws at the next await', () =>
    virtually(
      (function* () {
        const events: string[] = []
        function* suicidal() {
          currentTask()?.cancel()
          events.push('goes on')
          yield* sleep(1000)
          events.push('never')
        }
        expect(yield* endOf(createTask(suicidal()))).toBe('cancelled')
        expect([events, getRunningLoop().time()]).toEqual([['goes on'], 0])
      })(),
    ))

  test('cancelling oneself in the last step cancels what would have returned', () =>
    virtually(
      (function* () {
        const task = createTask(
          (function* () {
            currentTask()?.cancel('last')
            return 'result'
          })(),
        )
        expect(yield* endOf(task)).toBe('cancelled')
        expect(() => task.result()).toThrow(new CancelledError('last'))
      })(),
    ))

  test('cancelling one that was just woken comes before what it was woken with', () =>
    virtually(
      (function* () {
        const future = getRunningLoop().createFuture<string>()
        const task = createTask(future[Symbol.iterator]())
        yield* sleep(0)
        future.setResult('too late')
        expect(task.cancel()).toBe(true)
        expect(yield* endOf(task)).toBe('cancelled')
      })(),
    ))

  test('cancelling reaches what the task waits for, through any number of tasks', () =>
    virtually(
      (function* () {
        const innermost = createTask(sleep(1000))
        let outermost: Task<void> = innermost
        for (let i = 0; i < 10; i += 1) outermost = createTask(outermost[Symbol.iterator]())
        yield* sleep(1)
        outermost.cancel()
        expect(yield* endOf(outermost)).toBe('cancelled')
        expect([innermost.cancelled(), getRunningLoop().time()]).toEqual([true, 1])
      })(),
    ))

  test('cancelling a finished task does nothing and gives false', () =>
    virtually(
      (function* () {
        const task = createTask(sleep(0, 'result'))
        yield* task
        expect([task.cancel(), task.cancelled(), task.result()]).toEqual([false, false, 'result'])
        expect(task.cancelling()).toBe(0)
      })(),
    ))

  test('cancelling from outside wakes an idle loop', async () => {
    const loop = new EventLoop({ clock: 'virtual' })
    const task = loop.createTask(loop.createFuture()[Symbol.iterator]())
    const ended = loop.runForever()
    task.addDoneCallback(() => {
      loop.stop()
    })
    task.cancel()
    await ended
    expect(task.cancelled()).toBe(true)
  })
})

describe('a clear error, and no hang, comes of', () => {
  test('a clear error, and no hang, comes of awaiting oneself', () =>
    virtually(
      (function* () {
        function* narcissus(): Coroutine<void> {
          const self = currentTask()
          if (self !== undefined) yield* self
        }
        const task = createTask(narcissus(), { name: 'narcissus' })
        yield* wait([task])
        expect(task.exception()).toEqual(
          new Error('Task cannot await on itself: <Task pending name="narcissus">'),
        )
      })(),
    ))

  test.each([
    ['a number', 42, 'bad yield: 42'],
    ['null', null, 'bad yield: null'],
    ['a promise', Promise.resolve(), 'bad yield: [object Promise]'],
    ['an array of futures', [], 'bad yield: [object Array]'],
  ])('a clear error, and no hang, comes of yielding %s', async (_, value, fault) => {
    expect(await virtually(refusalOf(value))).toBe(
      `Error: ${fault} in <Task pending name="Task-1">`,
    )
  })

  test.each([
    ['a future', () => getRunningLoop().createFuture(), '[object Future]'],
    ['a task', () => createTask(sleep(1)), '[object Task]'],
    ['a sleep', () => sleep(10), '[object SleepTimer]'],
    ['a sleep of one iteration', () => sleep(0), '[object OneIteration]'],
    ['a coroutine', () => refusalOf(1), '[object Generator]'],
  ])(
    'a clear error, and no hang, comes of yield instead of yield* with %s',
    async (_, make, described) => {
      function* careless() {
        return yield* refusalOf(make())
      }
      expect(await virtually(careless())).toBe(
        `Error: yield was used instead of yield*: ${described} in <Task pending name="Task-1">`,
      )
    },
  )

  test('a clear error, and no hang, comes of what cannot be awaited, after which the coroutine may go on', () =>
    virtually(
      (function* () {
        yield* refusalOf(42)
        yield* sleep(5)
        expect(getRunningLoop().time()).toBe(5)
      })(),
    ))

  test('a clear error, and no hang, comes of two tasks that share one sleep', () =>
    virtually(
      (function* () {
        const shared = sleep(10)
        const tasks = [createTask(shared), createTask(shared)]
        yield* wait(tasks)
        expect(tasks[1]?.exception()).toEqual(new Error('cannot reuse already awaited coroutine'))
      })(),
    ))
})

test('a bare yield is one iteration', () =>
  virtually(
    (function* () {
      const events: string[] = []
      getRunningLoop().callSoon(() => events.push('other'))
      yield
      expect(events).toEqual(['other'])
    })(),
  ))

test('a closed loop makes cancelling a sleeping task a clear error', () => {
  const loop = new EventLoop({ clock: 'virtual' })
  const task = loop.createTask(sleep(10))
  loop.runReady(1)
  loop.close()
  expect(() => task.cancel()).toThrow('Event loop is closed')
})

test('a task in a circle of tasks that await one another cannot be cancelled', async () => {
  const held: Task<unknown>[] = []
  function* main(): Coroutine<void> {
    function* leans(on: number): Coroutine<unknown> {
      yield* sleep(0)
      const other = held[on]
      return other === undefined ? undefined : yield* other
    }
    held.push(createTask(leans(1), { name: 'left' }), createTask(leans(0), { name: 'right' }))
    const outside = createTask(leans(0), { name: 'outside' })
    yield* sleep(2)
    const words = /^left, right wait for one another in a circle, so that none of them/
    expect(() => outside.cancel()).toThrow(words)
    // The first attempt leaves nothing behind.
    expect(() => held[0]?.cancel()).toThrow(RangeError)
    for (const task of held) getRunningLoop()._tasks.remove(task)
    getRunningLoop()._tasks.remove(outside)
  }
  await virtually(main())
})

test('a task fails with whatever it threw, even a proxy that throws when it is looked at', () =>
  virtually(
    (function* () {
      const untouchable: unknown = new Proxy(new Error(), {
        get: () => {
          throw new Error('looked at')
        },
        getPrototypeOf: () => {
          throw new Error('asked what it is')
        },
      })
      const task = createTask(
        (function* (): Coroutine<void> {
          yield* sleep(1)
          throw untouchable
        })(),
      )
      yield* wait([task])
      expect(task.done() && !task.cancelled()).toBe(true)
      expect(task.exception() === untouchable).toBe(true)
    })(),
  ))
