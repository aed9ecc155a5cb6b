import { describe, expect, test } from 'vitest'
import {
  Context,
  ContextVar,
  EventLoop,
  Task,
  TaskGroup,
  allTasks,
  asyncWith,
  createTask,
  currentTask,
  eagerTaskFactory,
  gather,
  getRunningLoop,
  sleep,
  wait,
  type Coroutine,
} from '../../../../src/engine/loop'
import { virtually } from '../virtually'

function* noting(events: string[], name: string, ms?: number): Coroutine<string> {
  events.push(`${name} begins in ${currentTask()?.getName() ?? 'no task'}`)
  if (ms !== undefined) yield* sleep(ms)
  events.push(`${name} ends`)
  return name
}

describe('an eager task', () => {
  test('runs its first step at once, and its creator goes on after it', () =>
    virtually(
      (function* () {
        const events: string[] = []
        const slow = createTask(noting(events, 'slow', 1), { eagerStart: true, name: 'slow' })
        events.push(`created in ${currentTask()?.getName() ?? ''}`)
        const quick = createTask(noting(events, 'quick'), { eagerStart: true, name: 'quick' })
        expect([slow.done(), quick.done(), quick.result()]).toEqual([false, true, 'quick'])
        expect([...allTasks()].map((task) => task.getName())).toEqual(['Task-1', 'slow'])
        yield* slow
        expect(events).toEqual([
          'slow begins in slow',
          'created in Task-1',
          'quick begins in quick',
          'quick ends',
          'slow ends',
        ])
      })(),
    ))

  test('an eager task that fails at once has failed, and is told of if nobody looks', async () => {
    const messages: string[] = []
    function* failing() {
      throw new RangeError('no')
    }
    function* main() {
      getRunningLoop().setExceptionHandler((_, { message }) => messages.push(message))
      const seen = createTask(failing(), { eagerStart: true })
      expect(seen.exception()).toEqual(new RangeError('no'))
      createTask(failing(), { eagerStart: true })
      yield* sleep(0)
    }
    await virtually(main())
    expect(messages).toEqual(['Task exception was never retrieved'])
  })

  test('an eager task can be created by a callback, and cancelled where it waits', () =>
    virtually(
      (function* () {
        const events: string[] = []
        const tasks: Task<string>[] = []
        getRunningLoop().callSoon(() => {
          tasks.push(createTask(noting(events, 'a', 5), { eagerStart: true, name: 'a' }))
          expect(currentTask()).toBeUndefined()
        })
        yield* sleep(1)
        tasks[0]?.cancel()
        yield* wait(tasks)
        expect([tasks[0]?.cancelled(), events]).toEqual([true, ['a begins in a']])
      })(),
    ))

  test('an eager task of a loop that is not running waits for its turn', () => {
    const loop = new EventLoop({ clock: 'virtual' })
    const events: string[] = []
    loop.createTask(noting(events, 'a'), { eagerStart: true })
    expect(events).toEqual([])
    loop.runReady(10)
    expect(events).toHaveLength(2)
    loop.close()
  })

  test('an eager task has a context of its own', () =>
    virtually(
      (function* () {
        const variable = new ContextVar('variable', { default: 0 })
        function* setting(value: number) {
          variable.set(value)
          yield* sleep(1)
          return variable.get()
        }
        const first = createTask(setting(1), { eagerStart: true })
        expect(variable.get()).toBe(0)
        const context = new Context()
        const second = createTask(setting(2), { eagerStart: true, context })
        expect([variable.get(), context.get(variable)]).toEqual([0, 2])
        expect(yield* gather([first, second])).toEqual([1, 2])
      })(),
    ))

  test('an eager task is seen by instruments within the step of its creator', async () => {
    const events: string[] = []
    const loop = new EventLoop({
      clock: 'virtual',
      instruments: [
        {
          taskCreated: (task) => events.push(`created ${task.getName()}`),
          stepBegun: (task) => events.push(`begun ${task.getName()}`),
          stepEnded: (task, reason) => events.push(`${task.getName()} ${reason}`),
        },
      ],
    })
    function* main() {
      createTask(sleep(0), { eagerStart: true, name: 'eager' })
    }
    await loop.runUntilComplete(loop.createTask(main(), { name: 'main' }))
    expect(events.slice(0, 5)).toEqual([
      'created main',
      'begun main',
      'created eager',
      'begun eager',
      'eager yielded',
    ])
    loop.close()
  })
})

describe('a task factory', () => {
  test('makes all tasks of its loop', () =>
    virtually(
      (function* () {
        const loop = getRunningLoop()
        const made: string[] = []
        loop.setTaskFactory((of, coro, options) => {
          const task = new Task(coro, { ...options, loop: of })
          made.push(task.getName())
          return task
        })
        createTask(sleep(0), { name: 'a' })
        yield* gather([sleep(0)])
        yield* asyncWith(new TaskGroup(), function* (group) {
          group.createTask(sleep(0), { name: 'c' })
        })
        expect(made).toEqual(['a', 'Task-2', 'c'])
        expect(loop.getTaskFactory()).toBeTypeOf('function')
        loop.setTaskFactory(undefined)
        expect(loop.getTaskFactory()).toBeUndefined()
      })(),
    ))

  test('a task factory of eager tasks starts them at once, unless one is told not to be', () =>
    virtually(
      (function* () {
        getRunningLoop().setTaskFactory(eagerTaskFactory)
        const events: string[] = []
        createTask(noting(events, 'a'), { name: 'a' })
        const later = createTask(noting(events, 'b'), { name: 'b', eagerStart: false })
        expect(events).toEqual(['a begins in a', 'a ends'])
        yield* later
        // All of them were done at once, and so is what gathers them.
        const gathered = gather([noting(events, 'c'), noting(events, 'd')])
        expect(gathered.done()).toBe(true)
        expect(gathered.result()).toEqual(['c', 'd'])
      })(),
    ))

  test.each([
    ['a text', 'eager', '"eager"'],
    ['null', null, 'null'],
  ])('a task factory is no %s', (_, factory, quoted) => {
    expect(() => {
      new EventLoop().setTaskFactory(factory as never)
    }).toThrow(new TypeError(`a task factory is a function or undefined, got ${quoted}`))
  })
})

test('a done callback is a function', () => {
  expect(() => {
    new EventLoop().createFuture().addDoneCallback('spam' as never)
  }).toThrow(new TypeError('addDoneCallback: a function was expected, got "spam"'))
})
