import { expect, test } from 'vitest'
import { quote } from '../../../src/contract/check/quote'

const deep = Array.from({ length: 100_000 }).reduce<unknown>((inner) => [inner], [])
const circular: Record<string, unknown> = {}
circular.self = circular
const throwing = new Proxy(
  {},
  {
    get: () => {
      throw new Error('no')
    },
  },
)

const cases: [unknown, string][] = [
  ['text', '`text`'],
  ['', '``'],
  ['a\nb\u001b\u0000', '`a\\nb\\u001b\\u0000`'],
  ['\u009b \u202e \u200b \u2028', '`\\u009b \\u202e \\u200b \\u2028`'],
  ['half \ud83d', '`half \\ud83d`'],
  [0.5, '`0.5`'],
  [NaN, '`NaN`'],
  [null, '`null`'],
  [undefined, '`undefined`'],
  [false, '`false`'],
  [12n, '`12n`'],
  [10n ** 100_000n, '`[BigInt]`'],
  [Symbol('s'), '`Symbol(s)`'],
  [() => 1, '`[Function]`'],
  [[], '`[]`'],
  [[1, 'a'], "`[ 1, 'a' ]`"],
  [[1, 2, 3, 4, 5, 6, 7], '`[ 1, 2, 3, 4, 5, ... 2 more ]`'],
  [{}, '`{}`'],
  [{ print: 1 }, '`{ print: 1 }`'],
  [{ a: [1], b: { c: 1 } }, '`{ a: [Array], b: [Object] }`'],
  [new Map([[1, 2]]), '`[Map]`'],
  [deep, '`[ [Array] ]`'],
  [circular, '`{ self: [Object] }`'],
  [throwing, '`[unreadable]`'],
]

test.each(cases.map(([value, quoted]) => ({ value, quoted })))(
  'a value is quoted as $quoted',
  ({ value, quoted }) => {
    expect(quote(value)).toBe(quoted)
  },
)

test('what is long is cut, and never within a character', () => {
  expect(quote('x'.repeat(100_000_000))).toBe(`\`${'x'.repeat(77)}...\``)
  expect(quote(`${'x'.repeat(76)}${'😀'.repeat(50)}`)).toBe(`\`${'x'.repeat(76)}...\``)
  const wide = Object.fromEntries(Array.from({ length: 100_000 }, (_, n) => [`k${n}`, n]))
  expect(quote(wide)).toBe('`{ k0: 0, k1: 1, k2: 2, k3: 3, k4: 4, ... }`')
})
