import { decodeFromCompressedBase64 } from 'hdr-histogram-js'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { latencySchema } from '../../../../src/engine/measure/latency/latency'
import { emptyHistogram } from '../../../../src/engine/measure/latency/histogram'
import { supportsPercentile } from '../../../../src/engine/measure/statistics/percentiles'
import { merge, summarise } from '../../../../src/engine/measure/statistics/summarise'

const histogramOf = (valuesNs: readonly number[]) => {
  const histogram = emptyHistogram()
  for (const value of valuesNs) histogram.recordValue(value)
  return histogram
}
const milliseconds = (count: number) =>
  Array.from({ length: count }, (_, index) => (index + 1) * 1e6)

describe('a percentile', () => {
  test.each([
    [50, 20],
    [90, 100],
    [99, 1000],
    [99.9, 10_000],
  ])('a percentile of %d %% needs %d values', (percentile, count) => {
    expect(supportsPercentile(percentile, count - 1)).toBe(false)
    expect(supportsPercentile(percentile, count)).toBe(true)
  })

  test('a percentile is shown only where the sample supports it', () => {
    const shown = (count: number) =>
      summarise(histogramOf(milliseconds(count))).percentiles.map(({ percentile }) => percentile)
    expect(shown(19)).toEqual([])
    expect(shown(100)).toEqual([50, 90])
    expect(shown(9_999)).toEqual([50, 90, 99])
    expect(shown(10_000)).toEqual([50, 90, 99, 99.9])
  })

  test('a percentile is the exact one to three significant digits', () => {
    const { percentiles, meanMs, maxMs } = summarise(histogramOf(milliseconds(10_000)))
    const read = Object.fromEntries(percentiles.map((each) => [each.percentile, each.valueMs]))
    const truth = { 50: 5000, 90: 9000, 99: 9900, 99.9: 9990 }
    for (const [percentile, exact] of Object.entries(truth)) {
      expect(Math.abs((read[percentile] ?? 0) / exact - 1)).toBeLessThan(0.001)
    }
    expect(Math.abs(meanMs / 5000.5 - 1)).toBeLessThan(0.001)
    expect(Math.abs(maxMs / 10_000 - 1)).toBeLessThan(0.001)
  })
})

describe('a summary', () => {
  test('a summary has the mean that HdrHistogram computes', () => {
    fc.assert(
      fc.property(fc.array(fc.nat({ max: 2 ** 31 - 1 }), { minLength: 1 }), (valuesNs) => {
        const histogram = histogramOf(valuesNs)
        expect(summarise(histogram).meanMs).toBeCloseTo(histogram.mean / 1e6, 9)
      }),
    )
  })

  test('carries the whole histogram', () => {
    const { histogram, count, percentiles } = summarise(histogramOf(milliseconds(1000)))
    const decoded = decodeFromCompressedBase64(histogram)
    expect(decoded.totalCount).toBe(count)
    expect(decoded.getValueAtPercentile(90) / 1e6).toBe(percentiles[1]?.valueMs)
  })

  test('a summary of nothing is zeros and no percentile', () => {
    const summary = summarise(emptyHistogram())
    expect(summary).toMatchObject({ count: 0, meanMs: 0, maxMs: 0, percentiles: [] })
    expect(decodeFromCompressedBase64(summary.histogram).totalCount).toBe(0)
    expect(latencySchema.parse(summary)).toEqual(summary)
  })
})

test('merged histograms are the histogram of all values', () => {
  const values = fc.array(fc.integer({ min: 0, max: 2 ** 31 - 1 }), { maxLength: 100 })
  fc.assert(
    fc.property(fc.array(values, { maxLength: 5 }), (parts) => {
      const merged = merge(parts.map(histogramOf))
      const whole = histogramOf(parts.flat())
      expect(summarise(merged)).toEqual(summarise(whole))
    }),
  )
})
