import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64'
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus'
import { describe, expect, test } from 'vitest'
import { trendOf } from '../../../../src/engine/measure/statistics/trend'

describe('a trend', () => {
  test('a trend is unknown of fewer than 4 values', () => {
    expect(trendOf([1, 2, 3])).toBe('unknown')
  })

  test('a trend is none where values are all the same or only waver', () => {
    expect(trendOf([5, 5, 5, 5, 5])).toBe('none')
    expect(trendOf([5, 6, 4, 6, 5])).toBe('none')
  })

  test('a trend is some where values rise or fall', () => {
    expect(trendOf([1, 2, 3, 4, 5.5])).toBe('some')
    expect(trendOf([50, 41, 29, 20, 11])).toBe('some')
  })

  test('a trend is found in about 5 % of samples that have none', () => {
    const random = xoroshiro128plus(3)
    const samples = 4_000
    let found = 0
    for (let sample = 0; sample < samples; sample++) {
      const values = Array.from({ length: 8 }, () =>
        Array.from({ length: 6 }, () => uniformFloat64(random)).reduce((sum, value) => sum + value),
      )
      if (trendOf(values) === 'some') found += 1
    }
    expect(found / samples).toBeGreaterThan(0.035)
    expect(found / samples).toBeLessThan(0.065)
  })
})
