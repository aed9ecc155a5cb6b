import { expect, test } from 'vitest'
import { EventLoop, getRunningLoop, sleep, type Coroutine } from '../../../../src/engine/loop'
import { Pause } from '../../../../src/engine/loop/task/waitable'
import { virtually } from '../virtually'

test('what yield* hands on is a pause; what yield would hand on is not, or waits for nothing', () =>
  virtually(
    (function* () {
      const future = getRunningLoop().createFuture()
      expect(future).not.toBeInstanceOf(Pause)
      const { value } = future[Symbol.iterator]().next()
      expect((value as Pause)._waitable).toBe(future)
      const sleeping = sleep(10)
      expect((sleeping as unknown as Pause)._waitable).toBeUndefined()
      sleeping.next()
      expect((sleeping as unknown as Pause)._waitable).toBe(sleeping)
    })(),
  ))

test('a pause is good for one wait only', async () => {
  function* yieldTwice(): Coroutine<string> {
    const { value } = sleep(10).next()
    yield value as Pause
    try {
      yield value as Pause
    } catch (error) {
      return String(error)
    }
    return 'no error'
  }
  expect(await virtually(yieldTwice())).toContain('yield was used instead of yield*')
})

test('a task that waits names what it waits for', () => {
  const loop = new EventLoop({ clock: 'virtual' })
  const future = loop.createFuture()
  const [onFuture, onSleep] = [future[Symbol.iterator](), sleep(1)].map((coro) =>
    loop.createTask(coro),
  )
  loop.runReady(2)
  expect([onFuture?._waitingFor?.toString(), onSleep?._waitingFor?.toString()]).toEqual([
    '<Future pending>',
    '<sleep waiting>',
  ])
})
