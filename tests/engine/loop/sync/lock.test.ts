import { describe, expect, test } from 'vitest'
import { Lock, asyncWith, createTask, sleep, wait } from '../../../../src/engine/loop'
import { virtually } from '../virtually'

describe('a lock', () => {
  test('a lock is held by one task at a time, in the order in which they came', () =>
    virtually(
      (function* () {
        const lock = new Lock()
        const events: string[] = []
        function* working(name: string) {
          yield* asyncWith(lock, function* () {
            events.push(`${name} in`)
            yield* sleep(10)
            events.push(`${name} out`)
          })
        }
        yield* wait(['a', 'b', 'c'].map((name) => createTask(working(name))))
        expect(events).toEqual(['a in', 'a out', 'b in', 'b out', 'c in', 'c out'])
        expect(lock.locked()).toBe(false)
      })(),
    ))

  test('a lock that is free is taken without an iteration of the loop', () =>
    virtually(
      (function* () {
        const lock = new Lock()
        let hasTurned = false
        createTask(
          (function* () {
            hasTurned = true
          })(),
        )
        expect([yield* lock.acquire(), lock.locked(), hasTurned]).toEqual([true, true, false])
      })(),
    ))

  test('a lock is not overtaken: who comes while another is about to get it waits', () =>
    virtually(
      (function* () {
        const lock = new Lock()
        const events: string[] = []
        yield* lock.acquire()
        function* taking(name: string) {
          yield* lock.acquire()
          events.push(name)
          lock.release()
        }
        const first = createTask(taking('first'))
        yield* sleep(0)
        lock.release()
        yield* taking('overtaking?')
        yield* first
        expect(events).toEqual(['first', 'overtaking?'])
      })(),
    ))

  test('goes to the next when who waits for it is cancelled', () =>
    virtually(
      (function* () {
        const lock = new Lock()
        yield* lock.acquire()
        const tasks = [lock.acquire(), lock.acquire()].map((coro) => createTask(coro))
        yield* sleep(0)
        tasks[0]?.cancel()
        lock.release()
        yield* sleep(1)
        expect([tasks[0]?.cancelled(), tasks[1]?.done(), lock.locked()]).toEqual([true, true, true])
      })(),
    ))

  test('goes to the next when who was woken for it is cancelled before it runs', () =>
    virtually(
      (function* () {
        const lock = new Lock()
        yield* lock.acquire()
        const tasks = [lock.acquire(), lock.acquire()].map((coro) => createTask(coro))
        yield* sleep(0)
        lock.release()
        tasks[0]?.cancel()
        yield* sleep(1)
        expect([tasks[0]?.cancelled(), tasks[1]?.done(), lock.locked()]).toEqual([true, true, true])
      })(),
    ))

  test('a lock that is not held cannot be released', () => {
    expect(() => {
      new Lock().release()
    }).toThrow('Lock is not acquired.')
  })
})
