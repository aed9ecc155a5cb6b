import { describe, expect, test } from 'vitest'
import {
  BoundedSemaphore,
  Semaphore,
  asyncWith,
  createTask,
  getRunningLoop,
  sleep,
  wait,
} from '../../../../src/engine/loop'
import { virtually } from '../virtually'

describe('a semaphore', () => {
  test('lets so many in at a time, in the order in which they came', () =>
    virtually(
      (function* () {
        const semaphore = new Semaphore(2)
        const events: string[] = []
        let inside = 0
        function* working(name: string) {
          yield* asyncWith(semaphore, function* () {
            events.push(name)
            inside += 1
            expect(inside).toBeLessThanOrEqual(2)
            yield* sleep(10)
            inside -= 1
          })
        }
        yield* wait(['a', 'b', 'c', 'd', 'e'].map((name) => createTask(working(name))))
        expect(events).toEqual(['a', 'b', 'c', 'd', 'e'])
        expect(getRunningLoop().time()).toBe(30)
      })(),
    ))

  test('says whether one would have to wait', () =>
    virtually(
      (function* () {
        const semaphore = new Semaphore()
        expect(semaphore.locked()).toBe(false)
        expect(yield* semaphore.acquire()).toBe(true)
        expect(semaphore.locked()).toBe(true)
        semaphore.release()
        expect(semaphore.locked()).toBe(false)
      })(),
    ))

  test('a semaphore is not overtaken: who comes while another is about to get in waits', () =>
    virtually(
      (function* () {
        const semaphore = new Semaphore(1)
        const events: string[] = []
        yield* semaphore.acquire()
        function* taking(name: string) {
          yield* semaphore.acquire()
          events.push(name)
          semaphore.release()
        }
        const first = createTask(taking('first'))
        yield* sleep(0)
        semaphore.release()
        expect(semaphore.locked()).toBe(true)
        yield* taking('overtaking?')
        yield* first
        expect(events).toEqual(['first', 'overtaking?'])
      })(),
    ))

  test('a semaphore is not overtaken where there is a place left either', () =>
    virtually(
      (function* () {
        const semaphore = new Semaphore(0)
        const events: string[] = []
        function* taking(name: string) {
          yield* semaphore.acquire()
          events.push(name)
        }
        const first = createTask(taking('first'))
        yield* sleep(0)
        semaphore.release()
        semaphore.release()
        yield* taking('overtaking?')
        expect([events, first.done()]).toEqual([['first', 'overtaking?'], true])
      })(),
    ))

  test('gives the place of who is cancelled after it was woken to the next', () =>
    virtually(
      (function* () {
        const semaphore = new Semaphore(0)
        const tasks = [semaphore.acquire(), semaphore.acquire()].map((coro) => createTask(coro))
        yield* sleep(0)
        semaphore.release()
        tasks[0]?.cancel()
        yield* sleep(1)
        expect([tasks[0]?.cancelled(), tasks[1]?.done()]).toEqual([true, true])
      })(),
    ))

  test('keeps no place for who was cancelled while it waited', () =>
    virtually(
      (function* () {
        const semaphore = new Semaphore(0)
        const tasks = [semaphore.acquire(), semaphore.acquire()].map((coro) => createTask(coro))
        yield* sleep(0)
        tasks[0]?.cancel()
        yield* sleep(1)
        semaphore.release()
        yield* sleep(1)
        expect([tasks[0]?.cancelled(), tasks[1]?.done()]).toEqual([true, true])
      })(),
    ))

  test('wakes as many as there are places when several are given back at once', () =>
    virtually(
      (function* () {
        const semaphore = new Semaphore(0)
        const tasks = Array.from({ length: 3 }, () => createTask(semaphore.acquire()))
        yield* sleep(0)
        for (let i = 0; i < 4; i += 1) semaphore.release()
        yield* wait(tasks)
        expect(semaphore.locked()).toBe(false)
        yield* semaphore.acquire()
        expect(semaphore.locked()).toBe(true)
      })(),
    ))

  test('a semaphore may be released more often than it was acquired', () => {
    const semaphore = new Semaphore(0)
    semaphore.release()
    expect(semaphore.locked()).toBe(false)
  })

  test.each([-1, Number.NaN])('a semaphore of %s places is refused', (value) => {
    expect(() => new Semaphore(value)).toThrow(
      new RangeError(`value must be a number >= 0, got ${value}`),
    )
  })
})

describe('a bounded semaphore', () => {
  test('a bounded semaphore may not be released more often than it was acquired', () =>
    virtually(
      (function* () {
        const semaphore = new BoundedSemaphore(1)
        const error = new RangeError('BoundedSemaphore released too many times')
        expect(() => {
          semaphore.release()
        }).toThrow(error)
        yield* semaphore.acquire()
        semaphore.release()
        expect(() => {
          semaphore.release()
        }).toThrow(error)
      })(),
    ))
})
