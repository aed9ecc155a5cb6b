import { execFileSync } from 'node:child_process'
import { mkdtemp, readFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { Library } from '../../../src/host/library/library'
import { syntheticResult } from '../../charts/synthetic-result'

test.runIf(process.platform !== 'win32')(
  'a pipe in the place of what the list remembers keeps no list waiting, and is replaced',
  async () => {
    const folder = await mkdtemp(join(tmpdir(), 'corewise-test-'))
    const library = new Library(folder, 'one')
    const id = await library.keep(syntheticResult())
    const index = join(folder, '.entries.json')
    execFileSync('mkfifo', [index])
    const { entries } = await library.list()
    expect(entries.map((entry) => entry.id)).toEqual([id])
    expect(await readFile(index, 'utf8')).toContain(id)
  },
)
