import { describe, expect, test } from 'vitest'
import { createTask, getRunningLoop, sleep, wait } from '../../../../src/engine/loop'
import { Waiters } from '../../../../src/engine/loop/sync/waiters'
import { virtually } from '../virtually'

describe('waiters', () => {
  test('waiters are woken first come first served, so many at a time', () =>
    virtually(
      (function* () {
        const waiters = new Waiters<string>()
        const events: string[] = []
        function* waiting(name: string) {
          events.push(`${name} ${yield* waiters.wait(getRunningLoop().createFuture())}`)
        }
        const tasks = ['a', 'b', 'c', 'd'].map((name) => createTask(waiting(name)))
        yield* sleep(0)
        expect(waiters.length).toBe(4)
        waiters.wake(2, 'first')
        // Those who are woken but did not run yet are not woken again.
        waiters.wake(1, 'second')
        yield* sleep(0)
        expect(events).toEqual(['a first', 'b first', 'c second'])
        expect(waiters.length).toBe(1)
        waiters.wake(Infinity, 'rest')
        yield* wait(tasks)
        expect(events.at(-1)).toBe('d rest')
      })(),
    ))

  test('leave the queue when they are cancelled', () =>
    virtually(
      (function* () {
        const waiters = new Waiters<string>()
        const task = createTask(waiters.wait(getRunningLoop().createFuture()))
        yield* sleep(0)
        expect([waiters.hasUncancelled(), waiters.first()?.done()]).toEqual([true, false])
        task.cancel()
        expect([waiters.length, waiters.hasUncancelled()]).toEqual([1, false])
        expect(waiters.firstAsleep()).toBeUndefined()
        yield* wait([task])
        expect([waiters.length, waiters.first()]).toEqual([0, undefined])
      })(),
    ))
})
