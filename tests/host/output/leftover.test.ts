import { readdir, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeEach, expect, test } from 'vitest'
import {
  removeOwnUnfinished,
  removeUnfinished,
  withUnfinished,
} from '../../../src/host/output/leftover'
import { scratch } from '../../scratch'

let folder = ''
beforeEach(async () => {
  folder = await scratch()
})

test('a process that ends in the middle of writing takes what it had begun with it', async () => {
  const begun = new Promise<void>((resolve) => {
    void withUnfinished(join(folder, 'a.json'), async (path) => {
      await writeFile(path, 'half of it')
      resolve()
      await new Promise(() => undefined)
    })
  })
  await begun
  expect(await readdir(folder)).toHaveLength(1)
  removeOwnUnfinished()
  expect(await readdir(folder)).toEqual([])
})

test('what fails in the middle of writing is gone', async () => {
  const failing = withUnfinished(join(folder, 'a.json'), async (path) => {
    await writeFile(path, 'half of it')
    throw new Error('the disk is full')
  })
  await expect(failing).rejects.toThrow('the disk is full')
  expect(await readdir(folder)).toEqual([])
})

test('what a killed process left is removed a minute later, and nothing else', async () => {
  const names = [
    '.preferences.json-8a3bdf00-1111-2222-3333-444455556666.partial',
    '.preferences.json-8a3bdf00-2222-3333-4444-555566667777.partial',
    'download.partial',
  ]
  for (const name of names) await writeFile(join(folder, name), 'half of it')
  const longAgo = new Date(Date.now() - 61_000)
  for (const name of [names[0] ?? '', 'download.partial'])
    await utimes(join(folder, name), longAgo, longAgo)
  await removeUnfinished(folder, { isDeep: false })
  expect((await readdir(folder)).sort()).toEqual(names.slice(1))
})

test('a folder that is not there has nothing to remove', async () => {
  await removeUnfinished(join(folder, 'missing'), { isDeep: true })
  expect(await readdir(folder)).toEqual([])
})
