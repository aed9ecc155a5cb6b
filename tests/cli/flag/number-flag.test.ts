import { expect, test } from 'vitest'
import { durationMs } from '../../../src/cli/flag/number-flag'

test('a duration is taken from its least to its most, and refused beyond', () => {
  const parse = durationMs('window', { least: 50, most: 60_000 })
  expect(parse('50ms')).toBe(50)
  expect(parse('1m')).toBe(60_000)
  for (const text of ['49ms', '60001ms']) {
    expect(() => parse(text)).toThrow('--window: expected a time such as 500ms or 2s')
  }
})
