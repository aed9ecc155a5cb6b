import { expect, test } from 'vitest'
import { Event, createTask, getRunningLoop, sleep, wait } from '../../../../src/engine/loop'
import { virtually } from '../virtually'

test('setting an event wakes everyone who waits for it, in the order in which they came', () =>
  virtually(
    (function* () {
      const event = new Event()
      const events: string[] = []
      function* waiting(name: string) {
        yield* event.wait()
        events.push(name)
      }
      const tasks = ['a', 'b'].map((name) => createTask(waiting(name)))
      yield* sleep(5)
      expect([event.isSet(), events]).toEqual([false, []])
      event.set()
      event.set()
      yield* wait(tasks)
      expect([event.isSet(), events]).toEqual([true, ['a', 'b']])
    })(),
  ))

test('waiting for an event that is set goes on at once', () =>
  virtually(
    (function* () {
      const event = new Event()
      event.set()
      let hasTurned = false
      getRunningLoop().callSoon(() => (hasTurned = true))
      expect([yield* event.wait(), hasTurned]).toEqual([true, false])
    })(),
  ))

test('an event that is cleared has to be set again, and wakes who was woken all the same', () =>
  virtually(
    (function* () {
      const event = new Event()
      const woken = createTask(event.wait())
      yield* sleep(0)
      event.set()
      event.clear()
      const waiting = createTask(event.wait())
      yield* sleep(1)
      expect([woken.done(), waiting.done(), event.isSet()]).toEqual([true, false, false])
      event.set()
      yield* waiting
    })(),
  ))
