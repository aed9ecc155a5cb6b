import { expect, test } from 'vitest'
import { EventLoop, allTasks, createTask, currentTask, sleep } from '../../../../src/engine/loop'
import { virtually } from '../virtually'

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
