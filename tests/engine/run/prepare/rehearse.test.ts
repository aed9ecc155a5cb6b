import { expect, test } from 'vitest'
import { Rehearsal } from '../../../../src/engine/run/prepare/rehearse'

/**
 * How many windows of 100 ms, in which the helpers used so many cores, it takes; null if too few.
 */
function windowsUntilOver(helperCores: readonly (number | null)[], share = 1): number | null {
  const rehearsal = new Rehearsal(share)
  const index = helperCores.findIndex((cores, window) =>
    rehearsal.isOverAfter(cores, (window + 1) * 100),
  )
  return index < 0 ? null : index + 1
}

test('a rehearsal is over after four windows in which nothing was compiled, not before 0.6 s', () => {
  expect(windowsUntilOver([0.5, 0, 0, 0, 0, 0, 0, 0, 0, 0])).toBe(6)
  expect(windowsUntilOver([1, 1, 1, 1, 1, 1, 0.5, 0.2, 0.01, 0, 0, 0.04, 0])).toBe(12)
})

test('a part of a rehearsal may be over after its part of the time', () => {
  expect(windowsUntilOver([0, 0, 0, 0, 0, 0], 0.5)).toBe(4)
})

test('a rehearsal goes on as long as something is compiled now and then', () => {
  expect(windowsUntilOver([0, 0, 0, 0.3, 0, 0, 0, 0.3, 0, 0, 0, 0.3, 0, 0, 0])).toBeNull()
})

test('a rehearsal goes on for as long as it may where nothing is known of the helpers', () => {
  expect(windowsUntilOver(Array.from({ length: 20 }, () => null))).toBeNull()
})
