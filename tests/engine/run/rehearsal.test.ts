import { expect, test } from 'vitest'
import { Rehearsal } from '../../../src/engine/run/rehearsal'
import { cores, perSecond } from '../../../src/engine/measure/statistics/quantity'

/** How many windows with jobs of these microseconds of CPU time it takes; null if they are too few. */
function windowsUntilOver(microseconds: readonly number[]): number | null {
  const rehearsal = new Rehearsal()
  const index = microseconds.findIndex((cost) =>
    rehearsal.isOverAfter({ jobsPerSecond: perSecond(100_000), coresUsed: cores(cost / 10) }),
  )
  return index < 0 ? null : index + 1
}

test('a rehearsal is over after four windows where jobs take the same CPU time', () => {
  expect(windowsUntilOver([3, 3, 3, 3, 3])).toBe(4)
})

test('a rehearsal goes on as long as jobs become cheaper, and ends once they hardly do', () => {
  expect(windowsUntilOver([40, 20, 10, 8, 6, 5, 4, 3.5])).toBeNull()
  expect(windowsUntilOver([40, 20, 10, 8, 6, 5, 5, 5, 5])).toBe(9)
})

test('a rehearsal is over after four windows where nothing is known of the CPU time', () => {
  const rehearsal = new Rehearsal()
  const untold = { jobsPerSecond: perSecond(100), coresUsed: null }
  expect([1, 2, 3, 4].map(() => rehearsal.isOverAfter(untold))).toEqual([false, false, false, true])
})
