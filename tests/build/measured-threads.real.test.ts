import { readFile } from 'node:fs/promises'
import { builtinModules } from 'node:module'
import { dirname, join, resolve } from 'node:path'
import { expect, test } from 'vitest'

const folder = resolve(import.meta.dirname, '../../out/main')

/** The packages that a built file loads when it starts, by itself or by its chunks. */
async function packagesOf(file: string, seen = new Set<string>()): Promise<Set<string>> {
  const packages = new Set<string>()
  if (seen.has(file)) return packages
  seen.add(file)
  const text = await readFile(file, 'utf8')
  // What is loaded later, where a job asks for it, is in a function: `() => require("…")`.
  for (const [, name = ''] of text.matchAll(/(?<!=> )\brequire\("([^"]+)"\)/g)) {
    if (name.startsWith('node:') || builtinModules.includes(name)) continue
    if (!name.startsWith('.')) packages.add(name)
    else for (const other of await packagesOf(join(dirname(file), name), seen)) packages.add(other)
  }
  return packages
}

test.each([
  ['loop-thread.cjs', []],
  ['async-thread.cjs', []],
  ['sequential-thread.cjs', []],
  ['pool-thread.cjs', ['piscina']],
  ['pool-job.cjs', []],
])('%s loads no package but those that its contender is made of', async (file, expected) => {
  expect([...(await packagesOf(join(folder, file)))]).toEqual(expected)
})
