import { describe, expect, it } from 'vitest'
import { normalCdf, studentQuantile } from '../../../../src/engine/measure/statistics/distribution'

describe('studentQuantile', () => {
  // The 97.5 % column of published tables, here to 12 digits.
  it.each([
    [1, 12.7062047362],
    [2, 4.30265272975],
    [3, 3.18244630528],
    [7, 2.36462425159],
    [30, 2.0422724563],
    [120, 1.97993040505],
    [10_000, 1.96020123989],
  ])('gives the published value for %i degrees of freedom', (degreesOfFreedom, expected) => {
    expect(studentQuantile(0.975, degreesOfFreedom)).toBeCloseTo(expected, 9)
    expect(studentQuantile(0.025, degreesOfFreedom)).toBeCloseTo(-expected, 9)
  })

  it('gives what is known in closed form for 1 and 2 degrees of freedom', () => {
    for (const p of [0.001, 0.2, 0.5, 0.9, 0.9999]) {
      expect(studentQuantile(p, 1)).toBeCloseTo(Math.tan(Math.PI * (p - 0.5)), 7)
      const two = (2 * p - 1) / Math.sqrt(2 * p * (1 - p))
      expect(studentQuantile(p, 2)).toBeCloseTo(two, 9)
    }
  })

  it.each([
    [0, 5],
    [1, 5],
    [Number.NaN, 5],
    [0.5, 0],
    [0.5, 2.5],
  ])('refuses a probability of %d with %d degrees of freedom', (p, degreesOfFreedom) => {
    expect(() => studentQuantile(p, degreesOfFreedom)).toThrow(RangeError)
  })
})

describe('normalCdf', () => {
  it.each([
    [0, 0.5],
    [1, 0.841344746068543],
    [-1.959963984540054, 0.025],
    [1.959963984540054, 0.975],
    [-3, 0.00134989803163009],
    [6, 0.999999999013412],
    [40, 1],
    [-40, 0],
  ])('agrees with published probabilities: that of %d is %d', (x, expected) => {
    expect(normalCdf(x)).toBeCloseTo(expected, 13)
  })
})
