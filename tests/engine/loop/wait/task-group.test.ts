import { describe, expect, test } from 'vitest'
import {
  CancelledError,
  TaskGroup,
  asyncWith,
  createTask,
  currentTask,
  getRunningLoop,
  sleep,
  wait,
  type Coroutine,
  type Task,
} from '../../../../src/engine/loop'
import { virtually } from '../virtually'

function* failAfter(ms: number, text: string): Coroutine<never> {
  yield* sleep(ms)
  throw new RangeError(text)
}

function* errorOf(coro: Coroutine<unknown>): Coroutine<unknown> {
  try {
    yield* coro
  } catch (error) {
    return error
  }
  return undefined
}

const texts = (error: unknown) => (error as AggregateError).errors.map(String)

describe('a task group', () => {
  test('waits for all of its tasks at the end of the block', () =>
    virtually(
      (function* () {
        const tasks: Task<string>[] = []
        const result = yield* asyncWith(new TaskGroup(), function* (group) {
          tasks.push(group.createTask(sleep(10, 'a')), group.createTask(sleep(30, 'b')))
          yield* sleep(5)
          return 'of the block'
        })
        expect([result, ...tasks.map((task) => task.result())]).toEqual(['of the block', 'a', 'b'])
        expect(getRunningLoop().time()).toBe(30)
      })(),
    ))

  test('cancels the others and the block when one fails, and throws an AggregateError', () =>
    virtually(
      (function* () {
        const events: string[] = []
        let other: Task<void> | undefined
        const error = yield* errorOf(
          asyncWith(new TaskGroup(), function* (group) {
            other = group.createTask(sleep(1000))
            group.createTask(failAfter(10, 'first'))
            try {
              yield* sleep(500)
            } finally {
              events.push('block cancelled')
            }
          }),
        )
        expect(error).toBeInstanceOf(AggregateError)
        expect((error as AggregateError).message).toBe('unhandled errors in a TaskGroup')
        expect(texts(error)).toEqual(['RangeError: first'])
        expect([other?.cancelled(), events, getRunningLoop().time()]).toEqual([
          true,
          ['block cancelled'],
          10,
        ])
        expect(currentTask()?.cancelling()).toBe(0)
        yield* sleep(1)
      })(),
    ))

  test('collects the errors of all that fail, the block’s last', () =>
    virtually(
      (function* () {
        const error = yield* errorOf(
          asyncWith(new TaskGroup(), function* (group) {
            function* failingWhenCancelled() {
              try {
                yield* sleep(1000)
              } catch {
                throw new RangeError('while it was cancelled')
              }
            }
            group.createTask(failingWhenCancelled())
            yield* sleep(5)
            throw new RangeError('of the block')
          }),
        )
        expect(texts(error)).toEqual([
          'RangeError: while it was cancelled',
          'RangeError: of the block',
        ])
      })(),
    ))

  test('cancels its tasks when the block is cancelled, and passes that on', () =>
    virtually(
      (function* () {
        let inner: Task<void> | undefined
        const outer = createTask(
          asyncWith(new TaskGroup(), function* (group) {
            inner = group.createTask(sleep(1000))
            yield* sleep(1000)
          }),
        )
        yield* sleep(10)
        outer.cancel()
        yield* wait([outer])
        expect([outer.cancelled(), inner?.cancelled(), getRunningLoop().time()]).toEqual([
          true,
          true,
          10,
        ])
      })(),
    ))

  test('a task group that is cancelled while it waits at its end cancels its tasks', () =>
    virtually(
      (function* () {
        let inner: Task<void> | undefined
        const outer = createTask(
          asyncWith(new TaskGroup(), function* (group) {
            inner = group.createTask(sleep(1000))
          }),
        )
        yield* sleep(10)
        outer.cancel()
        yield* wait([outer])
        expect([outer.cancelled(), inner?.cancelled()]).toEqual([true, true])
      })(),
    ))

  test('gives errors precedence over a cancellation', () =>
    virtually(
      (function* () {
        const outer = createTask(
          asyncWith(new TaskGroup(), function* (group) {
            function* failingWhenCancelled() {
              try {
                yield* sleep(1000)
              } catch {
                throw new RangeError('no')
              }
            }
            group.createTask(failingWhenCancelled())
          }),
        )
        yield* sleep(10)
        outer.cancel()
        yield* wait([outer])
        expect(texts(outer.exception())).toEqual(['RangeError: no'])
      })(),
    ))

  test('a task group does not take a cancelled task for an error', () =>
    virtually(
      (function* () {
        yield* asyncWith(new TaskGroup(), function* (group) {
          const task = group.createTask(sleep(1000))
          yield* sleep(1)
          task.cancel()
        })
        expect(getRunningLoop().time()).toBe(1)
      })(),
    ))

  test('takes tasks from its tasks', () =>
    virtually(
      (function* () {
        const events: number[] = []
        yield* asyncWith(new TaskGroup(), function* (group) {
          function* growing(depth: number): Coroutine<void> {
            yield* sleep(10)
            events.push(depth)
            if (depth < 3) group.createTask(growing(depth + 1))
          }
          group.createTask(growing(1))
        })
        expect([events, getRunningLoop().time()]).toEqual([[1, 2, 3], 30])
      })(),
    ))

  test('names its tasks', () =>
    virtually(
      asyncWith(new TaskGroup(), function* (group) {
        expect(group.createTask(sleep(0), { name: 'child' }).getName()).toBe('child')
      }),
    ))

  test('takes no task before its block, after it, or once it fails', () =>
    virtually(
      (function* () {
        const group = new TaskGroup()
        const create = () => group.createTask(sleep(0))
        expect(create).toThrow('TaskGroup has not been entered')
        yield* errorOf(
          asyncWith(group, function* () {
            group.createTask(failAfter(1, 'no'))
            try {
              yield* sleep(100)
            } catch (error) {
              expect(error).toBeInstanceOf(CancelledError)
              expect(create).toThrow('TaskGroup is shutting down')
              throw error
            }
          }),
        )
        expect(create).toThrow('TaskGroup is finished')
      })(),
    ))

  test('takes no task when it could not be entered', () =>
    virtually(
      (function* () {
        const group = new TaskGroup()
        getRunningLoop().callSoon(() => {
          expect(() => group.enter().next()).toThrow('TaskGroup cannot determine the parent task')
        })
        yield* sleep(0)
        expect(() => group.createTask(sleep(0))).toThrow('TaskGroup has not been entered')
      })(),
    ))

  test('a task group cannot be entered twice, nor outside of a task', () =>
    virtually(
      (function* () {
        const group = new TaskGroup()
        yield* asyncWith(group, () => sleep(0))
        const again = yield* errorOf(asyncWith(group, () => sleep(0)))
        expect(again).toEqual(new Error('TaskGroup has already been entered'))
        const errors: unknown[] = []
        getRunningLoop().callSoon(() => {
          try {
            new TaskGroup().enter().next()
          } catch (error) {
            errors.push(error)
          }
        })
        yield* sleep(0)
        expect(errors).toEqual([new Error('TaskGroup cannot determine the parent task')])
      })(),
    ))
})
