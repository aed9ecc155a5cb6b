import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Timer } from '../../../../src/engine/loop/iteration/handle'
import { Timers } from '../../../../src/engine/loop/iteration/timers'

/** A timer without a loop. */
class PlainTimer implements Timer {
  _isCancelled = false
  _order: number
  readonly setAs: number
  readonly #timers: Timers
  readonly #whenMs: number

  constructor(timers: Timers, whenMs: number) {
    this.#timers = timers
    this.#whenMs = whenMs
    this.setAs = timers.nextOrder()
    this._order = this.setAs
    timers.add(this)
  }

  when(): number {
    return this.#whenMs
  }

  cancel(): void {
    if (this._isCancelled) return
    this._isCancelled = true
    if (this._order > 0) this.#timers.noteCancelled()
  }

  _run(): undefined {
    return undefined
  }
}

/** What timers should do, by looking at all of them each time. */
class NaiveTimers {
  #waiting: PlainTimer[] = []

  add(timer: PlainTimer): void {
    this.#waiting.push(timer)
  }

  nextWhen(): number {
    return Math.min(...this.#live().map((timer) => timer.when()))
  }

  takeAllDue(nowMs: number): PlainTimer[] {
    const due = this.#live()
      .filter((timer) => timer.when() <= nowMs)
      .sort((a, b) => a.when() - b.when() || a.setAs - b.setAs)
    this.#waiting = this.#waiting.filter((timer) => timer.when() > nowMs)
    return due
  }

  #live(): PlainTimer[] {
    return this.#waiting.filter((timer) => !timer._isCancelled)
  }
}

function takeAllDue(timers: Timers, nowMs: number): Timer[] {
  const due: Timer[] = []
  for (;;) {
    const timer = timers.takeDue(nowMs)
    if (timer === undefined) return due
    if (!timer._isCancelled) due.push(timer)
  }
}

const operation = fc.oneof(
  { weight: 6, arbitrary: fc.record({ name: fc.constant('set' as const), ms: fc.nat(20) }) },
  { weight: 6, arbitrary: fc.record({ name: fc.constant('set many' as const), ms: fc.nat(20) }) },
  { weight: 3, arbitrary: fc.record({ name: fc.constant('cancel' as const), index: fc.nat() }) },
  {
    weight: 2,
    arbitrary: fc.record({
      name: fc.constant('cancel most' as const),
      keep: fc.integer({ min: 2, max: 9 }),
    }),
  },
  { weight: 4, arbitrary: fc.record({ name: fc.constant('pass' as const), ms: fc.nat(8) }) },
  { weight: 2, arbitrary: fc.record({ name: fc.constant('nextWhen' as const) }) },
)

describe('timers', () => {
  test('behave as a list that is searched each time, whatever is set, cancelled and taken', () => {
    fc.assert(
      fc.property(fc.array(operation, { maxLength: 60 }), (operations) => {
        const timers = new Timers()
        const naive = new NaiveTimers()
        const all: PlainTimer[] = []
        let nowMs = 0
        const set = (whenMs: number) => {
          const timer = new PlainTimer(timers, whenMs)
          all.push(timer)
          naive.add(timer)
        }
        for (const operation of operations) {
          if (operation.name === 'set') set(nowMs + operation.ms)
          else if (operation.name === 'set many') {
            for (let i = 0; i < 70; i += 1) set(nowMs + ((operation.ms * i) % 23))
          } else if (operation.name === 'cancel') all[operation.index % all.length]?.cancel()
          else if (operation.name === 'cancel most') {
            for (const [i, timer] of all.entries()) if (i % operation.keep > 0) timer.cancel()
          } else if (operation.name === 'nextWhen') expect(timers.nextWhen()).toBe(naive.nextWhen())
          else {
            nowMs += operation.ms
            expect(takeAllDue(timers, nowMs)).toEqual(naive.takeAllDue(nowMs))
          }
        }
        expect(takeAllDue(timers, Infinity)).toEqual(naive.takeAllDue(Infinity))
        expect(timers.isEmpty).toBe(true)
      }),
    )
  })

  test('timers are taken soonest first, those due at the same instant in the order of setting', () => {
    const timers = new Timers()
    const set = [30, 10, 20, 10, 30, 5, 10, -Infinity, -Infinity].map(
      (ms) => new PlainTimer(timers, ms),
    )
    const taken = takeAllDue(timers, 30).map((timer) => set.findIndex((other) => other === timer))
    expect(taken).toEqual([7, 8, 5, 1, 3, 6, 2, 0, 4])
  })

  test('timers are not taken early', () => {
    const timers = new Timers()
    new PlainTimer(timers, 10)
    expect(timers.takeDue(9.999)).toBeUndefined()
    expect(timers.takeDue(10)?.when()).toBe(10)
  })

  test('say when the first that was not cancelled is due', () => {
    const timers = new Timers()
    expect(timers.nextWhen()).toBe(Infinity)
    const first = new PlainTimer(timers, 10)
    new PlainTimer(timers, 20)
    expect(timers.nextWhen()).toBe(10)
    first.cancel()
    expect(timers.nextWhen()).toBe(20)
  })

  test.each([
    ['set in order', (i: number) => i],
    ['set in reverse', (i: number) => 200 - i],
  ])('timers that were cancelled do not pile up, when %s', (_, whenMs) => {
    const timers = new Timers()
    const set = Array.from({ length: 200 }, (_, i) => new PlainTimer(timers, whenMs(i)))
    for (const timer of set.slice(0, 100)) timer.cancel()
    expect(set.filter((timer) => timer._order > 0)).toHaveLength(200)
    // One more than half, and all that were cancelled go.
    set[100]?.cancel()
    expect(set.filter((timer) => timer._order > 0)).toEqual(set.slice(101))
    expect(takeAllDue(timers, Infinity)).toHaveLength(99)
  })

  test('timers are forgotten when they are cleared', () => {
    const timers = new Timers()
    for (const ms of [20, 10]) new PlainTimer(timers, ms)
    timers.clear()
    expect([timers.isEmpty, timers.nextWhen(), timers.takeDue(Infinity)]).toEqual([
      true,
      Infinity,
      undefined,
    ])
  })
})
