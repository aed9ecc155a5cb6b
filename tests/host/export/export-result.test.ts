import { createHash } from 'node:crypto'
import { parseInput } from '../../../src/host/input/parse-input'
import { createCanvas, type Canvas } from '@napi-rs/canvas'
import { extractText } from 'unpdf'
import { describe, expect, test, vi } from 'vitest'
import { exportFormats } from '../../../src/contract/export'
import { resultSchema } from '../../../src/engine/result/result'
import { exportResult } from '../../../src/host/export/export-result'
import {
  syntheticResult,
  syntheticSpec,
  syntheticSweep,
  typical,
} from '../../charts/synthetic-result'

const result = syntheticResult()
const sweep = syntheticSweep('workers', [1, 2], () => result)

const hostile = '<script>alert("1")</script> | [x](javascript:1) `code` & more'
const broken = syntheticResult({
  'event-loop': { ...typical['event-loop'], status: 'failed', error: hostile },
})

const textOf = async (...parameters: Parameters<typeof exportResult>): Promise<string> => {
  const [file] = await exportResult(...parameters)
  if (file === undefined) throw new Error('no file')
  return file.data.toString('utf8')
}

test('a table sets contenders of Node and Python apart, and names no runtime where there is one', async () => {
  const both = syntheticResult({ ...typical, 'python-asyncio': typical['event-loop'] })
  for (const format of ['md', 'html'] as const) {
    const text = await textOf(both, format)
    let from = 0
    for (const word of ['Node', 'event-loop', 'Python', 'python-asyncio']) {
      const place = text.slice(from).search(new RegExp(`(\\|\\s|>)${word}\\b(?=( \\||<))`))
      expect(place, word).toBeGreaterThanOrEqual(0)
      from += place + 1
    }
    expect(await textOf(result, format)).not.toMatch(/(\| |>)Python( \||<)/)
  }
})

const picturesAs = (ending: string): string[] =>
  ['story', 'throughput', 'cpu', 'latency'].map((name) => `charts/${name}.${ending}`)

test.each([
  ['png', picturesAs('png')],
  ['svg', picturesAs('svg')],
  ['pdf', ['report.pdf']],
  ['csv', ['result.csv']],
  ['json', ['result.corewise.json']],
  ['html', ['report.html']],
  ['md', ['report.md', ...picturesAs('png')]],
] as const)('a run exported as %s', async (format, names) => {
  const files = await exportResult(result, format)
  expect(files.map(({ name }) => name)).toEqual(names)
  for (const { data } of files) expect(data.length).toBeGreaterThan(500)
})

test.each(exportFormats)('a sweep can be exported as %s', async (format) => {
  const files = await exportResult(sweep, format)
  expect(files.length).toBeGreaterThan(0)
  for (const { name, data } of files) {
    expect(name).toMatch(/^(charts\/sweep-[a-z-]+|report|sweep|sweep\.corewise)\.[a-z]+$/)
    expect(data.length).toBeGreaterThan(500)
  }
})

test('a JSON export is the result as it is', async () => {
  expect(parseInput(resultSchema, JSON.parse(await textOf(result, 'json')), 'the file')).toEqual(
    result,
  )
})

test('an HTML report is one file that asks for nothing and runs its own script alone', async () => {
  const html = await textOf(result, 'html')
  const [, data = ''] = /<script type="application\/json"[^>]*>([^<]*)<\/script>/.exec(html) ?? []
  expect(parseInput(resultSchema, JSON.parse(data), 'the page')).toEqual(result)
  const page = html.replace(data, '')
  const [, script = ''] = /<script>([^]*?)<\/script>/.exec(page) ?? []
  const sha256 = createHash('sha256').update(script).digest('base64')
  expect(page).toContain(`script-src 'sha256-${sha256}'`)
  expect(page.match(/<script/g)).toHaveLength(2)
  expect(page.replace(script, '')).not.toMatch(/<link|<img|<iframe|@import|\son\w+=|\sstyle=/)
  // The only addresses are the names of the SVG vocabularies.
  expect(new Set(page.match(/https?:\/\/[^"' ]+/g))).toEqual(
    new Set(['http://www.w3.org/2000/svg', 'http://www.w3.org/1999/xlink']),
  )
  expect(page).toContain("default-src 'none'")
  expect(page.match(/<svg/g)).toHaveLength(4)
})

test('an HTML report has its charts in colours that follow the reader’s theme', async () => {
  const html = await textOf(result, 'html')
  const body = html.slice(html.indexOf('<body>'))
  expect(body).toContain('fill="var(--event-loop)"')
  expect(body).toContain('fill="var(--background)"')
  expect(body).not.toMatch(/(fill|stroke)="(#|white|black)/)
  expect(html).toContain('@media (prefers-color-scheme: dark)')
  const ids = html.match(/ id="[^"]+"/g) ?? []
  expect(new Set(ids).size).toBe(ids.length)
})

test('an HTML report has figures, verdict, protocol and environment in words', async () => {
  const html = await textOf(result, 'html')
  for (const said of ['47,500', 'each for a tenth of the CPU', 'SHA-256 000', 'Synthetic CPU']) {
    expect(html).toContain(said)
  }
})

test('a report has intervals, and no latency of a contender that could not keep up', async () => {
  const load = { kind: 'open', arrivalsPerSecond: 1_000 }
  const made = { ...typical['event-loop'], jobsPerSecond: 500, arrived: 5_000, rejected: 2_500 }
  const spec = syntheticSpec({ load })
  const report = await textOf(
    syntheticResult({ 'event-loop': { ...made, noise: 0.1 } }, spec),
    'md',
  )
  expect(report).toMatch(
    /^\| event-loop \| 500 ±\d+(\.\d+)?% \|[^|]*\|[^|]*\|[^|]*\| saturated \|( saturated \|){4}/m,
  )
})

test('a report of a sweep has all the values swept and not those of its first point alone', async () => {
  expect(await textOf(sweep, 'md')).toContain('- worker threads (W): 1, 2\n')
})

test('what a result says cannot become markup in HTML', async () => {
  const html = await textOf(broken, 'html')
  // The data of the report, and its own script.
  expect(html.match(/<script/g)).toHaveLength(2)
  expect(html).toContain('&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;')
})

test('what a result says cannot become markup in Markdown', async () => {
  const markdown = await textOf(broken, 'md')
  expect(markdown).toContain('\\<script\\>')
  expect(markdown).not.toMatch(/[^\\]<script|[^\\]\[x\]|[^\\]`code/)
  const table = markdown.split('\n').filter((line) => line.startsWith('| '))
  const columns = table.map((line) => line.split(/(?<!\\)\|/).length)
  expect(new Set(columns).size).toBe(1)
})

test('a Markdown report links to the pictures that come with it', async () => {
  const files = await exportResult(result, 'md')
  const links = [...(files[0]?.data.toString() ?? '').matchAll(/^!\[.*\]\((.*)\)$/gm)]
  expect(links.map(([, path]) => path)).toEqual(files.slice(1).map(({ name }) => name))
})

test('a PDF has its text pages and a page for each chart, all of it as vectors', async () => {
  const [file] = await exportResult(result, 'pdf')
  const pdf = file?.data.toString('latin1') ?? ''
  expect(pdf.startsWith('%PDF-')).toBe(true)
  expect(pdf.match(/\/Type\s*\/Page\b/g)).toHaveLength(6)
  expect(pdf).not.toMatch(/\/Subtype\s*\/Image/)
})

test('the text of a PDF, that of its charts too, is copied with its dashes, colons and brackets', async () => {
  const [file] = await exportResult(result, 'pdf')
  const { text } = await extractText(new Uint8Array(file?.data ?? []))
  const chart = text.find((page) => page.includes('CPU time per 1,000 jobs')) ?? ''
  expect(chart).toMatch(/noise (under )?±\d+ % · Synthetic CPU \(test data\), 8 cores/)
  expect(chart).toContain('· thin bars: 95 % intervals')
  expect(chart).toMatch(/\d\d:\d\d UTC/)
})

/** Quickly drawn. */
const SMALL = { width: 480, height: 300, scale: 1 } as const

/** What a file may hold in its texts, and an export may not choke on. */
const TEXT = 'w'.repeat(200_000)
const texts = [
  ['a NUL', 'before\u0000after'],
  ['halves of pairs', 'before\uD83D middle \uDC00after'],
  ['control characters', 'before\u001B[31m\u0007\u0085after'],
  ['a long word', TEXT],
  ['many words', 'word '.repeat(40_000)],
  ['many lines', 'line\n'.repeat(20_000)],
] as const

describe.each(texts)('a result with %s in its texts', (_, text) => {
  const failing = syntheticResult({
    // As long as a result may hold.
    'event-loop': { ...typical['event-loop'], status: 'failed', error: text.slice(0, 1_000) },
    'thread-pool': { ...typical['thread-pool'], failed: 1 },
  })
  const said = { ...failing, environment: { ...failing.environment, cpuModel: text } }

  test.each(exportFormats)('a result with %s in its texts is exported as %s', async (format) => {
    const files = await exportResult(said, format, SMALL)
    for (const { name, data } of files) {
      expect(data.length).toBeGreaterThan(500)
      if (/\.(svg|html|md|csv)$/.test(name)) {
        expect(data.toString()).not.toMatch(/[^\P{Cc}\t\n\r]|\p{Cs}/u)
      }
    }
  })
})

describe.each([5e-324, 1e-12, 0, 1.7e308, Number.MAX_VALUE])('figures of %d', (value) => {
  const given = syntheticResult({
    'event-loop': typical['event-loop'],
    'thread-pool': typical['thread-pool'],
  })
  const extreme = resultSchema.parse({
    ...given,
    contenders: given.contenders.map((contender) => {
      const figures = 'figures' in contender ? contender.figures : null
      if (figures === null) return contender
      const latency = {
        ...figures.latency,
        meanMs: value,
        maxMs: value,
        percentiles: figures.latency.percentiles.map((each) => ({ ...each, valueMs: value })),
        histogram: '',
      }
      const samples = figures.samples.map((sample) => ({ ...sample, jobsPerSecond: value }))
      const rates = { jobsPerSecond: value, coresUsed: value, jobsPerCoreSecond: value }
      return { ...contender, figures: { ...figures, ...rates, latency, samples } }
    }),
  })

  test.each(exportFormats)('figures of %d are exported as %s', async (format) => {
    for (const subject of [extreme, syntheticSweep('workers', [1, 2], () => extreme)]) {
      const files = await exportResult(subject, format, SMALL)
      for (const { data } of files) expect(data.length).toBeGreaterThan(500)
    }
  })
})

test('pictures are drawn one after the other', async () => {
  const prototype = Object.getPrototypeOf(createCanvas(1, 1)) as Pick<Canvas, 'encode'>
  let [going, most] = [0, 0]
  const encode = vi.spyOn(prototype, 'encode').mockImplementation(async () => {
    going += 1
    most = Math.max(most, going)
    await new Promise((resolve) => setImmediate(resolve))
    going -= 1
    return Buffer.alloc(0)
  })
  try {
    expect(await exportResult(result, 'png')).toHaveLength(4)
    expect(most).toBe(1)
  } finally {
    encode.mockRestore()
  }
})

test('a picture of too many pixels is refused with the scale that it can have', async () => {
  const size = { width: 4_096, height: 4_096, scale: 4 }
  await expect(exportResult(result, 'png', size)).rejects.toThrow(
    'scale: expected at most 2 for a picture of 4,096 × 4,096 px (67,108,864 pixels in all), got 4',
  )
})

test('one chart is exported with a title of one’s own, the contenders asked for and no foot', async () => {
  const [file, ...others] = await exportResult(result, 'svg', {
    chart: 'over-time',
    title: 'Mine',
    contenders: ['event-loop'],
    hasNotes: false,
  })
  expect(others).toEqual([])
  expect(file?.name).toBe('charts/over-time.svg')
  const svg = file?.data.toString() ?? ''
  expect(svg).toContain('>Mine</text>')
  expect(svg).toContain('data-series="event-loop"')
  expect(svg).not.toMatch(/data-series="thread-pool"|Synthetic CPU/)
})

test('a chart that a result does not have is refused with those that it has', async () => {
  await expect(exportResult(sweep, 'png', { chart: 'story' })).rejects.toThrow(
    /^--chart: expected one of .*sweep-throughput.*, got .*story/,
  )
})

test('an HTML report tells the percentiles that the table of figures has, and none of the curve’s own', async () => {
  const html = await textOf(result, 'html', { chart: 'latency' })
  const [, table = ''] = /<table class="words">([^]*?)<\/table>/.exec(html) ?? []
  const told = [...table.matchAll(/<td>p([\d.]+) /g)].map(([, percentile]) => percentile)
  expect(new Set(told)).toEqual(new Set(['50', '90', '99', '99.9']))
})

test('a finding in an HTML report gives way to what is drawn where one of its pair is hidden', async () => {
  const html = await textOf(result, 'html', { chart: 'throughput' })
  const parts = [...html.matchAll(/<(?:text|span) data-about="([^"]*)"( data-instead hidden)?/g)]
  expect(new Set(parts.map(([, about]) => about))).toEqual(new Set(['event-loop thread-pool']))
  expect(html).toMatch(/<text data-about="[^"]*" data-instead hidden [^>]*>Jobs per second<\/text>/)
  expect(html).toMatch(/<caption><span [^>]*>The event loop finished [^<]*<\/span>/)
})

test('one’s own title of a chart stays in an HTML report, whoever is hidden', async () => {
  const html = await textOf(result, 'html', { chart: 'cpu', title: 'Mine' })
  expect(html).not.toContain('data-about="')
})

test('an HTML report parts no figure from its unit', async () => {
  const html = await textOf(result, 'html', { chart: 'cpu' })
  const [, verdict = ''] =
    /<p class="verdict">([^]*?)<ul|<p class="verdict">([^]*?)<section/.exec(html) ?? []
  expect(verdict).toMatch(/\d\u00a0%/)
  expect(verdict).not.toMatch(/\d %/)
})
