import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { build, HistogramLogWriter } from 'hdr-histogram-js'
import { describe, expect, it } from 'vitest'
import type { ForeignRun } from '../../../src/engine/foreign/foreign-run'
import { InputError } from '../../../src/host/input/input-error'
import { parseStored } from '../../../src/host/input/read-result'
import { k6Export, k6Summary, oha, wrk2 } from './documented'

// Real outputs lie in `real`, byte for byte, of a service on loopback that answers after 2 ms:
//   hyperfine 1.15.0:  hyperfine --warmup 1 --runs 25 --export-json … 'sleep 0.01' true
//   autocannon 9.0.0:  autocannon -j -d 3 -c 10 http://127.0.0.1:18931/
//   wrk 4.1.0:         wrk -t2 -c10 -d2s --latency http://127.0.0.1:18931/
// Logs and tables of HdrHistogram are written here by hdr-histogram-js. Of k6, oha and wrk2, which
// are in no registry at hand, `documented.ts` has values of our own in their documented forms.
const real = (name: string) => readFile(join(import.meta.dirname, 'real', name), 'utf8')

function read(text: string, fileName = 'a.json'): ForeignRun {
  const result = parseStored(text, fileName, fileName)
  if (result.kind !== 'corewise-foreign')
    throw new Error(`expected another tool's, got ${result.kind}`)
  return result
}

/** The value at a percentile of the first series. */
const at = ({ series }: ForeignRun, percentile: number): number | undefined =>
  series[0]?.latency?.percentiles.find((one) => one.percentile === percentile)?.valueMs

describe('a file of another tool', () => {
  it('reads hyperfine: a series for each command, seconds as milliseconds', async () => {
    const run = read(await real('hyperfine-1.15.json'))
    expect(run.tool).toEqual({ name: 'hyperfine', version: null })
    expect(run.series.map(({ name, count }) => [name, count])).toEqual([
      ['sleep 10 ms', 25],
      ['true', 25],
    ])
    expect(at(run, 50)).toBeCloseTo(10.378, 3)
    expect(run.series[0]?.latency?.maxMs).toBeCloseTo(136.89, 2)
    expect(run.series[0]?.requestsPerSecond).toBeNull()
  })

  it('reads autocannon: milliseconds as they are, and when it began', async () => {
    const run = read(await real('autocannon-9.0.json'))
    expect(run.measuredAt).toBe('2026-11-29T19:55:27.365Z')
    expect(run.series).toMatchObject([
      { name: 'http://127.0.0.1:18931/', count: 4960, failed: 0, requestsPerSecond: 1653.67 },
    ])
    expect(at(run, 97.5)).toBe(27)
    expect(at(run, 99)).toBe(85)
  })

  it('reads wrk: what it prints with its units', async () => {
    const run = read(await real('wrk-4.1.txt'), 'wrk.txt')
    expect(run.tool.name).toBe('wrk')
    expect(run.series).toMatchObject([{ count: 5072, failed: 0, requestsPerSecond: 2512.82 }])
    expect(run.series[0]?.latency).toMatchObject({ meanMs: 9.03, maxMs: 93.66 })
    expect(at(run, 99)).toBe(81.58)
  })

  it('reads what has the line ends of Windows as what has not', async () => {
    for (const text of [await real('wrk-4.1.txt'), wrk2]) {
      const { series } = read(text.replace(/\n/g, '\r\n'), 'wrk.txt')
      expect(series).toEqual(read(text, 'wrk.txt').series)
    }
  })

  it('refuses output that was cut before its first figure', async () => {
    const [begin = ''] = (await real('wrk-4.1.txt')).split('Latency Distribution')
    expect(() => read(begin, 'wrk.txt')).toThrow('wrk.txt holds no figure: let wrk run to its end')
  })

  it.each(['--latency', '-L without its spectrum'])('reads wrk2: %s', (flag) => {
    const run = read(flag === '--latency' ? wrk2 : wrk2.replace(/ {2}Detailed[^#]*/, ''), 'a.txt')
    expect(run.tool.name).toBe('wrk2')
    expect(run.series).toMatchObject([{ failed: 4, requestsPerSecond: 1999.4 }])
    expect(at(run, 50)).toBeCloseTo(1.1, 1)
    expect(run.series[0]?.latency?.maxMs).toBeCloseTo(1210, 0)
  })

  it.each([
    ['--summary-export', k6Export],
    ['handleSummary', k6Summary],
  ])('reads k6: %s', (_, data) => {
    const run = read(JSON.stringify(data))
    expect(run.tool.name).toBe('k6')
    expect(run.series[0]).toMatchObject({
      name: 'http_req',
      count: 4200,
      failed: 21,
      requestsPerSecond: 139.6,
    })
    expect(at(run, 0)).toBe(0.9)
    expect(at(run, 50)).toBe(2.4)
    expect(at(run, 95)).toBe(9.75)
  })

  it('reads oha: seconds as milliseconds, errors and refusals as failed, without what its end cut off', () => {
    const run = read(JSON.stringify(oha))
    expect(run.series).toMatchObject([{ count: 12_000, failed: 5, requestsPerSecond: 1200.5 }])
    expect(at(run, 99)).toBeCloseTo(9.5)
    expect(at(run, 99.9)).toBeCloseTo(21)
    // 12,000 answers do not support it.
    expect(at(run, 99.99)).toBeUndefined()
  })

  it.each([
    [1e6, 'nanoseconds'],
    [1e3, 'microseconds'],
  ])('reads a log of HdrHistogram: intervals of a tag together, %d to a millisecond', (perMs) => {
    const run = read(logOf(perMs), 'latency.hlog')
    expect(run.tool.name).toBe('HdrHistogram')
    expect(run.measuredAt).toBe('2026-01-31T12:00:00.000Z')
    expect(run.series.map(({ name, count }) => [name, count])).toEqual([
      ['reads', 2_000],
      ['values', 1_000],
    ])
    expect(at(run, 50)).toBeCloseTo(10, 1)
    expect(run.series[0]?.latency?.maxMs).toBeCloseTo(20, 1)
    expect(run.series[0]?.requestsPerSecond).toBeCloseTo(1_000)
  })

  it('reads a table of HdrHistogram', () => {
    const run = read(histogramOf(20, 1e6).outputPercentileDistribution(5, 1e6), 'latency.hgrm')
    expect(run.tool.name).toBe('HdrHistogram')
    expect(run.series[0]).toMatchObject({ count: 1_000, requestsPerSecond: null })
    expect(at(run, 50)).toBeCloseTo(10, 1)
  })

  it('keeps its text as it came, and is read from that again where it was kept', async () => {
    const text = await real('autocannon-9.0.json')
    const run = read(text, 'hello.json')
    expect(run.original).toEqual({ fileName: 'hello.json', text })
    const changed = { ...run, tool: { name: 'k6', version: '9' }, series: [] }
    expect(read(JSON.stringify(changed))).toEqual(run)
  })
})

describe('a file of another tool that cannot be used', () => {
  const hyperfine = (change: object) =>
    JSON.stringify({
      results: [{ command: 'a', mean: 1, median: 1, min: 1, max: 1, times: [1], ...change }],
    })
  it.each([
    [hyperfine({ mean: -1 }), /results\.0\.mean: expected a number .*`-1`/],
    [hyperfine({ max: 1e300 }), /series\.0\.latency\.maxMs: expected .* got `1e\+303`/],
    [hyperfine({ median: null }), /results\.0\.median: .*null/],
    [hyperfine({ median: 5 }), /p50 is 5000 ms, expected at most the largest value/],
    [JSON.stringify({ results: [{ command: 'a', mean: 1 }] }), /results\.0\.median: .*nothing/],
    [JSON.stringify({ ...oha, summary: { requestsPerSec: 'many' } }), /summary\.requestsPerSec/],
    [JSON.stringify({ metrics: { iterations: 3 } }), /metrics\.iterations: expected/],
    [
      wrk2.replace('1.10ms', '-nanus').replace(/ {2}Detailed[^#]*/, ''),
      /50\.000%: expected a time/,
    ],
    [
      wrk2.replace('Requests/sec:   1999.40', 'Requests/sec: -nan'),
      /Requests\/sec: expected a number/,
    ],
    ['#[Histogram log format version 1.3]\n', /holds no interval/],
    ['#[Histogram log format version 1.3]\n0.1,1.0,2.0,HISTFAAA', /line 2: expected a histogram/],
    ['#[Histogram log format version 1.3]\nnonsense', /line 2: expected a start/],
    ['Value Percentile TotalCount 1/(1-Percentile)\n', /has no row/],
    [`Running 1s test @ http://a/\u0000\n${wrk2}`, /is not plain text/],
    ['{"results": 3}', /is not a Corewise result.* or a result of hyperfine/],
    ['{"kind": "corewise-foreign", "schemaVersion": 99}', /newer version/],
    ['{"kind": "corewise-foreign", "schemaVersion": 1}', /importedAt/],
  ])('refuses it in words, case %#', (text, says) => {
    expect(() => read(text)).toThrow(InputError)
    expect(() => read(text)).toThrow(says)
  })

  it('refuses a kept one within a kept one', () => {
    const inner = JSON.stringify(read(wrk2, 'a.txt'))
    const kept = { ...read(wrk2), original: { fileName: 'a', text: inner } }
    expect(() => read(JSON.stringify(kept))).toThrow(/original\.text: expected a result of/)
  })

  it('refuses what is larger than a tool would write', () => {
    const text = `${wrk2}\n${' '.repeat(8 * 1024 * 1024)}`
    expect(() => read(text)).toThrow(/is too large: at most 8 Mi characters/)
  })

  it('puts a name on one line, however hostile that is', () => {
    const run = read(hyperfine({ command: `a\n\n${'b'.repeat(9_000)}` }))
    expect(run.series[0]?.name).toMatch(/^a b+…$/)
    expect(run.series[0]?.name.length).toBe(200)
  })
})

function histogramOf(largestMs: number, perMs: number) {
  const histogram = build({ numberOfSignificantValueDigits: 3 })
  for (let value = 1; value <= 1_000; value += 1) {
    histogram.recordValue(Math.round((value / 1_000) * largestMs * perMs))
  }
  return histogram
}

function logOf(perMs: number): string {
  let text = ''
  const writer = new HistogramLogWriter((line) => (text += line))
  writer.outputLogFormatVersion()
  writer.outputStartTime(Date.parse('2026-01-31T12:00:00Z'))
  writer.outputLegend()
  for (const [second, tag] of ['reads', 'reads', undefined].entries()) {
    const histogram = histogramOf(20, perMs)
    if (tag !== undefined) histogram.tag = tag
    // Interval_Max is in milliseconds.
    writer.outputIntervalHistogram(histogram, second, second + 1, perMs)
  }
  return text
}
