import { execFileSync } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { Library } from '../../../src/host/library/library'
import { syntheticResult } from '../../charts/synthetic-result'
import { scratch } from '../../scratch'

test.runIf(process.platform !== 'win32')(
  'a pipe in the place of what the list remembers keeps no list waiting, and is replaced',
  async () => {
    const folder = await scratch()
    const library = new Library(folder, 'one')
    const id = await library.keep(syntheticResult())
    const index = join(folder, '.entries.json')
    execFileSync('mkfifo', [index])
    const { entries } = await library.list()
    expect(entries.map((entry) => entry.id)).toEqual([id])
    expect(await readFile(index, 'utf8')).toContain(id)
  },
)
