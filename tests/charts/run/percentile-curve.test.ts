import { expect, test } from 'vitest'
import { ninesOf, percentileCurve } from '../../../src/charts/run/percentile-curve'
import { figuresOf } from '../../../src/report/status-notes'
import type { Latency } from '../../../src/engine/result/result'
import { syntheticResult } from '../synthetic-result'

const latencyOf = (jobs: number): Latency => {
  const made = { jobsPerSecond: jobs, seconds: 1, coresUsed: 0.1, latencyMs: 20, tail: 3 }
  const [contender] = syntheticResult({ 'event-loop': made }).contenders
  const figures = contender === undefined ? null : figuresOf(contender)
  if (figures === null) throw new Error('the synthetic contender has figures')
  return figures.latency
}

test('percentiles lie at equal nines: 50 % at 2, 99.9 % at 1,000', () => {
  expect([50, 90, 99, 99.9, 99.99].map(ninesOf)).toEqual([2, 10, 100, 1_000, 10_000])
})

test.each([20, 1_000, 12_345])('a curve of %d jobs ends where its sample does', (jobs) => {
  expect(percentileCurve(latencyOf(jobs)).at(-1)?.nines).toBeCloseTo(jobs / 10, 6)
})

test('fewer jobs than any percentile needs make no curve', () => {
  expect(percentileCurve(latencyOf(9))).toEqual([])
  expect(percentileCurve(latencyOf(0))).toEqual([])
})

test('the curve agrees with the percentiles of the summary', () => {
  const latency = latencyOf(20_000)
  const curve = percentileCurve(latency)
  for (const { percentile, valueMs } of latency.percentiles) {
    const after = curve.find(({ nines }) => nines >= ninesOf(percentile))
    expect(after?.latencyMs).toBeGreaterThanOrEqual(valueMs)
    expect(after?.latencyMs).toBeLessThanOrEqual(valueMs * 1.03)
  }
})

test('a histogram that cannot be read leaves the percentiles of the summary', () => {
  const latency = latencyOf(2_000)
  const points = latency.percentiles.map(({ percentile, valueMs }) => ({
    nines: ninesOf(percentile),
    latencyMs: valueMs,
  }))
  expect(points).toHaveLength(3)
  expect(percentileCurve({ ...latency, histogram: 'no histogram' })).toEqual(points)
})
