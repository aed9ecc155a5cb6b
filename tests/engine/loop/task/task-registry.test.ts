import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { EventLoop, sleep, type Task } from '../../../../src/engine/loop'
import { TaskRegistry } from '../../../../src/engine/loop/task/task-registry'

const names = (tasks: readonly Task<unknown>[]) => tasks.map((task) => task.getName())

test('a registry lists its tasks in the order of creation, whichever are removed', () => {
  fc.assert(
    fc.property(fc.nat(20), fc.array(fc.nat()), (count, removals) => {
      const loop = new EventLoop({ clock: 'virtual' })
      const registry = new TaskRegistry()
      let tasks = Array.from({ length: count }, () => loop.createTask(sleep(0)))
      for (const task of tasks) {
        // It threads its list through the tasks, so a task can be in one registry only.
        loop._tasks.remove(task)
        registry.add(task)
      }
      for (const removal of removals) {
        const task = tasks[removal % tasks.length]
        if (task === undefined) break
        registry.remove(task)
        tasks = tasks.filter((other) => other !== task)
        expect(names(registry.list())).toEqual(names(tasks))
      }
      expect(names(registry.list())).toEqual(names(tasks))
    }),
  )
})

test('a registry numbers the tasks without a name from 1', () => {
  const registry = new TaskRegistry()
  expect([registry.nextNumber(), registry.nextNumber()]).toEqual([1, 2])
})
