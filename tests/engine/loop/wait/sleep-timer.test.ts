import { describe, expect, test } from 'vitest'
import {
  CancelledError,
  EventLoop,
  createTask,
  getRunningLoop,
  sleep,
  wait,
} from '../../../../src/engine/loop'
import { SleepTimer } from '../../../../src/engine/loop/wait/sleep-timer'
import { virtually } from '../virtually'

describe('the timer of a sleep', () => {
  test('the timer of a sleep is set when the sleep is entered, not when it is made', () => {
    const loop = new EventLoop({ clock: 'virtual' })
    const timer = new SleepTimer(10, undefined)
    expect(loop.runReady(1)).toBe(Infinity)
    loop.createTask(timer)
    expect(loop.runReady(1)).toBe(10)
    expect(timer.when()).toBe(10)
  })

  test('goes when its task was cancelled', () => {
    const loop = new EventLoop({ clock: 'virtual' })
    const task = loop.createTask(sleep(10))
    loop.runReady(1)
    task.cancel()
    expect(loop.runReady(10)).toBe(Infinity)
    expect(task.cancelled()).toBe(true)
  })

  test('the timer of a sleep that fires after the cancellation of its task, in the same iteration, does nothing', () =>
    virtually(
      (function* () {
        const task = createTask(sleep(10))
        getRunningLoop().callAt(10, () => task.cancel())
        yield* wait([task])
        expect([task.cancelled(), getRunningLoop().time()]).toEqual([true, 10])
      })(),
    ))

  test('the timer of a sleep that fires before the cancellation of its task, in the same iteration, does not prevent it', () =>
    virtually(
      (function* () {
        const task = createTask(sleep(10))
        yield* sleep(0)
        getRunningLoop().callAt(10, () => task.cancel())
        yield* wait([task])
        expect([task.cancelled(), getRunningLoop().time()]).toEqual([true, 10])
      })(),
    ))

  test('the timer of a sleep does not pile up with others when many sleeps are cut short', () => {
    const loop = new EventLoop({ clock: 'virtual' })
    const timers = Array.from({ length: 1000 }, () => new SleepTimer(1000, undefined))
    const tasks = timers.map((timer) => loop.createTask(timer))
    loop.callLater(1000, () => undefined)
    loop.runReady(1000)
    expect(timers.every((timer) => timer._order > 0)).toBe(true)
    for (const task of tasks) task.cancel()
    loop.runReady(1000)
    expect(timers.filter((timer) => timer._order > 0).length).toBeLessThan(110)
  })
})

describe('a sleep', () => {
  test('a sleep cannot be awaited twice', () =>
    virtually(
      (function* () {
        const once = sleep(1)
        yield* once
        let message = ''
        try {
          yield* once
        } catch (error) {
          message = String(error)
        }
        expect(message).toBe('Error: cannot reuse already awaited coroutine')
      })(),
    ))

  test('a sleep cannot be entered outside of a running loop', () => {
    expect(() => sleep(1).next()).toThrow('no running event loop')
  })

  test('a sleep may be left before it was entered', () => {
    const timer = new SleepTimer<number | undefined>(1, undefined)
    expect(timer.return(7)).toEqual({ done: true, value: 7 })
    expect(() => timer.next()).toThrow('cannot reuse already awaited coroutine')
  })

  test('a sleep that is over cannot be cancelled any more', () =>
    virtually(
      (function* () {
        const timer = new SleepTimer(1, undefined)
        expect(timer.cancel()).toBe(false)
        yield* timer
        expect(timer.cancel()).toBe(false)
        expect(timer.toString()).toBe('<sleep left>')
      })(),
    ))

  test('a sleep that was cancelled throws CancelledError with the message', () =>
    virtually(
      (function* () {
        const timer = new SleepTimer(10, undefined)
        const task = createTask(timer)
        yield* sleep(0)
        expect(timer.toString()).toBe('<sleep waiting>')
        task.cancel('enough')
        yield* wait([task])
        expect(() => {
          task.result()
        }).toThrow(new CancelledError('enough'))
      })(),
    ))
})
