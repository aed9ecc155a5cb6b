import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  linearTicks,
  logBounds,
  logTicks,
  logTicksAround,
  mostTicks,
  plottable,
} from '../../src/charts/axis'
import { chartStyleOf } from '../../src/charts/chart-style'

const positive = fc.double({ min: 1e-3, max: 1e7, noNaN: true })

test('log bounds are round, contain every value and are at least a decade apart', () => {
  fc.assert(
    fc.property(fc.array(positive, { minLength: 1, maxLength: 20 }), (values) => {
      const { min, max } = logBounds(values)
      expect(min).toBeLessThanOrEqual(Math.min(...values))
      expect(max).toBeGreaterThanOrEqual(Math.max(...values) * (1 - 1e-9))
      expect(max / min).toBeGreaterThanOrEqual(10 * (1 - 1e-9))
      for (const bound of [min, max]) expect(bound.toExponential()).toMatch(/^[125]e/)
    }),
  )
})

test('values that a log axis cannot show do not move its bounds', () => {
  expect(logBounds([0, 20, 30])).toEqual(logBounds([20, 30]))
  expect(logBounds([])).toEqual({ min: 1, max: 10 })
})

test('a log axis always has enough ticks to read and never too many', () => {
  fc.assert(
    fc.property(positive, positive, fc.constantFrom(5, 8, 11), (a, b, most) => {
      const bounds = logBounds([a, b])
      const ticks = logTicks(bounds, most)
      expect(ticks.length).toBeGreaterThanOrEqual(2)
      expect(ticks.length).toBeLessThanOrEqual(Math.max(most, 9))
      for (const { value } of ticks) {
        expect(value).toBeGreaterThanOrEqual(bounds.min * (1 - 1e-9))
        expect(value).toBeLessThanOrEqual(bounds.max * (1 + 1e-9))
      }
    }),
  )
})

test('a log axis names 1, 2 and 5 over few decades, over many only decades', () => {
  const labels = (min: number, max: number) => logTicks({ min, max }).map(({ label }) => label)
  expect(labels(10, 1_000)).toEqual(['10', '20', '50', '100', '200', '500', '1,000'])
  expect(labels(0.001, 1e7)).toEqual([
    '0.001',
    '0.01',
    '0.1',
    '1',
    '10',
    '100',
    '1,000',
    '10,000',
    '100,000',
    '1 M',
    '10 M',
  ])
})

test('a small chart names fewer values of a log axis than a large one', () => {
  const named = (width: number, height: number): number =>
    logTicksAround([0.01, 1e7], mostTicks(chartStyleOf({ width, height }))).length
  expect(named(420, 260)).toBeLessThanOrEqual(5)
  expect(named(960, 540)).toBeGreaterThan(5)
})

test('linear ticks begin at 0 and are round', () => {
  expect(linearTicks(19_800).map(({ value }) => value)).toEqual([0, 5_000, 10_000, 15_000, 20_000])
  expect(linearTicks(0.3).map(({ label }) => label)).toEqual(['0', '0.1', '0.2', '0.3'])
})

const anyFigure = fc.oneof(
  fc.constantFrom(0, 5e-324, 1e-310, 1e15, 1.7e308, Number.MAX_VALUE, Infinity, NaN),
  fc.double({ min: 0 }),
)

test('an axis has bounds and few ticks whatever the figures are', () => {
  fc.assert(
    fc.property(fc.array(anyFigure, { maxLength: 5 }), (values) => {
      const { min, max } = logBounds(values)
      expect(min).toBeGreaterThan(0)
      expect(max).toBeGreaterThanOrEqual(10 * min * (1 - 1e-9))
      expect(max).toBeLessThan(1e16)
      for (const ticks of [
        logTicks({ min, max }, 5),
        logTicksAround(values, 11),
        ...values.map(linearTicks),
        logTicks({ min: values[0] ?? 1, max: values[1] ?? 1 }),
      ]) {
        expect(ticks.length).toBeLessThan(20)
        for (const { value } of ticks) expect(value).toBeLessThan(1e16)
      }
    }),
  )
})

test('a figure beyond every axis is drawn at its end, and what is no number not at all', () => {
  expect([1.7e308, Infinity, -1.7e308].map(plottable)).toEqual([1e15, 1e15, -1e15])
  expect([0, 5e-324, 20, null, NaN].map(plottable)).toEqual([0, 5e-324, 20, null, null])
})
