import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { listFiles } from '../../../src/engine/workload/list-files'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'scratch-files-'))
})
afterEach(async () => {
  await rm(folder, { recursive: true })
})

test('lists the files below a folder, sorted by name', async () => {
  await mkdir(join(folder, 'b', 'deep'), { recursive: true })
  for (const name of ['c', 'Z', 'a', join('b', 'y'), join('b', 'deep', 'x')]) {
    await writeFile(join(folder, name), 'content')
  }
  const names = ['Z', 'a', join('b', 'deep', 'x'), join('b', 'y'), 'c']
  expect(listFiles(folder)).toEqual(names.map((name) => join(folder, name)))
})

test('leaves out what is empty, larger than 1 MiB or a link', async () => {
  await writeFile(join(folder, 'empty'), '')
  await writeFile(join(folder, 'large'), Buffer.alloc(1_048_577))
  await writeFile(join(folder, 'largest'), Buffer.alloc(1_048_576))
  await symlink(folder, join(folder, 'loop'), 'junction')
  expect(listFiles(folder)).toEqual([join(folder, 'largest')])
})

test('takes no more than 2,000 files', async () => {
  const names = Array.from({ length: 2_001 }, (_, index) => String(index))
  await Promise.all(names.map((name) => writeFile(join(folder, name), name)))
  expect(listFiles(folder)).toHaveLength(2_000)
})

test('names a folder that is missing, is not one, or holds nothing to read', async () => {
  const missing = join(folder, 'missing')
  expect(() => listFiles(missing)).toThrow(`workload.path: the folder "${missing}" does not exist`)
  expect(() => listFiles(folder)).toThrow(
    `workload.path: the folder "${folder}" has no file of 1 byte to 1 MiB`,
  )
  await writeFile(join(folder, 'file'), 'content')
  const file = join(folder, 'file')
  expect(() => listFiles(file)).toThrow(`workload.path: the path "${file}" is not a folder`)
})
