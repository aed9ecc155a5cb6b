import * as fc from 'fast-check'
import { describe as group, expect, test } from 'vitest'
import { describe } from '../../../src/engine/loop/describe'

group('the description of', () => {
  test.each([
    ['a string', 'text', '"text"'],
    ['a number', 42, '42'],
    ['undefined', undefined, 'undefined'],
    ['null', null, 'null'],
    ['a symbol', Symbol('s'), 'Symbol(s)'],
    ['a function', Math.max, 'function max'],
    [
      'a function without a name',
      (
        () => () =>
          1
      )(),
      'function (anonymous)',
    ],
    ['a promise', Promise.resolve(), '[object Promise]'],
    ['an array', [1], '[object Array]'],
    ['an object', {}, '[object Object]'],
    [
      'an object of a class',
      new (class Job {
        readonly id = 1
      })(),
      '[object Job]',
    ],
    ['an object without a prototype', Object.create(null), '[object Object]'],
    ['an object that hides its constructor', { constructor: 1 }, '[object Object]'],
  ])('%s is described in a few letters', (_, value, expected) => {
    expect(describe(value)).toBe(expected)
  })

  test('anything is short', () => {
    expect(describe('x'.repeat(1000))).toHaveLength(82)
    expect(describe(10n ** 1000n)).toHaveLength(80)
  })

  test('anything at all never throws', () => {
    const anything = fc.anything({ withBigInt: true, withNullPrototype: true, withMap: true })
    fc.assert(
      fc.property(anything, (value) => {
        expect(typeof describe(value)).toBe('string')
      }),
    )
  })
})
