import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Fifo } from '../../../../src/engine/loop/iteration/fifo'

type Operation =
  | { readonly name: 'push'; readonly values: readonly number[] }
  | { readonly name: 'shift'; readonly count: number }
  | { readonly name: 'filter'; readonly divisor: number }
  | { readonly name: 'clear' }

const operation: fc.Arbitrary<Operation> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ name: fc.constant('push'), values: fc.array(fc.nat(99)) }) },
  { weight: 6, arbitrary: fc.record({ name: fc.constant('shift'), count: fc.nat(20) }) },
  {
    weight: 2,
    arbitrary: fc.record({ name: fc.constant('filter'), divisor: fc.integer({ min: 1, max: 4 }) }),
  },
  { weight: 1, arbitrary: fc.record({ name: fc.constant('clear') }) },
)

function apply(operation: Operation, fifo: Fifo<number>, model: number[]): number[] {
  switch (operation.name) {
    case 'push':
      for (const value of operation.values) fifo.push(value)
      return [...model, ...operation.values]
    case 'shift':
      for (let i = 0; i < operation.count; i += 1) expect(fifo.shift()).toBe(model[i])
      return model.slice(operation.count)
    case 'filter': {
      const isKept = (value: number) => value % operation.divisor === 0
      fifo.filter(isKept)
      return model.filter(isKept)
    }
    case 'clear':
      fifo.clear()
      return []
  }
}

describe('a first-in first-out queue', () => {
  test('a first-in first-out queue is empty at first', () => {
    const fifo = new Fifo<number>()
    expect([fifo.length, fifo.peek(), fifo.shift()]).toEqual([0, undefined, undefined])
  })

  test('behaves as a list to which one adds at the end and takes from the front', () => {
    fc.assert(
      fc.property(fc.array(operation, { maxLength: 40 }), (operations) => {
        const fifo = new Fifo<number>()
        let model: number[] = []
        for (const operation of operations) {
          model = apply(operation, fifo, model)
          expect([fifo.length, fifo.peek()]).toEqual([model.length, model[0]])
        }
        expect(model.map(() => fifo.shift())).toEqual(model)
      }),
    )
  })

  test('keeps its order when it grows while it is wrapped round', () => {
    const fifo = new Fifo<number>()
    for (let i = 0; i < 12; i += 1) fifo.push(i)
    for (let i = 0; i < 10; i += 1) fifo.shift()
    for (let i = 12; i < 60; i += 1) fifo.push(i)
    expect(Array.from({ length: 50 }, () => fifo.shift())).toEqual(
      Array.from({ length: 50 }, (_, i) => i + 10),
    )
  })

  test('an entry may be undefined', () => {
    const fifo = new Fifo<undefined>()
    fifo.push(undefined)
    expect(fifo.length).toBe(1)
    fifo.shift()
    expect(fifo.length).toBe(0)
  })
})
