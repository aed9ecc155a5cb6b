import { expect, test } from 'vitest'
import { count, duration, figure, moment, plusMinus, unbroken } from '../../src/report/format'

test('a figure has three significant digits, whatever its size', () => {
  expect([0, 0.0012345, 0.4123, 20.04, 396.2, 19_583, 1e7].map(figure)).toEqual([
    '0',
    '0.00123',
    '0.412',
    '20',
    '396',
    '19,600',
    '10 M',
  ])
})

test('a figure that would have too many zeros has an exponent instead', () => {
  expect(
    [5e-324, 1.23e-10, 1e-9, 1e17, 1.7e308, Number.MAX_VALUE, -2e40, Infinity].map(figure),
  ).toEqual([
    '5e-324',
    '1.23e-10',
    '0.000000001',
    '100,000 T',
    '1.7e308',
    '1.7976931348623157e308',
    '-2e40',
    '∞',
  ])
})

test('rounding up to a million changes the unit as well', () => {
  expect(figure(999_600)).toBe('1 M')
  expect(figure(999_400)).toBe('999,000')
})

test('a duration is given in the unit in which it reads best', () => {
  expect([0, 0.35, 20, 999, 1_000, 12_340].map(duration)).toEqual([
    '0 ms',
    '350 µs',
    '20 ms',
    '999 ms',
    '1 s',
    '12.3 s',
  ])
})

test('an interval is told by half of its width, a wide and lopsided one by both of its ends', () => {
  expect(plusMinus({ estimate: 100, low: 99.3, high: 100.7 })).toBe('±0.7%')
  expect(plusMinus({ estimate: 100, low: 99.5, high: 102 })).toBe('±1%')
  expect(plusMinus({ estimate: 100, low: 90, high: 110 })).toBe('±10%')
  expect(plusMinus({ estimate: 100, low: 96, high: 120 })).toBe('96–120')
  expect(plusMinus({ estimate: 100, low: 45, high: 235 })).toBe('45–235')
  expect(plusMinus({ estimate: 1, low: 1 - 2e-16, high: 1 + 2e-16 })).toBe('±0%')
  expect(plusMinus(null)).toBe('')
})

test('counts keep all their digits and agree with their noun', () => {
  expect(count(1, 'job')).toBe('1 job')
  expect(count(1_234_567, 'job')).toBe('1,234,567 jobs')
})

test('an instant reads the same on every machine', () => {
  expect(moment('2026-11-02T03:04:05.678Z')).toBe('2 Nov 2026, 03:04 UTC')
})

test('a figure is not parted from its unit on a page, and from no other word', () => {
  expect(unbroken('70 % of 20 ms, 1.5 GiB, 12.3 M jobs and 8 threads, 2 so far')).toBe(
    '70\u00a0% of 20\u00a0ms, 1.5\u00a0GiB, 12.3\u00a0M jobs and 8 threads, 2 so far',
  )
})
