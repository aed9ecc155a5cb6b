import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { GrowingResult } from '../../../src/host/library/growing-result'
import { Library } from '../../../src/host/library/library'
import { watchFolder } from '../../../src/host/library/watch-folder'
import { syntheticResult, syntheticSweep } from '../../charts/synthetic-result'

let folder: string
let library: Library
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'scratch-growing-'))
  library = new Library(join(folder, 'runs'))
})
afterEach(async () => {
  await rm(folder, { recursive: true })
})

const whole = syntheticSweep('concurrency', [1, 10, 100], () => syntheticResult())

/** The sweep as it is after so many of its points. */
const after = (points: number) => ({
  ...whole,
  status: 'partial' as const,
  points: whole.points.slice(0, points),
})

test('a result that grows is kept from its first point on, in one folder', async () => {
  const growing = new GrowingResult(library.place)
  await growing.update(after(1))
  const [id = ''] = await library.ids()
  expect((await library.read(id)).result).toEqual(after(1))
  await growing.update(after(2))
  expect((await library.read(id)).result).toEqual(after(2))
  expect(await growing.finish(whole)).toBe(library.folderOf(id))
  expect((await library.read(id)).result).toEqual(whole)
  expect(await library.ids()).toEqual([id])
  expect((await readdir(library.folderOf(id))).sort()).toEqual(['sweep.corewise.json', 'sweep.csv'])
})

test('a watcher of the library is told of each later state of it', async () => {
  const growing = new GrowingResult(library.place)
  await growing.update(after(1))
  const onChange = vi.fn()
  await watchFolder(library.folder, onChange)
  await growing.finish(whole)
  await expect.poll(() => onChange.mock.calls.length, { timeout: 10_000 }).toBe(1)
})

test('what a person said of it meanwhile stays', async () => {
  const growing = new GrowingResult(library.place)
  await growing.update(after(1))
  const [id = ''] = await library.ids()
  await library.change(id, { name: 'before lunch' })
  await growing.finish(whole)
  expect((await library.read(id)).entry.name).toBe('before lunch')
})

test('one that a person took away meanwhile is kept whole at the end', async () => {
  const growing = new GrowingResult(library.place)
  await growing.update(after(1))
  const [id = ''] = await library.ids()
  await rm(library.folderOf(id), { recursive: true })
  const kept = await growing.finish(whole)
  expect((await library.read((await library.ids())[0] ?? '')).result).toEqual(whole)
  expect(await readdir(kept)).toHaveLength(2)
})

test('what cannot be kept yet stops nothing, and the end says why', async () => {
  await writeFile(library.folder, 'a file where the library would be')
  const growing = new GrowingResult(library.place)
  await growing.update(after(1))
  await expect(growing.finish(whole)).rejects.toMatchObject({ reason: 'not-a-folder' })
})
