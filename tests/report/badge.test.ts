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
      /^A\/A check in jobs per core-second at 2 values: no difference\. Widest: ratio [\d.]+ \([\d.]+ to [\d.]+\)$/,
    ) as string,
  })
  expect(sweepBadgeOf(sweep, 'latency').text).toMatch(
    /^A\/A check in latency at 2 values: no difference\. Widest: ratio /,
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
    text: 'A/A check in jobs per core-second at 2 values: no difference. Widest: ratio 2.29 (0.90 to 5.31)',
  })
})
