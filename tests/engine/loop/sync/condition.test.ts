import { describe, expect, test } from 'vitest'
import {
  Condition,
  Lock,
  asyncWith,
  createTask,
  getRunningLoop,
  sleep,
  wait,
} from '../../../../src/engine/loop'
import { virtually } from '../virtually'

/** Tasks that wait for a condition, and what they write down when they are notified. */
function* startWaiting(condition: Condition, names: readonly string[]) {
  const events: string[] = []
  function* waiting(name: string) {
    yield* asyncWith(condition, function* () {
      yield* condition.wait()
      events.push(`${name} ${condition.locked() ? 'with' : 'without'} the lock`)
    })
  }
  const tasks = names.map((name) => createTask(waiting(name)))
  yield* sleep(1)
  return { events, tasks }
}

describe('a condition', () => {
  test('frees the lock while one waits, and has it again when one goes on', () =>
    virtually(
      (function* () {
        const condition = new Condition()
        const { events, tasks } = yield* startWaiting(condition, ['a', 'b', 'c'])
        expect(condition.locked()).toBe(false)
        yield* asyncWith(condition, function* () {
          condition.notify(2)
          yield* sleep(5)
          // Notified, but the lock is not free yet.
          expect(events).toEqual([])
        })
        yield* sleep(1)
        expect(events).toEqual(['a with the lock', 'b with the lock'])
        yield* asyncWith(condition, function* () {
          condition.notifyAll()
        })
        yield* wait(tasks)
        expect(events).toHaveLength(3)
      })(),
    ))

  test('notifies one unless it is told how many', () =>
    virtually(
      (function* () {
        const condition = new Condition()
        const { events, tasks } = yield* startWaiting(condition, ['a', 'b'])
        for (let notified = 1; notified <= 2; notified += 1) {
          yield* condition.acquire()
          condition.notify()
          condition.release()
          yield* sleep(1)
          expect(events).toHaveLength(notified)
        }
        yield* wait(tasks)
      })(),
    ))

  test('waits until what it guards is as one wants it', () =>
    virtually(
      (function* () {
        const condition = new Condition()
        const items: number[] = []
        const consumer = createTask(
          asyncWith(condition, () => condition.waitFor(() => items.length > 2 && items.length)),
        )
        for (let i = 0; i < 4; i += 1) {
          yield* sleep(10)
          yield* asyncWith(condition, function* () {
            items.push(i)
            condition.notifyAll()
          })
        }
        expect(yield* consumer).toBe(3)
        expect(getRunningLoop().time()).toBe(40)
      })(),
    ))

  test('a condition has the lock when a cancellation goes on from its wait', () =>
    virtually(
      (function* () {
        const condition = new Condition()
        const { tasks } = yield* startWaiting(condition, ['a'])
        yield* condition.acquire()
        tasks[0]?.cancel()
        yield* sleep(10)
        // It is cancelled, but may not leave the block without the lock.
        expect(tasks[0]?.done()).toBe(false)
        tasks[0]?.cancel()
        yield* sleep(10)
        expect(tasks[0]?.done()).toBe(false)
        condition.release()
        yield* wait(tasks)
        expect([tasks[0]?.cancelled(), condition.locked()]).toEqual([true, false])
      })(),
    ))

  test('keeps a cancellation that comes while one waits to have the lock again', () =>
    virtually(
      (function* () {
        const condition = new Condition()
        const { events, tasks } = yield* startWaiting(condition, ['a'])
        yield* condition.acquire()
        condition.notify()
        yield* sleep(1)
        tasks[0]?.cancel()
        yield* sleep(1)
        expect(tasks[0]?.done()).toBe(false)
        condition.release()
        yield* wait(tasks)
        expect([tasks[0]?.cancelled(), events, condition.locked()]).toEqual([true, [], false])
      })(),
    ))

  test('shares the lock that it is given', () =>
    virtually(
      (function* () {
        const lock = new Lock()
        const [one, other] = [new Condition(lock), new Condition(lock)]
        yield* one.acquire()
        expect([other.locked(), lock.locked()]).toEqual([true, true])
      })(),
    ))

  test('a condition cannot be waited for or notified without the lock', () => {
    const condition = new Condition()
    expect(() => condition.wait().next()).toThrow('cannot wait on un-acquired lock')
    expect(() => {
      condition.notify()
    }).toThrow('cannot notify on un-acquired lock')
    expect(() => {
      condition.notifyAll()
    }).toThrow('cannot notify on un-acquired lock')
  })
})
