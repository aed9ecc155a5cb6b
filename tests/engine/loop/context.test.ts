import { describe, expect, test } from 'vitest'
import {
  Context,
  ContextVar,
  EventLoop,
  copyContext,
  createTask,
  currentTask,
  gather,
  getRunningLoop,
  run,
  sleep,
  wait,
  type Coroutine,
} from '../../../src/engine/loop'
import { virtually } from './virtually'

const user = new ContextVar('user', { default: 'nobody' })

function* saying(): Coroutine<string> {
  yield* sleep(1)
  return user.get()
}

describe('a context variable', () => {
  test('a context variable has a value of its own in each task, which begins with that of its creator', () =>
    virtually(
      (function* () {
        function* acting(name: string): Coroutine<string[]> {
          const before = user.get()
          user.set(name)
          yield* sleep(1)
          return [before, user.get(), yield* createTask(saying())]
        }
        user.set('main')
        const results = yield* gather([acting('a'), acting('b'), saying()])
        expect(results).toEqual([['main', 'a', 'a'], ['main', 'b', 'b'], 'main'])
        expect(user.get()).toBe('main')
      })(),
    ))

  test('keeps its first value of a task over its steps, and no other task sees it', () =>
    virtually(
      (function* () {
        function* first(): Coroutine<void> {
          user.set('first')
          yield* sleep(0)
          expect(user.get()).toBe('first')
        }
        function* second(): Coroutine<string> {
          yield* sleep(0)
          return user.get()
        }
        const tasks = [createTask(first()), createTask(second())] as const
        expect(yield* gather(tasks)).toEqual([undefined, 'nobody'])
      })(),
    ))

  test('goes with what is scheduled: callbacks, timers and done callbacks', () =>
    virtually(
      (function* () {
        const seen: string[] = []
        const note = (what: string) => () => {
          seen.push(`${what} ${user.get()}`)
        }
        const loop = getRunningLoop()
        const future = loop.createFuture()
        loop.callSoon(note('before'))
        user.set('a')
        loop.callSoon(note('soon'))
        loop.callLater(1, note('later'))
        const removed = note('removed')
        future.addDoneCallback(removed)
        future.addDoneCallback(note('done'))
        user.set('b')
        expect(future.removeDoneCallback(removed)).toBe(1)
        future.setResult(1)
        future.addDoneCallback(note('done already'))
        yield* sleep(2)
        expect(seen).toEqual(['before nobody', 'soon a', 'done a', 'done already b', 'later a'])
      })(),
    ))

  test('a context variable set in a callback is seen in it alone', () =>
    virtually(
      (function* () {
        const seen: string[] = []
        const loop = getRunningLoop()
        loop.callSoon(() => {
          user.set('callback')
          loop.callSoon(() => seen.push(user.get()))
        })
        loop.callSoon(() => seen.push(user.get()))
        yield* sleep(1)
        expect(seen).toEqual(['nobody', 'callback'])
        expect(user.get()).toBe('nobody')
      })(),
    ))

  test('a context variable is set back by its token, once', () => {
    copyContext().run(() => {
      const token = user.set('a')
      const other = user.set('b')
      expect([token.oldValue, other.oldValue, token.variable]).toEqual([undefined, 'a', user])
      user.reset(other)
      expect(user.get()).toBe('a')
      user.reset(token)
      expect(user.get()).toBe('nobody')
      expect(() => {
        user.reset(token)
      }).toThrow('a token can be used only once')
      const another = new ContextVar<number>('another')
      expect(() => {
        another.reset(user.set('c') as never)
      }).toThrow('the token is of another context variable')
      const elsewhere = copyContext().run(() => user.set('d'))
      expect(() => {
        user.reset(elsewhere)
      }).toThrow('the token was made in another context')
    })
  })

  test('a context variable without a value gives what it is asked with, or throws', () => {
    const unset = new ContextVar<number>('unset')
    expect(unset.get(7)).toBe(7)
    expect(() => unset.get()).toThrow('the context variable unset is not set')
    expect(String(unset)).toBe('<ContextVar unset>')
  })
})

describe('a context', () => {
  test('keeps what is set in it, apart from its copies', () => {
    const context = copyContext()
    context.run(() => user.set('a'))
    const copy = context.copy()
    copy.run(() => user.set('b'))
    expect([context.get(user), copy.get(user), user.get()]).toEqual(['a', 'b', 'nobody'])
    expect([context.has(user), [...context]]).toEqual([true, [user]])
    expect(context.run((a: number, b: number) => a + b, 1, 2)).toBe(3)
  })

  test('a context cannot be entered twice at a time', () => {
    const context = new Context()
    expect(() => context.run(() => context.run(() => 1))).toThrow('the context is entered already')
    expect(context.run(() => 2)).toBe(2)
  })

  test('a context is left when what it calls throws', () => {
    const context = new Context()
    const failing = () => {
      user.set('inside')
      throw new RangeError('no')
    }
    expect(() => context.run(failing)).toThrow('no')
    expect([user.get(), context.get(user)]).toEqual(['nobody', 'inside'])
  })

  test('a context can be given to a task, which changes it, and to a done callback', () =>
    virtually(
      (function* () {
        const context = new Context()
        function* setting() {
          user.set('in the task')
          yield* sleep(0)
        }
        const task = createTask(setting(), { context })
        const seen: string[] = []
        task.addDoneCallback(() => seen.push(user.get()), { context })
        yield* task
        yield* sleep(0)
        expect([context.get(user), task.getContext(), seen]).toEqual([
          'in the task',
          context,
          ['in the task'],
        ])
      })(),
    ))

  test('a context is there for every task, and starts empty', () =>
    virtually(
      (function* () {
        const context = currentTask()?.getContext()
        expect([...(context ?? [user])]).toEqual([])
        user.set('main')
        expect(context?.get(user)).toBe('main')
        yield* sleep(0)
      })(),
    ))

  test('a context is that of the failed task in the exception handler', async () => {
    const seen: string[] = []
    function* failing() {
      user.set('failing')
      throw new RangeError('no')
    }
    function* main() {
      getRunningLoop().setExceptionHandler(() => seen.push(user.get()))
      createTask(failing())
      yield* sleep(1)
      const task = currentTask()
      user.set('main')
      if (task !== undefined) getRunningLoop().callExceptionHandler({ message: 'here', task })
    }
    await virtually(main())
    expect(seen).toEqual(['main', 'failing'])
  })

  test('a context outside of a loop goes into the loop, and what is set there stays there', async () => {
    await copyContext().run(async () => {
      user.set('outside')
      function* main() {
        expect(user.get()).toBe('outside')
        user.set('inside')
        yield* sleep(1)
      }
      await run(main(), { clock: 'virtual' })
    })
    const loop = new EventLoop({ clock: 'virtual' })
    copyContext().run(() => {
      user.set('by hand')
      loop.callSoon(() => user.set('in the callback'))
      loop.runReady(10)
      expect(user.get()).toBe('by hand')
    })
    expect(user.get()).toBe('nobody')
    loop.close()
  })

  test('a context is watched and checked as all else is', async () => {
    const steps: string[] = []
    function* main() {
      user.set('main')
      const task = createTask(saying())
      yield* wait([task])
      steps.push(task.result())
    }
    const instruments = [{ stepBegun: () => steps.push('step') }]
    await run(main(), { clock: 'virtual', debug: true, instruments })
    expect(steps.filter((step) => step !== 'step')).toEqual(['main'])
    expect(steps.length).toBeGreaterThan(4)
  })
})
