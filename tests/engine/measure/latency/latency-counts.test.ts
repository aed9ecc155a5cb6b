import { encodeIntoCompressedBase64 } from 'hdr-histogram-js'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  countIndex,
  HIGHEST_NS,
  LATENCY_COUNTS_BYTES,
  LATENCY_COUNTS_LENGTH,
  LatencyCounts,
  lowestValueAt,
} from '../../../../src/engine/measure/latency/latency-counts'
import { emptyHistogram, toHistogram } from '../../../../src/engine/measure/latency/histogram'

const allocate = () => new LatencyCounts(new SharedArrayBuffer(LATENCY_COUNTS_BYTES), 0)

/** Every magnitude equally often: a uniform number would almost never be below a second. */
const latency = fc
  .tuple(fc.integer({ min: 0, max: 41 }), fc.double({ min: 1, max: 2, noNaN: true }))
  .map(([bits, factor]) => Math.min(Math.floor(factor * 2 ** bits), HIGHEST_NS))

test('shared counts hold exactly what hdr-histogram-js records for the same values', () => {
  fc.assert(
    fc.property(fc.array(latency, { minLength: 1, maxLength: 300 }), (values) => {
      const counts = allocate()
      const reference = emptyHistogram()
      for (const value of values) {
        counts.record(value)
        reference.recordValue(value)
      }
      const histogram = toHistogram(counts)
      expect(encodeIntoCompressedBase64(histogram)).toBe(encodeIntoCompressedBase64(reference))
      expect(histogram.totalCount).toBe(values.length)
      expect(histogram.mean).toBe(reference.mean)
      for (const percentile of [0, 1, 25, 50, 90, 99, 99.9, 100]) {
        expect(histogram.getValueAtPercentile(percentile)).toBe(
          reference.getValueAtPercentile(percentile),
        )
      }
    }),
  )
})

test('percentiles are within three significant digits of the exact ones', () => {
  fc.assert(
    fc.property(fc.array(latency, { minLength: 1, maxLength: 500 }), (values) => {
      const counts = allocate()
      for (const value of values) counts.record(value)
      const histogram = toHistogram(counts)
      const sorted = [...values].sort((a, b) => a - b)
      for (const percentile of [50, 90, 99]) {
        const exact = sorted[Math.ceil((percentile / 100) * values.length) - 1] ?? 0
        const read = histogram.getValueAtPercentile(percentile)
        expect(Math.abs(read - exact)).toBeLessThanOrEqual(exact / 1000)
      }
      expect(histogram.maxValue).toBe(sorted.at(-1))
    }),
  )
})

test('a count begins where the one before it ends', () => {
  for (let index = 0; index < LATENCY_COUNTS_LENGTH; index++) {
    const lowest = lowestValueAt(index)
    expect(countIndex(lowest)).toBe(index)
    if (index > 0) expect(countIndex(lowest - 1)).toBe(index - 1)
  }
  expect(lowestValueAt(LATENCY_COUNTS_LENGTH)).toBe(HIGHEST_NS + 1)
})

test('values out of range count as the nearest that is in range', () => {
  const counts = allocate()
  counts.record(-5)
  counts.record(Number.NaN)
  counts.record(HIGHEST_NS * 10)
  const histogram = toHistogram(counts)
  expect(histogram.totalCount).toBe(3)
  expect(histogram.getValueAtPercentile(50)).toBe(0)
  expect(counts.maxNs).toBe(HIGHEST_NS)
})
