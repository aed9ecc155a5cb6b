import { build, encodeIntoCompressedBase64, JsHistogram } from 'hdr-histogram-js'
import fc from 'fast-check'
import { expect, test, vi } from 'vitest'
import { ninesOf, percentileCurve } from '../../../src/charts/run/percentile-curve'
import { figuresOf } from '../../../src/engine/result/measured-figures'
import type { Latency } from '../../../src/engine/result/figures'
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

const histogramOf = (values: readonly number[]) => {
  const histogram = build({ bitBucketSize: 64, numberOfSignificantValueDigits: 3 })
  for (const value of values) histogram.recordValue(value)
  return histogram
}

test('the curve has the value that the histogram has at each percentile', () => {
  const nanoseconds = fc.array(fc.integer({ min: 1, max: 50_000 }), {
    minLength: 10,
    maxLength: 200,
  })
  fc.assert(
    fc.property(nanoseconds, (values) => {
      const histogram = histogramOf(values)
      const curve = percentileCurve({
        ...latencyOf(0),
        count: values.length,
        histogram: encodeIntoCompressedBase64(histogram),
      })
      for (const { nines, latencyMs } of curve) {
        // A little less: the library takes a rounding error for one value more.
        const percentile = 100 * Math.max(0, 1 - 1 / nines - 1e-12)
        expect(latencyMs * 1e6).toBeCloseTo(histogram.getValueAtPercentile(percentile), 3)
      }
    }),
    { numRuns: 20 },
  )
})

test('a curve is made in one pass over the counts, and once', () => {
  const latency = latencyOf(50_000)
  let owner: object = histogramOf([1])
  while (!Object.hasOwn(owner, 'getCountAtIndex')) owner = Object.getPrototypeOf(owner) as object
  const read = vi.spyOn(owner as JsHistogram, 'getCountAtIndex')
  const curve = percentileCurve(latency)
  expect(curve.length).toBeGreaterThan(200)
  const [counted] = read.mock.contexts as JsHistogram[]
  expect(read).toHaveBeenCalled()
  // Decoding them is another pass.
  expect(read.mock.calls.length).toBeLessThanOrEqual(2 * (counted?.countsArrayLength ?? 0))
  read.mockClear()
  expect(percentileCurve(latency)).toBe(curve)
  expect(read).not.toHaveBeenCalled()
  read.mockRestore()
})
