import { expect, test } from 'vitest'
import { EventLoop, Task, ensureFuture, getRunningLoop, sleep } from '../../../../src/engine/loop'
import { virtually } from '../virtually'

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

test.each([
  ['a promise', Promise.resolve(1), '[object Promise]'],
  ['a list', [1, 2], '[object Array]'],
  ['a text', 'later', '"later"'],
  ['a map', new Map(), '[object Map]'],
  ['an object', {}, '[object Object]'],
  ['nothing', undefined, 'undefined'],
])('%s is refused and quoted', (_, value, quoted) => {
  expect(() => ensureFuture(value as never)).toThrow(
    new TypeError(
      `a Future, a task, a coroutine or an awaitable is required, got ${quoted} (wrap a promise with fromPromise)`,
    ),
  )
})
