import { expect, test } from 'vitest'
import { PrecisionGoal } from '../../../src/engine/run/precision'

const interval = (half: number) => ({ estimate: 2, low: 2 - 2 * half, high: 2 + 2 * half })

test('a run is precise once its interval was narrow enough twice in a row', () => {
  const goal = new PrecisionGoal(0.05)
  const widths = [0.2, 0.04, 0.06, 0.049, 0.048]
  expect(widths.map((half) => goal.isReachedWith(interval(half)))).toEqual([
    false,
    false,
    false,
    false,
    true,
  ])
})

test('a run without an interval is not precise', () => {
  const goal = new PrecisionGoal(1)
  expect([null, null, null].map((none) => goal.isReachedWith(none))).toEqual([false, false, false])
})
