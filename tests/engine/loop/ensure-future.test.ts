import { expect, test } from 'vitest'
import { EventLoop, Task, ensureFuture, getRunningLoop, sleep } from '../../../src/engine/loop'
import { virtually } from './virtually'

test('a future or a task stays what it is', () =>
  virtually(
    (function* () {
      const future = getRunningLoop().createFuture()
      const task = getRunningLoop().createTask(sleep(0))
      expect(ensureFuture(future)).toBe(future)
      expect(ensureFuture(task)).toBe(task)
      yield* task
    })(),
  ))

test('a coroutine is put in a task', () =>
  virtually(
    (function* () {
      const task = ensureFuture(sleep(1, 'result'))
      expect(task).toBeInstanceOf(Task)
      expect(yield* task).toBe('result')
    })(),
  ))

test('a coroutine is put in a task of the loop that is given', () => {
  const loop = new EventLoop()
  expect(ensureFuture(sleep(0), { loop }).getLoop()).toBe(loop)
  expect(() => ensureFuture(sleep(0))).toThrow('no running event loop')
})

test('a future of another loop than the one given is refused', () => {
  const future = new EventLoop().createFuture()
  expect(() => ensureFuture(future, { loop: new EventLoop() })).toThrow(
    'The future belongs to a different loop than the one specified as the loop option',
  )
})

test('anything else is refused and quoted', () => {
  expect(() => ensureFuture(Promise.resolve(1) as never)).toThrow(
    new TypeError(
      'a Future, a task or a coroutine is required, got [object Promise] (wrap a promise with fromPromise)',
    ),
  )
})
