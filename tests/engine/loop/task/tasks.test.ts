import { expect, test } from 'vitest'
import {
  allTasks,
  createTask,
  currentTask,
  EventLoop,
  getRunningLoop,
  sleep,
} from '../../../../src/engine/loop'
import { virtually } from '../virtually'

test('createTask makes a task of the running loop', () =>
  virtually(
    (function* () {
      const task = createTask(sleep(1, 'result'))
      expect(task.getLoop()).toBe(getRunningLoop())
      expect(yield* task).toBe('result')
    })(),
  ))

test('a task with a name takes no number, as in asyncio', () =>
  virtually(
    (function* () {
      const tasks = [
        createTask(sleep(0)),
        createTask(sleep(0), { name: 'b' }),
        createTask(sleep(0)),
      ]
      expect(tasks.map((task) => task.getName())).toEqual(['Task-2', 'b', 'Task-3'])
      yield* sleep(1)
    })(),
  ))

test('createTask throws outside of a running loop', () => {
  expect(() => createTask(sleep(0))).toThrow('no running event loop')
})

test('the current task is the one whose step is running, before and after a pause', () =>
  virtually(
    (function* () {
      const seen: (string | undefined)[] = []
      function* looking() {
        seen.push(currentTask()?.getName())
        yield* sleep(0)
        seen.push(currentTask()?.getName())
      }
      const tasks = ['a', 'b'].map((name) => createTask(looking(), { name }))
      for (const task of tasks) yield* task
      expect(seen).toEqual(['a', 'b', 'a', 'b'])
      expect(currentTask()?.getName()).toBe('Task-1')
    })(),
  ))

test('there is no current task in a callback', () =>
  virtually(
    (function* () {
      let seen: unknown = 'nothing seen'
      getRunningLoop().callSoon(() => (seen = currentTask()))
      yield* sleep(0)
      expect(seen).toBeUndefined()
    })(),
  ))

test('there is no current task after one that threw', () => {
  const loop = new EventLoop({ clock: 'virtual' })
  const task = loop.createTask(
    (function* (): Generator<undefined, void> {
      throw new Error('no')
    })(),
  )
  loop.runReady(1)
  expect([task.exception(), currentTask(loop)]).toEqual([new Error('no'), undefined])
})

test('currentTask throws outside of a running loop, unless it is told which', () => {
  expect(() => currentTask()).toThrow('no running event loop')
  expect(currentTask(new EventLoop())).toBeUndefined()
})

test('all tasks are those that are not done, in the order of creation', () =>
  virtually(
    (function* () {
      const short = createTask(sleep(1))
      const long = createTask(sleep(2))
      expect([...allTasks()].map((task) => task.getName())).toEqual(['Task-1', 'Task-2', 'Task-3'])
      yield* short
      expect([...allTasks()].every((task) => task === currentTask() || task === long)).toBe(true)
      expect(allTasks().size).toBe(2)
      yield* long
    })(),
  ))

test('each loop has tasks of its own', () => {
  const [one, other] = [new EventLoop(), new EventLoop()]
  one.createTask(sleep(0))
  expect([allTasks(one).size, allTasks(other).size]).toEqual([1, 0])
  expect(() => allTasks()).toThrow('no running event loop')
})
