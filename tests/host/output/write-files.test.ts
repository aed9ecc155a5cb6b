import { existsSync } from 'node:fs'
import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeEach, expect, test } from 'vitest'
import { OutputError } from '../../../src/host/output/output-error'
import { replaceFile, writeFiles } from '../../../src/host/output/write-files'
import { scratch } from '../../scratch'

let folder = ''
beforeEach(async () => {
  folder = await scratch()
})

test('files are written with the folders that they are in', async () => {
  const files = [
    { name: 'a.txt', data: 'a' },
    { name: 'in/b.txt', data: Buffer.from('b') },
  ]
  const paths = await writeFiles(folder, files)
  expect(paths).toEqual([join(folder, 'a.txt'), join(folder, 'in', 'b.txt')])
  expect(await readFile(join(folder, 'in/b.txt'), 'utf8')).toBe('b')
  expect((await readdir(folder)).sort()).toEqual(['a.txt', 'in'])
})

test('a file that is there is not overwritten, and none of the others stays', async () => {
  await writeFile(join(folder, 'b.txt'), 'old')
  const files = ['a.txt', 'new/c.txt', 'b.txt'].map((name) => ({ name, data: 'new' }))
  await expect(writeFiles(folder, files)).rejects.toMatchObject({
    name: 'OutputError',
    path: join(folder, 'b.txt'),
  })
  expect(await readdir(folder)).toEqual(['b.txt'])
  expect(await readFile(join(folder, 'b.txt'), 'utf8')).toBe('old')
})

test('a file is replaced as a whole', async () => {
  const path = join(folder, 'a.txt')
  await writeFile(path, 'a long old content')
  await replaceFile(path, 'new')
  expect(await readFile(path, 'utf8')).toBe('new')
  expect(await readdir(folder)).toEqual(['a.txt'])
})

test('a full disk is told as such', async (context) => {
  // Linux has a device that is always full.
  if (!existsSync('/dev/full')) context.skip('this system has no /dev/full')
  const full = await writeFile('/dev/full', 'x').catch((error: unknown) => error)
  expect(new OutputError('/some/where', full)).toMatchObject({
    reason: 'disk-full',
    message: 'Cannot write /some/where: the disk is full',
  })
})

test('a signal between two files ends the writing, and none of them stays', async () => {
  const controller = new AbortController()
  const files = [
    { name: 'in/a.txt', data: 'a' },
    {
      name: 'in/b.txt',
      get data() {
        controller.abort(new Error('ended'))
        return 'b'
      },
    },
    { name: 'in/c.txt', data: 'c' },
  ]
  await expect(writeFiles(folder, files, controller.signal)).rejects.toThrow('ended')
  expect(await readdir(folder)).toEqual([])
})
