import { describe, expect, it } from 'vitest'
import { timeMarks } from '../../src/charts/time-marks'

describe('the marks of time', () => {
  it('the marks of time are round, within the stretch, and not more than asked for', () => {
    expect(timeMarks(0, 120, 6)).toEqual([0, 20, 40, 60, 80, 100, 120])
    expect(timeMarks(13, 47, 4)).toEqual([20, 30, 40])
    expect(timeMarks(0, 0.35, 4)).toHaveLength(4)
  })

  it('the marks of time do not drift where the step is a fraction', () => {
    expect(timeMarks(0, 1, 10).at(-1)).toBe(1)
  })

  it('the marks of time are one where no time passes', () => {
    expect(timeMarks(5, 5, 4)).toEqual([5])
  })

  it('end, wherever the stretch lies and however short it is', () => {
    for (const [from, to] of [
      [1e16, 1e16 + 4],
      [0, 5e-324],
      [0, 1.7e308],
      [1e300, 1.7e308],
      [0, Infinity],
    ] as const) {
      expect(timeMarks(from, to, 6).length).toBeLessThanOrEqual(7)
    }
  })
})
