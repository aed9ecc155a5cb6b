import { describe, expect, test } from 'vitest'
import {
  Barrier,
  BrokenBarrierError,
  asyncWith,
  createTask,
  getRunningLoop,
  sleep,
  wait,
} from '../../../../src/engine/loop'
import { virtually } from '../virtually'

describe('a barrier', () => {
  test('lets all go on when the last has come, each with a number', () =>
    virtually(
      (function* () {
        const barrier = new Barrier(3)
        const places: [number, number][] = []
        function* coming(ms: number) {
          yield* sleep(ms)
          places.push([yield* barrier.wait(), getRunningLoop().time()])
        }
        const tasks = [5, 1, 3].map((ms) => createTask(coming(ms)))
        yield* sleep(4)
        expect([barrier.nWaiting, barrier.parties, places]).toEqual([2, 3, []])
        yield* wait(tasks)
        expect(places.map(([place]) => place).sort()).toEqual([0, 1, 2])
        expect(places.map(([, atMs]) => atMs)).toEqual([5, 5, 5])
        expect(barrier.nWaiting).toBe(0)
      })(),
    ))

  test('a barrier can be used again, and as a resource', () =>
    virtually(
      (function* () {
        const barrier = new Barrier(2)
        const rounds: string[] = []
        function* walking(name: string) {
          for (let round = 1; round <= 2; round += 1) {
            yield* asyncWith(barrier, function* () {
              rounds.push(`${name}${round}`)
            })
          }
        }
        yield* wait([createTask(walking('a')), createTask(walking('b'))])
        expect(rounds.slice(0, 2).sort()).toEqual(['a1', 'b1'])
        expect(rounds.slice(2).sort()).toEqual(['a2', 'b2'])
      })(),
    ))

  test.each(['reset', 'abort'] as const)('sends away who waits on %s', (how) =>
    virtually(
      (function* () {
        const barrier = new Barrier(2)
        const waiting = createTask(barrier.wait())
        yield* sleep(0)
        yield* barrier[how]()
        yield* wait([waiting])
        expect(waiting.exception()).toBeInstanceOf(BrokenBarrierError)
        expect(barrier.broken).toBe(how === 'abort')
        const next = createTask(barrier.wait())
        yield* sleep(1)
        expect(next.done()).toBe(how === 'abort')
        if (next.done()) expect(next.exception()).toBeInstanceOf(BrokenBarrierError)
      })(),
    ),
  )

  test.each([0, -1, Number.NaN])('refuses %s parties', (parties) => {
    expect(() => new Barrier(parties)).toThrow(
      new RangeError(`parties must be a number >= 1, got ${parties}`),
    )
  })
})
