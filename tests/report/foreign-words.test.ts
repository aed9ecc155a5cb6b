import { expect, test } from 'vitest'
import { headlineOf } from '../../src/report/foreign/foreign-words'

const said = (...given: readonly (readonly [percentile: number, valueMs: number])[]) =>
  headlineOf({
    percentiles: given.map(([percentile, valueMs]) => ({ percentile, valueMs })),
    meanMs: null,
  } as Parameters<typeof headlineOf>[0])

test('a table of many percentiles is told by its p99, or what it gives next above it', () => {
  expect(said([50, 20], [99, 40], [99.9, 60])).toBe('p99 40 ms')
  expect(said([98.828125, 38], [99.0234375, 39.1], [99.9963, 44.9])).toBe('p99.02 39.1 ms')
})

test('the highest percentile is told where none is that high, and not rounded to one that is not there', () => {
  expect(said([50, 900], [96.1977, 2_250])).toBe('p96.19 2.25 s')
  expect(said([99.9963, 44.9])).toBe('p99.99 44.9 ms')
})
