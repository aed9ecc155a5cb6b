import { existsSync } from 'node:fs'
import { mkdir, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeEach, expect, test } from 'vitest'
import type { Result } from '../../../src/engine/result/result'
import { Library } from '../../../src/host/library/library'
import { libraryFolder } from '../../../src/host/library/library-folder'
import { syntheticResult, syntheticSweep, syntheticSpec } from '../../charts/synthetic-result'
import { scratch } from '../../scratch'

let library: Library
beforeEach(async () => {
  library = new Library(join(await scratch(), 'runs'))
})

const result = (startedAt = '2026-11-22T21:40:00.000Z'): Result =>
  syntheticResult(undefined, syntheticSpec({ name: 'My run: α/β' }), { startedAt })

test('a run is kept under its name and start and read again as it was', async () => {
  const id = await library.keep(result())
  expect(id).toBe('My-run-20261122T214000Z')
  expect((await library.read(id)).result).toEqual(result())
  expect((await readdir(library.folderOf(id))).sort()).toEqual([
    'result.corewise.json',
    'result.csv',
  ])
})

test('a run that cannot be saved leaves no folder behind', async () => {
  const unwritable = {
    ...result(),
    toJSON: () => {
      throw new Error('not to be written')
    },
  }
  await expect(library.keep(unwritable)).rejects.toThrow('not to be written')
  expect(await readdir(library.folder)).toEqual([])
})

test('runs of the same second do not overwrite each other', async () => {
  const ids = await Promise.all([1, 2, 3].map(() => library.keep(result())))
  expect(new Set(ids).size).toBe(3)
})

test('the list is newest first and tells what could not be read', async () => {
  const older = await library.keep(result('2026-11-21T21:40:00.000Z'))
  const newer = await library.keep(result())
  await mkdir(join(library.folder, 'broken'))
  await writeFile(join(library.folder, 'broken', 'result.corewise.json'), '{"kind":')
  const { entries, problems } = await library.list()
  expect(entries.map(({ id }) => id)).toEqual([newer, older])
  expect(problems.map(({ id }) => id)).toEqual(['broken'])
  expect(problems[0]?.message).toContain('truncated')
})

test('a library that is not there yet is empty', async () => {
  expect(await library.list()).toEqual({ entries: [], unread: [], problems: [] })
})

test('name, note and tags are changed without touching the result', async () => {
  const id = await library.keep(result())
  await library.change(id, { name: 'Better', note: 'quiet machine' })
  const entry = await library.change(id, { tags: ['talk'] })
  expect(entry).toMatchObject({ id, name: 'Better', note: 'quiet machine', tags: ['talk'] })
  expect(await library.read(id)).toEqual({ entry, result: result() })
})

test('a deleted run can be brought back until the trash is emptied', async () => {
  const id = await library.keep(result())
  await library.delete(id)
  expect((await library.list()).entries).toEqual([])
  expect(await library.undoDelete(id)).toMatchObject({ id })
  expect((await library.list()).entries).toHaveLength(1)
  await library.delete(id)
  await library.emptyTrash()
  await expect(library.undoDelete(id)).rejects.toMatchObject({ reason: 'missing' })
})

test('a run that is not there cannot be read, changed or deleted', async () => {
  for (const attempt of [
    () => library.read('none'),
    () => library.change('none', { note: 'x' }),
    () => library.delete('none'),
  ]) {
    await expect(attempt()).rejects.toMatchObject({ reason: 'missing' })
  }
})

test.each(['../elsewhere', '.trash', 'a/b', '', '..'])(
  '%j is no run, and nothing is touched',
  (id) => {
    expect(() => library.folderOf(id)).toThrow('There is no run')
  },
)

test('a result from another machine is imported, anything else refused', async () => {
  const entry = await library.import('theirs.json', JSON.stringify(result()))
  expect(entry.name).toBe('My run: α/β')
  await expect(library.import('odd.json', '[]')).rejects.toThrow(
    'odd.json is not a Corewise result',
  )
  expect((await library.list()).entries).toHaveLength(1)
})

test('a sweep is listed with its parameter', async () => {
  const sweep = syntheticSweep('concurrency', [1, 1_000], (value) =>
    syntheticResult(undefined, syntheticSpec({ name: `io-bound (concurrency ${value})` })),
  )
  const id = await library.keep(sweep)
  const { entry } = await library.read(id)
  expect(entry).toMatchObject({ kind: 'sweep', name: 'io-bound over concurrency' })
  expect(entry.verdict.headline).toBe(
    'The event loop finished more jobs than the thread pool at 2 of 2 numbers of jobs in flight.',
  )
})

test('the library is where COREWISE_HOME says', () => {
  expect(libraryFolder({ COREWISE_HOME: '/somewhere' })).toBe(join('/somewhere', 'runs'))
  expect(libraryFolder({})).toMatch(/corewise/i)
})

/** The name of a file that was being written when its process was killed. */
const unfinished = '.result.corewise.json-8a3bdf00-1111-2222-3333-444455556666.partial'

test('what a killed process left of a run is no problem, and is removed once it is old', async () => {
  const kept = await library.keep(result())
  for (const name of ['empty', 'begun', 'fresh'])
    await mkdir(join(library.folder, name, 'charts'), { recursive: true })
  await writeFile(join(library.folder, 'begun', unfinished), 'half of it')
  // A run beside which something was left unfinished stays, and so does what is no leftover.
  await writeFile(join(library.folderOf(kept), unfinished), 'half of it')
  await mkdir(join(library.folder, 'foreign'))
  await writeFile(join(library.folder, 'foreign', 'notes.txt'), 'of a person')
  const { entries, problems } = await library.list()
  expect(entries.map(({ id }) => id)).toEqual([kept])
  expect(problems.map(({ id }) => id)).toEqual(['foreign'])
  const longAgo = new Date(Date.now() - 7_200_000)
  for (const name of ['empty', 'begun', 'foreign', kept])
    await utimes(join(library.folder, name), longAgo, longAgo)
  await library.removeLeftovers()
  expect((await library.ids()).sort()).toEqual([kept, 'foreign', 'fresh'].sort())
})

test('what killed processes left of files is gone after the first list, unless it is fresh', async () => {
  const kept = await library.keep(result())
  const longAgo = new Date(Date.now() - 61_000)
  const stale = [
    '..entries.json-8a3bdf00-1111-2222-3333-444455556666.partial',
    join(kept, unfinished),
    join(kept, 'charts', '.a.png-8a3bdf00-1111-2222-3333-444455556666.partial'),
  ].map((name) => join(library.folder, name))
  await mkdir(join(library.folder, kept, 'charts'))
  for (const path of stale) {
    await writeFile(path, 'half of it')
    await utimes(path, longAgo, longAgo)
  }
  // Of a process that still writes, and of a person.
  const others = ['..entries.json-8a3bdf00-2222-3333-4444-555566667777.partial', 'notes.partial']
  for (const name of others) await writeFile(join(library.folder, name), 'half of it')
  await utimes(join(library.folder, 'notes.partial'), longAgo, longAgo)
  await library.list()
  await expect.poll(() => stale.filter((path) => existsSync(path))).toEqual([])
  expect(await readdir(library.folder)).toEqual(expect.arrayContaining(others))
  expect((await library.list()).problems).toEqual([])
})

test('what a list shows is remembered for the next process of the same build, until a file changes', async () => {
  const listOf = (build: string) => new Library(library.folder, build).list()
  const id = await library.keep(result())
  const before = await listOf('one')
  // Of the same size and as old as the one before, which is how a run looks that nobody touched.
  const index = join(library.folder, '.entries.json')
  const marked = (await readFile(index, 'utf8')).replace('My run', 'Known!')
  await writeFile(index, marked)
  expect((await listOf('one')).entries.map(({ name }) => name)).toEqual(['Known!: α/β'])
  expect(await listOf('two')).toEqual(before)
  await writeFile(index, marked)
  await library.change(id, { note: 'changed' })
  expect((await listOf('one')).entries).toEqual([
    expect.objectContaining({ name: 'My run: α/β', note: 'changed' }),
  ])
  await writeFile(join(library.folderOf(id), 'result.corewise.json'), '{"kind":')
  expect(await listOf('one')).toEqual({
    entries: [],
    unread: [],
    problems: [{ id, message: expect.stringContaining('truncated') as string }],
  })
  await library.delete(id)
  expect(await listOf('one')).toEqual({ entries: [], unread: [], problems: [] })
})

test('a library that is a file is told in words of the lab', async () => {
  const file = join(await scratch(), 'file')
  await writeFile(file, '')
  const listed = new Library(join(file, 'runs')).list()
  await expect(listed).rejects.toThrow(/: it is no folder, or lies in none$/)
})

test('a list is read anew where what was remembered is spoilt or cannot be written', async () => {
  await library.keep(result())
  await writeFile(join(library.folder, '.entries.json'), '{"build":"one","entries":{"a":1}}')
  const spoilt = await new Library(library.folder, 'one').list()
  expect(spoilt.entries.map(({ name }) => name)).toEqual(['My run: α/β'])
  await rm(join(library.folder, '.entries.json'))
  await mkdir(join(library.folder, '.entries.json'))
  expect(await new Library(library.folder, 'one').list()).toEqual(spoilt)
})

test('what another tool wrote is kept as its own kind, listed with its tool, and read again', async () => {
  const text = await readFile(
    join(import.meta.dirname, '../foreign/real/autocannon-9.0.json'),
    'utf8',
  )
  const entry = await library.import('hello world.json', text)
  expect(entry).toMatchObject({
    id: 'hello-world-20261129T195527Z',
    kind: 'foreign',
    name: 'hello world',
    tool: { name: 'autocannon', version: null },
    contenders: [],
    verdict: { kind: 'no-claim', advice: '' },
  })
  expect(entry.verdict.headline).toBe(
    'autocannon: http://127.0.0.1:18931/ 1,650 a second, p99 85 ms.',
  )
  const { result } = await library.read(entry.id)
  expect(result).toMatchObject({ original: { fileName: 'hello world.json', text } })
  expect((await library.list()).entries).toEqual([entry])
  expect((await library.change(entry.id, { name: 'renamed' })).name).toBe('renamed')
})
