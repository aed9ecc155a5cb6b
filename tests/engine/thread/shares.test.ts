import fc from 'fast-check'
import { expect, test } from 'vitest'
import { shares } from '../../../src/engine/thread/start/start-contender'

test('the jobs in flight are split evenly, and no loop is without any', () => {
  expect(shares(10, 4)).toEqual([3, 3, 2, 2])
  expect(shares(2, 8)).toEqual([1, 1])
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 1e6 }),
      fc.integer({ min: 1, max: 1024 }),
      (jobs, loops) => {
        const split = shares(jobs, loops)
        expect(split.reduce((sum, share) => sum + share, 0)).toBe(jobs)
        expect(split.length).toBeLessThanOrEqual(loops)
        expect(Math.min(...split)).toBeGreaterThan(0)
        expect(Math.max(...split) - Math.min(...split)).toBeLessThanOrEqual(1)
      },
    ),
  )
})
