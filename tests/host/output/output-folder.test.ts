import { existsSync } from 'node:fs'
import { mkdir, readdir, rmdir, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { beforeEach, expect, test } from 'vitest'
import {
  checkWritable,
  inUnusedFolders,
  makeEmptyFolder,
  makeFolder,
  makeNumberedFolder,
} from '../../../src/host/output/output-folder'
import { scratch } from '../../scratch'

let folder = ''
beforeEach(async () => {
  folder = await scratch()
})

test('a missing folder is made, with those above it', async () => {
  const wanted = join(folder, 'a', 'b')
  expect(await makeEmptyFolder(wanted, 'run')).toEqual({ path: wanted, isNew: true })
  expect(existsSync(wanted)).toBe(true)
})

test('an empty folder is taken as it is', async () => {
  expect(await makeEmptyFolder(folder, 'run')).toEqual({ path: folder, isNew: false })
})

test('a folder that is not empty gets a new one in it', async () => {
  await writeFile(join(folder, 'mine'), '')
  expect(await makeEmptyFolder(folder, 'run')).toEqual({ path: join(folder, 'run'), isNew: true })
})

test('a folder with only what a killed process left unfinished is taken as it is', async () => {
  await mkdir(join(folder, 'charts'))
  const asked = { path: join(folder, 'run'), isNew: true }
  // An empty folder alone may be a person's.
  expect(await makeEmptyFolder(folder, 'run')).toEqual(asked)
  await rmdir(asked.path)
  const unfinished = '.a.png-8a3bdf00-1111-2222-3333-444455556666.partial'
  await writeFile(join(folder, 'charts', unfinished), 'half of it')
  expect(await makeEmptyFolder(folder, 'run')).toEqual({ path: folder, isNew: false })
  await writeFile(join(folder, 'mine.partial'), 'of a person')
  expect(await makeEmptyFolder(folder, 'run')).toEqual(asked)
})

test('folders of the same name are numbered, also when made at once', async () => {
  const made = await Promise.all(Array.from({ length: 5 }, () => makeNumberedFolder(folder, 'run')))
  expect(made.map((path) => basename(path)).sort()).toEqual([
    'run',
    'run-2',
    'run-3',
    'run-4',
    'run-5',
  ])
})

test('a file in the way is told', async () => {
  await writeFile(join(folder, 'file'), '')
  for (const wanted of [join(folder, 'file'), join(folder, 'file', 'below')]) {
    await expect(checkWritable(wanted)).rejects.toMatchObject({ reason: 'not-a-folder' })
    await expect(makeEmptyFolder(wanted, 'run')).rejects.toMatchObject({ reason: 'not-a-folder' })
  }
})

test('checking makes nothing', async () => {
  await checkWritable(join(folder, 'a', 'b'))
  expect(await readdir(folder)).toEqual([])
})

test('checking leaves a folder that is there as it was', async () => {
  await writeFile(join(folder, 'mine'), '')
  await checkWritable(folder)
  expect(await readdir(folder)).toEqual(['mine'])
})

test('a place where nothing can be made is refused, not tried for ever', async (context) => {
  if (!existsSync('/proc/self')) context.skip('this system has no /proc')
  const wanted = '/proc/corewise/runs'
  await expect(makeFolder(wanted)).rejects.toMatchObject({ name: 'OutputError' })
  // Its administrator is told that all of it may be written.
  await expect(checkWritable(wanted)).rejects.toMatchObject({ path: wanted })
})

test('making a folder that is there is no error', async () => {
  await mkdir(join(folder, 'there'))
  expect(await makeFolder(join(folder, 'there'))).toBe(false)
})

test('files are put into folders of which there is none yet, each by its own number', async () => {
  await mkdir(join(folder, 'one'))
  await mkdir(join(folder, 'one-2'))
  const files = ['one/charts/a.png', 'one/b.md', 'two/c.png', 'd.csv'].map((name) => ({ name }))
  expect(await inUnusedFolders(folder, files)).toEqual([
    { name: 'one-3/charts/a.png' },
    { name: 'one-3/b.md' },
    { name: 'two/c.png' },
    { name: 'd.csv' },
  ])
})
