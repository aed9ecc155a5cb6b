import { describe, expect, test } from 'vitest'
import { parseDuration, parseNumber } from '../../../src/cli/flag/parse-amount'

describe('a number', () => {
  test.each([
    ['12', 12],
    ['+3', 3],
    ['-0.5', -0.5],
    ['.25', 0.25],
    ['1e3', 1_000],
  ])('%s is read', (text, value) => {
    expect(parseNumber(text)).toBe(value)
  })

  test.each(['', ' ', 'NaN', 'Infinity', '1e999', '0x10', '1_000', '1,000', '5 jobs', '--5'])(
    'text like "%s" is none',
    (text) => {
      expect(parseNumber(text)).toBeNull()
    },
  )
})

describe('a duration', () => {
  test.each([
    ['500ms', 500],
    ['5s', 5_000],
    ['1.5m', 90_000],
    ['1h', 3_600_000],
  ])('%s is read with its unit', (text, ms) => {
    expect(parseDuration(text)).toBe(ms)
  })

  test('a duration without a unit is in seconds', () => {
    expect(parseDuration('2.5')).toBe(2_500)
  })

  test.each(['', 's', '5x', '5 s', 'NaNs', '1d', '5sm'])('text like "%s" is none', (text) => {
    expect(parseDuration(text)).toBeNull()
  })
})
