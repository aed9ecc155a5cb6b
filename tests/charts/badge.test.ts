import { expect, test } from 'vitest'
import { badgeOf, sweepBadgeOf } from '../../src/charts/badge'
import { chartsOf } from '../../src/charts/charts-of'
import { syntheticResult, syntheticSpec, syntheticSweep, typical } from './synthetic-result'

const result = syntheticResult()

test('every chart bears what came of holding one contender against itself', () => {
  for (const { config } of chartsOf(result)) {
    expect(config.options?.plugins?.heading?.badge?.text).toMatch(/^A\/A passed: 1\.0\d+, /)
  }
})

test('a check whose interval leaves out 1 is said to differ', () => {
  const jobsPerSecond = { estimate: 1.1, low: 1.05, high: 1.15 }
  const selfCheck = result.selfCheck && { ...result.selfCheck, jobsPerSecond }
  expect(badgeOf({ selfCheck })).toMatchObject({
    tone: 'caution',
    text: 'A/A differs: 1.100, 1.050–1.150',
  })
})

test('a run with too few blocks says that it has no check', () => {
  const few = syntheticResult({ 'event-loop': { ...typical['event-loop'], blocks: 1 } })
  expect(badgeOf(few)).toMatchObject({ tone: 'neutral', text: 'A/A check: too few blocks' })
})

test('a sweep counts the values at which it passed', () => {
  const sweep = syntheticSweep('concurrency', [1, 10], (concurrency) =>
    syntheticResult(typical, syntheticSpec({ concurrency })),
  )
  expect(sweepBadgeOf(sweep)).toMatchObject({ tone: 'good', text: 'A/A passed at 2 of 2 values' })
})
