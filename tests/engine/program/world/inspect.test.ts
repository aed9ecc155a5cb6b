import { describe, expect, test } from 'vitest'
import { Lock, Queue } from '../../../../src/engine/loop'
import { inspect, quoted } from '../../../../src/engine/program/world/inspect'

const circular: Record<string, unknown> = {}
circular.self = circular
const trap = (): never => {
  throw new Error('trap')
}
const angry = {
  toString: trap,
  get x() {
    return trap()
  },
}
class Point {
  readonly x = 1
}
function* rest() {
  yield 1
}

describe('inspect', () => {
  test.each<[string, unknown, string]>([
    ['a text', 'a\tb', 'a\tb'],
    ['a text in a list', ['page 1', 'page 2'], '[page 1, page 2]'],
    ['plain data', { a: 1, b: ['x', null, { c: true }] }, '{"a":1,"b":["x",null,{"c":true}]}'],
    ['nothing', undefined, 'undefined'],
    ['a big number', [1n, -0, NaN], '[1n, -0, NaN]'],
    ['a symbol', { s: Symbol('s'), u: undefined }, '{"s":Symbol(s),"u":undefined}'],
    ['functions', [trap, Point, () => 1], '[[function trap], [class Point], [function]]'],
    ['an error', [new RangeError('too far'), new Error()], '[RangeError: too far, Error]'],
    [
      'errors together',
      new AggregateError([new Error('a')], 'all'),
      'AggregateError: all [Error: a]',
    ],
    ['a map', new Map([['a', { b: [1, 2] }]]), 'Map(1) {"a" => {"b":[1,2]}}'],
    ['a set', new Set([1, 'a']), 'Set(2) {1, "a"}'],
    ['a list with holes', [1, , 3], '[1, <empty>, 3]'],
    ['a date', [new Date(0), new Date(NaN)], '[1970-01-01T00:00:00.000Z, Invalid Date]'],
    ['a pattern', /x/g, '/x/g'],
    ['numbers in a row', new Uint8Array(3), 'Uint8Array(3) [0, 0, 0]'],
    ['something circular', circular, '{"self":[circular]}'],
    ['what throws', angry, '{"toString":[function trap],"x":[getter]}'],
    ['a proxy that throws', [new Proxy({}, { getPrototypeOf: trap })], '[<cannot be shown: trap>]'],
    ['an object of no kind', Object.create(null), '{}'],
    ['an object of a kind', [new Point(), new Lock()], '[Point {"x":1}, <Lock>]'],
    ['a queue', new Queue(3), 'Queue {"maxSize":3}'],
    ['a coroutine', rest(), '<coroutine>'],
    ['something deep', [[[[[[[[[1]]]]]]]]], '[[[[[[[[[…]]]]]]]]]'],
  ])('inspect shows %s', (_, value, text) => {
    expect(inspect(value)).toBe(text)
  })

  test('inspect is short, however large a value is', () => {
    const list = Array.from({ length: 1e5 }, (_, n) => ({ n, text: 'x'.repeat(1e4) }))
    expect(inspect(list).length).toBeLessThan(5_000)
    expect(inspect(new Map([[list, list]])).length).toBeLessThan(5_000)
    expect(inspect(list)).toMatch(/… \d+ more]$/)
  })

  test('quoted puts a text in quotes and cuts it', () => {
    expect(quoted('why')).toBe('"why"')
    expect(quoted('x'.repeat(1_000)).length).toBeLessThan(100)
  })
})
