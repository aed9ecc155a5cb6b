import { expect, test } from 'vitest'
import { sweepPercentile } from '../../../src/report/sweep/sweep-percentile'
import { syntheticResult, syntheticSpec, syntheticSweep } from '../../charts/synthetic-result'

/** At 40 jobs a second there are too few for p99. */
const few = { jobsPerSecond: 40, coresUsed: 0.1, latencyMs: 100 }
const enough = { jobsPerSecond: 400, coresUsed: 0.1, latencyMs: 10 }
const spec = syntheticSpec({ concurrency: 4 })

test('the percentile of a sweep is the highest that at least half of its contenders have', () => {
  const half = syntheticSweep('workers', [1, 2], () =>
    syntheticResult({ 'event-loop': enough, 'thread-pool': few }, spec),
  )
  expect(sweepPercentile(half)).toBe(99)
  const fewer = syntheticSweep('workers', [1, 2], () =>
    syntheticResult({ sequential: few, 'event-loop': enough, 'thread-pool': few }, spec),
  )
  expect(sweepPercentile(fewer)).toBe(90)
})

test('the percentile of a sweep is p99 where nothing was measured yet', () => {
  expect(sweepPercentile(syntheticSweep('workers', [], () => syntheticResult({})))).toBe(99)
})
