import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { exportRequestSchema, pictureSizes } from '../../../src/contract/export'
import type { CallInput } from '../../../src/contract/lab-api'
import { zipOf } from '../../../src/host/export/delivered-file'
import { chartFile, exportFiles } from '../../../src/host/export/export-request'
import { Library } from '../../../src/host/library/library'
import { syntheticResult, syntheticSpec } from '../../charts/synthetic-result'
import { scratch } from '../../scratch'

let library: Library
const ids: string[] = []
beforeAll(async () => {
  library = new Library(join(await scratch(), 'runs'))
  for (const startedAt of ['2026-11-22T21:40:00.000Z', '2026-11-23T08:00:00.000Z']) {
    ids.push(
      await library.keep(
        syntheticResult(undefined, syntheticSpec({ name: 'short' }), { startedAt }),
      ),
    )
  }
})

const exported = (request: Omit<CallInput<'exportRuns'>, 'runIds'>, runIds = ids.slice(0, 1)) =>
  exportFiles(library, exportRequestSchema.parse({ runIds, ...request }), null, () => undefined)

const namesOf = async (...asked: Parameters<typeof exported>): Promise<string[]> =>
  (await exported(...asked)).map(({ name }) => name)

test('a file that is exported has the name of its run and its date', async () => {
  const stem = 'short-20261122T214000Z'
  expect(await namesOf({ chart: null, format: 'csv' })).toEqual([`${stem}.csv`])
  expect(await namesOf({ chart: null, format: 'json' })).toEqual([`${stem}.corewise.json`])
  expect(await namesOf({ chart: 'cpu', format: 'svg' })).toEqual([`${stem}-cpu.svg`])
  expect(await namesOf({ chart: 'overlay-latency', format: 'svg' }, ids)).toEqual([
    `${stem}-and-1-more-overlay-latency.svg`,
  ])
})

test('several files of a run lie in a folder of its name, and a run that was renamed has its new one', async () => {
  const [id = ''] = ids
  await library.change(id, { name: 'Before & after' })
  const names = await namesOf({ chart: null, format: 'md' })
  expect(names[0]).toBe('Before-after-20261122T214000Z/report.md')
  expect(names[1]).toMatch(/^Before-after-20261122T214000Z\/charts\/[a-z]+\.png$/)
  await library.change(id, { name: 'short' })
})

test('a chart shows the contenders that are asked for alone, also of a single run', async () => {
  const [file] = await exported({ chart: 'cpu', format: 'svg', contenders: ['event-loop'] })
  const svg = file?.data.toString() ?? ''
  expect(svg).toContain('data-series="event-loop"')
  expect(svg).not.toContain('data-series="thread-pool"')
})

test('a picture for a column of a paper says that it is 85 mm wide, as SVG and as PDF', async () => {
  const { widthPx, heightPx, widthMm } = pictureSizes.column
  const picture = { widthPx, heightPx, widthMm }
  const [svg] = await exported({ chart: 'cpu', format: 'svg', picture })
  expect(svg?.data.toString()).toMatch(/<svg[^>]* width="85mm"[^>]* height="79\.97mm"/)
  const [pdf] = await exported({ chart: 'cpu', format: 'pdf', picture })
  const [, width = ''] = /MediaBox \[0 0 ([\d.]+)/.exec(pdf?.data.toString('latin1') ?? '') ?? []
  expect(Number(width)).toBeCloseTo((85 / 25.4) * 72, 0)
})

test('what is previewed is the picture that an export writes', async () => {
  const picture = { title: 'Mine', theme: 'dark' as const, scale: 1 }
  const [file] = await exported({ chart: 'cpu', format: 'png', picture })
  const runIds = ids.slice(0, 1)
  const request = exportRequestSchema.parse({ runIds, chart: 'cpu', format: 'png', picture })
  const preview = await chartFile(library, { ...request, chart: 'cpu' })
  expect(file?.data.equals(preview.data)).toBe(true)
})

test('several files are one zip with their folders, named after the first run and how many more', async () => {
  const zip = await zipOf(await exported({ chart: null, format: 'csv' }, ids))
  expect(zip.name).toBe('short-20261122T214000Z-and-1-more.zip')
  expect(zip.data.subarray(0, 4).toString('latin1')).toBe('PK\u0003\u0004')
  for (const id of ids) expect(zip.data.includes(`${id}/result.csv`)).toBe(true)
})
