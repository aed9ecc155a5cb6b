import { expect, test } from 'vitest'
import { fixed, stopped } from './cases'
import { coverageOf } from './coverage'

// 1,500 runs give the share to within 1.1 points or so; `npm run simulate` takes 10,000.
const RUNS = 1_500

test.each(fixed)(
  'intervals over 4 generations hold the truth in 93 to 97 % of runs: $betweenGenerations between, $withinGenerations within',
  { timeout: 60_000 },
  (truth) => {
    const share = coverageOf(truth, RUNS, 1)
    expect(share).toBeGreaterThanOrEqual(0.93)
    expect(share).toBeLessThanOrEqual(0.97)
  },
)

test.each(stopped)(
  'intervals of runs that go on until they are precise hold it in 92 to 97 %: $betweenGenerations between, $withinGenerations within',
  { timeout: 120_000 },
  (truth) => {
    const share = coverageOf(truth, RUNS, 1)
    expect(share).toBeGreaterThanOrEqual(0.92)
    expect(share).toBeLessThanOrEqual(0.97)
  },
)
