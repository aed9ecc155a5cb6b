import { expect, test } from 'vitest'
import {
  EventLoop,
  createTask,
  currentTask,
  getRunningLoop,
  sleep,
} from '../../../../src/engine/loop'
import { virtually } from '../virtually'

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
