import { expect, test } from 'vitest'
import { runSource } from '../../../src/report/picture/source-line'
import { syntheticResult } from '../../charts/synthetic-result'

const sourceOf = (low: number, high: number): string => {
  const result = syntheticResult()
  const { selfCheck } = result
  if (selfCheck === null) throw new Error('expected a self-check')
  const jobsPerSecond = { estimate: 1, low, high }
  const [noise = ''] = runSource(
    { ...result, selfCheck: { ...selfCheck, jobsPerSecond } },
    'jobsPerSecond',
  ).split(' · ')
  return noise
}

test.each([
  [0.999, 1.004, 'noise under ±1 %'],
  [0.92, 1.05, 'noise ±8 %'],
  [0.5, 1.3, 'noise ±50 %'],
  [0.8, 4.11, 'noisy: repeats differ up to 4.1-fold'],
  [0.4, 1.1, 'noisy: repeats differ up to 2.5-fold'],
  [0, 1.1, 'noisy: repeats differ over 10-fold'],
  [0.9, 40, 'noisy: repeats differ over 10-fold'],
])('a contender against itself from %d to %d is told as %j', (low, high, words) => {
  expect(sourceOf(low, high)).toBe(words)
})
