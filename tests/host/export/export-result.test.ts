import { extractText } from 'unpdf'
import { expect, test } from 'vitest'
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

test.each([
  ['png', ['charts/efficiency.png', 'charts/throughput.png', 'charts/latency.png']],
  ['svg', ['charts/efficiency.svg', 'charts/throughput.svg', 'charts/latency.svg']],
  ['pdf', ['report.pdf']],
  ['csv', ['result.csv']],
  ['json', ['result.corewise.json']],
  ['html', ['report.html']],
  ['md', ['report.md', 'charts/efficiency.png', 'charts/throughput.png', 'charts/latency.png']],
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
  expect(resultSchema.parse(JSON.parse(await textOf(result, 'json')))).toEqual(result)
})

test('an HTML report is one file that asks for nothing and runs nothing', async () => {
  const html = await textOf(result, 'html')
  expect(html).not.toMatch(/<script|<link|<img|<iframe|@import|\son\w+=/)
  // The only addresses are the names of the SVG vocabularies.
  expect(new Set(html.match(/https?:\/\/[^"' ]+/g))).toEqual(
    new Set(['http://www.w3.org/2000/svg', 'http://www.w3.org/1999/xlink']),
  )
  expect(html).toContain("default-src 'none'")
  expect(html.match(/<svg/g)).toHaveLength(3)
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
  for (const said of [
    '47,500',
    'per core-second the event loop did',
    'SHA-256 000',
    'Synthetic CPU',
  ]) {
    expect(html).toContain(said)
  }
})

test('a report has intervals, and no latency of a contender that could not keep up', async () => {
  const load = { kind: 'open', arrivalsPerSecond: 1_000 }
  const made = { ...typical['event-loop'], jobsPerSecond: 500, came: 5_000, dropped: 2_500 }
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
  expect(html).not.toContain('<script')
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
  expect(pdf.match(/\/Type\s*\/Page\b/g)).toHaveLength(5)
  expect(pdf).not.toMatch(/\/Subtype\s*\/Image/)
})

test('the text of a PDF, that of its charts too, is copied with its dashes, colons and brackets', async () => {
  const [file] = await exportResult(result, 'pdf')
  const { text } = await extractText(new Uint8Array(file?.data ?? []))
  const chart = text.find((page) => page.includes('Work done per core-second')) ?? ''
  expect(chart).toMatch(/A\/A in jobs per core-s: [\d.]+, [\d.]+–[\d.]+/)
  expect(chart).toMatch(/in flight \(C\) · 8 worker threads \(W\)/)
  expect(chart).toMatch(/\d\d:\d\d UTC/)
})
