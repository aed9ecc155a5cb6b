import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  MOST_LEVELS,
  MOST_NAMES,
  MOST_VALUES,
  tooManyIn,
} from '../../../src/contract/check/json-extent'

test.each<[string, string, string]>([
  ['lists within lists', '['.repeat(16_000_000), 'more than 100 levels within each other'],
  ['objects within objects', '{"a":'.repeat(200), 'more than 100 levels within each other'],
  ['numbers', `[${'0,'.repeat(MOST_VALUES)}0]`, 'more than 2,000,000 values'],
  ['empty lists', `[${'[],'.repeat(MOST_VALUES / 2)}0]`, 'more than 2,000,000 values'],
  [
    'names',
    `{${Array.from({ length: MOST_NAMES + 1 }, (_, n) => `"k${n}":1`).join(',')}}`,
    'more than 20,000 names of fields',
  ],
])('too many %s are seen before they are parsed', (_what, json, fault) => {
  expect(tooManyIn(json)).toBe(fault)
})

test.each([
  ['levels', '['.repeat(MOST_LEVELS) + ']'.repeat(MOST_LEVELS)],
  ['signs within a text', JSON.stringify('[{,:"\\'.repeat(2_000_000))],
  ['lists beside each other', `[${'[[[]]],'.repeat(100_000)}0]`],
  ['the same names', `[${'{"a":1,"b":2},'.repeat(200_000)}0]`],
  ['a text that breaks off', `"${'\\'.repeat(1_000_001)}"`],
])('as many %s as may be are let through', (_what, json) => {
  expect(tooManyIn(json)).toBeNull()
})

test('whatever JSON it is, it is let through while it is small', () => {
  fc.assert(
    fc.property(fc.json({ maxDepth: 8 }), (json) => {
      expect(tooManyIn(json)).toBeNull()
    }),
  )
})
