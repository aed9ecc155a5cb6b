import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { chartsOf } from '../../../src/charts/charts-of'
import { saveIntoEmpty } from '../../../src/host/library/save-result'
import { syntheticResult } from '../../charts/synthetic-result'

let folder = ''
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'scratch-test-'))
})
afterEach(() => rm(folder, { recursive: true }))

test('several formats are written into one new folder', async () => {
  const wanted = join(folder, 'new')
  const saved = await saveIntoEmpty(wanted, syntheticResult(), ['json', 'csv', 'svg'])
  expect(saved.folder).toBe(wanted)
  const charts = chartsOf(syntheticResult())
  expect(saved.files).toHaveLength(charts.length + 2)
  expect((await readdir(wanted)).sort()).toEqual(['charts', 'result.corewise.json', 'result.csv'])
})

test('no folder stays of what cannot be drawn', async () => {
  const tooLarge = { width: 4_096, height: 4_096, scale: 4 }
  const saving = saveIntoEmpty(join(folder, 'new'), syntheticResult(), ['csv', 'png'], tooLarge)
  await expect(saving).rejects.toThrow('scale: expected at most 2')
  expect(await readdir(folder)).toEqual([])
})
