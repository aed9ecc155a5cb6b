import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Ring } from '../../../src/engine/loop/ring'

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

function apply(operation: Operation, ring: Ring<number>, model: number[]): number[] {
  switch (operation.name) {
    case 'push':
      for (const value of operation.values) ring.push(value)
      return [...model, ...operation.values]
    case 'shift':
      for (let i = 0; i < operation.count; i += 1) expect(ring.shift()).toBe(model[i])
      return model.slice(operation.count)
    case 'filter': {
      const isKept = (value: number) => value % operation.divisor === 0
      ring.filter(isKept)
      return model.filter(isKept)
    }
    case 'clear':
      ring.clear()
      return []
  }
}

describe('a ring', () => {
  test('is empty at first', () => {
    const ring = new Ring<number>()
    expect([ring.length, ring.peek(), ring.shift()]).toEqual([0, undefined, undefined])
  })

  test('behaves as a list to which one adds at the end and takes from the front', () => {
    fc.assert(
      fc.property(fc.array(operation, { maxLength: 40 }), (operations) => {
        const ring = new Ring<number>()
        let model: number[] = []
        for (const operation of operations) {
          model = apply(operation, ring, model)
          expect([ring.length, ring.peek()]).toEqual([model.length, model[0]])
        }
        expect(model.map(() => ring.shift())).toEqual(model)
      }),
    )
  })

  test('keeps its order when it grows while it is wrapped round', () => {
    const ring = new Ring<number>()
    for (let i = 0; i < 12; i += 1) ring.push(i)
    for (let i = 0; i < 10; i += 1) ring.shift()
    for (let i = 12; i < 60; i += 1) ring.push(i)
    expect(Array.from({ length: 50 }, () => ring.shift())).toEqual(
      Array.from({ length: 50 }, (_, i) => i + 10),
    )
  })

  test('an entry may be undefined', () => {
    const ring = new Ring<undefined>()
    ring.push(undefined)
    expect(ring.length).toBe(1)
    ring.shift()
    expect(ring.length).toBe(0)
  })
})
