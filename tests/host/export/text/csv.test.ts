import fc from 'fast-check'
import { expect, test } from 'vitest'
import { seconds } from '../../../../src/engine/measure/statistics/quantity'
import { cleanText } from '../../../../src/host/export/text/clean-text'
import { toCsv } from '../../../../src/host/export/text/csv'
import {
  syntheticResult,
  syntheticSpec,
  syntheticSweep,
  typical,
} from '../../../charts/synthetic-result'

/** Reads CSV as RFC 4180 defines it. */
const parse = (csv: string): string[][] => {
  const rows: string[][] = []
  let row: string[] = []
  const cell = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/gy
  for (let match = cell.exec(csv); match !== null; match = cell.exec(csv)) {
    const [, quoted, plain = '', end] = match
    row.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'))
    if (end === ',') continue
    rows.push(row)
    row = []
    if (cell.lastIndex === csv.length) return rows
  }
  throw new Error('not CSV')
}

const rowsOf = (csv: string): Record<string, string>[] => {
  const [head = [], ...rows] = parse(csv)
  return rows.map((row) => {
    expect(row).toHaveLength(head.length)
    return Object.fromEntries(head.map((name, index) => [name, row[index] ?? '']))
  })
}

test('a run has a row for each contender, with figures in full precision', () => {
  const rows = rowsOf(toCsv(syntheticResult()))
  expect(rows.map(({ contender }) => contender)).toEqual([
    'sequential',
    'event-loop',
    'async',
    'thread-pool',
    'loop-per-core',
  ])
  expect(rows[1]).toMatchObject({
    spec: 'synthetic, not measured',
    status: 'measured',
    jobs_per_s: '19583',
    cores_used: '0.412',
    jobs_per_core_s: String(19_583 / 0.412),
    completed_jobs: '97915',
    swept: '',
  })
})

test('the seconds that a rate divides by stand beside the seconds that were measured', () => {
  const result = syntheticResult()
  const contenders = result.contenders.map((contender) =>
    contender.status === 'measured'
      ? { ...contender, figures: { ...contender.figures, completionSeconds: seconds(4.9) } }
      : contender,
  )
  const [row] = rowsOf(toCsv({ ...result, contenders }))
  expect(row).toMatchObject({ measured_s: '5', completion_span_s: '4.9' })
})

test('a percentile that the sample does not support is an empty cell and not a 0', () => {
  const [row] = rowsOf(toCsv(syntheticResult({ sequential: typical.sequential })))
  expect(row).toMatchObject({ latency_p99_ms: '', 'latency_p99.9_ms': '' })
  expect(Number(row?.latency_p50_ms)).toBeGreaterThan(0)
})

test('a contender that finished no job has a count of 0 and no rate', () => {
  const made = { ...typical['thread-pool'], jobsPerSecond: 0 }
  const [row] = rowsOf(toCsv(syntheticResult({ 'thread-pool': made })))
  expect(row).toMatchObject({ completed_jobs: '0', jobs_per_s: '', jobs_per_core_s: '' })
  expect(row).toMatchObject({ latency_mean_ms: '', latency_max_ms: '', cores_used: '0.086' })
})

test('a sweep has a row for each contender at each value', () => {
  const sweep = syntheticSweep('workers', [1, 2], () => syntheticResult())
  const rows = rowsOf(toCsv(sweep))
  expect(rows).toHaveLength(10)
  expect(rows.map(({ swept_value }) => swept_value)).toEqual([
    '1',
    '1',
    '1',
    '1',
    '1',
    '2',
    '2',
    '2',
    '2',
    '2',
  ])
  expect(new Set(rows.map(({ swept }) => swept))).toEqual(new Set(['workers']))
})

test('an open load has who came and was turned away, and its queueing and uncorrected latency', () => {
  const load = { kind: 'open', arrivalsPerSecond: 1_000 }
  const made = { ...typical['event-loop'], jobsPerSecond: 900, arrived: 5_000, rejected: 500 }
  const [open] = rowsOf(toCsv(syntheticResult({ 'event-loop': made }, syntheticSpec({ load }))))
  expect(open).toMatchObject({ arrivals_per_s: '1000', arrived_jobs: '5000', dropped_jobs: '500' })
  expect(Number(open?.queueing_p50_ms)).toBeGreaterThan(0)
  expect(Number(open?.uncorrected_p99_ms)).toBeGreaterThan(0)
  const [closed] = rowsOf(toCsv(syntheticResult()))
  expect(closed).toMatchObject({ arrivals_per_s: '', arrived_jobs: '', queueing_p50_ms: '' })
})

test('a contender that was not run has a row without figures', () => {
  const [row] = rowsOf(
    toCsv(syntheticResult({ 'event-loop': { ...typical['event-loop'], status: 'not-run' } })),
  )
  expect(row).toMatchObject({ status: 'not-run', jobs_per_s: '', cores_used: '' })
})

test('any text comes back, but for what could steer a terminal', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 40, unit: 'binary' }), (error) => {
      const failed = { ...typical['event-loop'], status: 'failed' as const, error, seconds: 0.1 }
      const [row] = rowsOf(toCsv(syntheticResult({ 'event-loop': failed })))
      expect(row?.error?.replace(/^'(?=[=+\-@\t\r＝＋－＠])/, '')).toBe(cleanText(error))
    }),
    { numRuns: 50 },
  )
})

test.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', '＝1'])(
  'a text that begins like a formula, %j, is marked as text',
  (name) => {
    const [row] = rowsOf(toCsv(syntheticResult(typical, syntheticSpec({ name }))))
    expect(row?.spec).toBe(`'${name}`)
  },
)
