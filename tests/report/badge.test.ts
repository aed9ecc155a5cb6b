import { expect, test } from 'vitest'
import { badgeOf, latencyBadgeOf, sweepBadgeOf } from '../../src/report/badge'
import { chartsOf } from '../../src/charts/charts-of'
import { syntheticResult, syntheticSpec, syntheticSweep, typical } from '../charts/synthetic-result'

const result = syntheticResult()

test('every chart bears what came of holding one contender against itself', () => {
  for (const { config } of chartsOf(result)) {
    expect(config.options?.plugins?.heading?.badge?.text).toMatch(
      /^A\/A( at p99| in jobs\/s| in jobs per core-s): 1\.0\d+, /,
    )
  }
})

test('a check whose interval leaves out 1 is said to differ', () => {
  const jobsPerSecond = { estimate: 1.1, low: 1.05, high: 1.15 }
  const selfCheck = result.selfCheck && { ...result.selfCheck, jobsPerSecond }
  expect(badgeOf({ ...result, selfCheck }, 'jobsPerSecond')).toMatchObject({
    tone: 'caution',
    text: 'A/A differs in jobs/s: 1.100, 1.050–1.150',
  })
  expect(badgeOf({ ...result, selfCheck }, 'jobsPerCoreSecond').text).toMatch(
    /^A\/A in jobs per core-s: 1/,
  )
})

test('the check of latency is at its highest percentile, or that of throughput where it has none', () => {
  const ratio = { estimate: 1.2, low: 0.9, high: 1.6 }
  const checked = result.selfCheck && {
    ...result.selfCheck,
    latency: [{ percentile: 99, ratio }],
  }
  expect(latencyBadgeOf({ ...result, selfCheck: checked }).text).toBe('A/A at p99: 1.20, 0.90–1.60')
  const early = result.selfCheck && { ...result.selfCheck, latency: [] }
  expect(latencyBadgeOf({ ...result, selfCheck: early })).toEqual(
    badgeOf({ ...result, selfCheck: early }, 'jobsPerSecond'),
  )
})

test('a run with too few blocks says that it has no check', () => {
  const few = syntheticResult({ 'event-loop': { ...typical['event-loop'], blocks: 1 } })
  expect(badgeOf(few, 'jobsPerSecond')).toMatchObject({
    tone: 'neutral',
    text: 'A/A check: too few blocks',
  })
})

test('a sweep counts the values at which it found no difference', () => {
  const sweep = syntheticSweep('concurrency', [1, 10], (concurrency) =>
    syntheticResult(typical, syntheticSpec({ concurrency })),
  )
  expect(sweepBadgeOf(sweep, 'jobsPerCoreSecond')).toMatchObject({
    tone: 'good',
    text: expect.stringMatching(
      /^A\/A: no difference in jobs per core-s shown at 2 of 2 values, widest [\d.]+, [\d.]+–[\d.]+$/,
    ) as string,
  })
  expect(sweepBadgeOf(sweep, 'latency').text).toMatch(
    /^A\/A: no difference in latency shown at 2 of 2 values, widest /,
  )
})

test('a sweep with a contender far from itself at one value has not shown that it is alike', () => {
  const sweep = syntheticSweep('concurrency', [1, 10], (concurrency) => {
    const each = syntheticResult(typical, syntheticSpec({ concurrency }))
    const ratio = concurrency === 1 ? { estimate: 2.29, low: 0.9, high: 5.31 } : undefined
    const selfCheck = each.selfCheck && {
      ...each.selfCheck,
      jobsPerCoreSecond: ratio ?? each.selfCheck.jobsPerCoreSecond,
    }
    return { ...each, selfCheck }
  })
  expect(sweepBadgeOf(sweep, 'jobsPerCoreSecond')).toMatchObject({
    tone: 'caution',
    text: 'A/A: no difference in jobs per core-s shown at 2 of 2 values, widest 2.29, 0.90–5.31',
  })
})

test('a run that used too little CPU time has no check of what it did per core-second', () => {
  const selfCheck = result.selfCheck && { ...result.selfCheck, jobsPerCoreSecond: null }
  expect(badgeOf({ ...result, selfCheck }, 'jobsPerCoreSecond')).toMatchObject({
    tone: 'neutral',
    text: 'A/A check: too little CPU time',
  })
})
