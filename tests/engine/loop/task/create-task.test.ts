import { expect, test } from 'vitest'
import { createTask, getRunningLoop, sleep } from '../../../../src/engine/loop'
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
