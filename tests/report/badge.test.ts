import { expect, test } from 'vitest'
import { sweepBadgeOf } from '../../src/report/badge'
import { syntheticResult, syntheticSpec, syntheticSweep, typical } from '../charts/synthetic-result'

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
