import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, expect, onTestFinished, test } from 'vitest'
import type { LibraryList } from '../../../src/contract/library'
import { Library } from '../../../src/host/library/library'
import { libraryEntry } from '../../../src/host/library/library-entry'
import { LibraryListing } from '../../../src/host/library/library-listing'
import { syntheticResult } from '../../charts/synthetic-result'

const RUNS = 24
let folder: string
let isMeasuring: boolean
let told: { times: number }
let listing: LibraryListing

/** As copied in from elsewhere: nothing of them was read yet. */
beforeAll(async () => {
  folder = join(await mkdtemp(join(tmpdir(), 'scratch-test-')), 'runs')
  for (let minute = 0; minute < RUNS; minute += 1) {
    const at = String(minute).padStart(2, '0')
    const result = syntheticResult(undefined, undefined, {
      startedAt: `2026-11-22T21:${at}:07.250Z`,
    })
    const run = join(folder, `io-bound-20261122T21${at}07Z`)
    await mkdir(run, { recursive: true })
    await writeFile(join(run, 'result.corewise.json'), JSON.stringify(result))
  }
})
afterAll(() => rm(join(folder, '..'), { recursive: true }))

beforeEach(() => {
  isMeasuring = false
  const mine = { times: 0 }
  told = mine
  listing = new LibraryListing({
    library: new Library(folder, null),
    isMeasuring: () => isMeasuring,
    onRead: () => (mine.times += 1),
  })
})

afterEach(() => {
  listing.stop()
})

/** The machine may be busy with something else. */
const patiently = { timeout: 20_000 }

const idsOf = ({ entries, unread }: LibraryList): string[] =>
  [...entries, ...unread].map(({ id }) => id)

test('a list is there before all of it was read: the newest whole, of the rest what folders say', async () => {
  const whole = await new Library(folder, null).list()
  const first = await listing.list()
  expect(first.entries.length).toBeGreaterThan(0)
  expect(first.entries).toEqual(whole.entries.slice(0, first.entries.length))
  expect(first.unread.length).toBeGreaterThan(0)
  expect(idsOf(first)).toEqual(idsOf(whole))
  expect(first.unread.at(-1)).toEqual({
    id: 'io-bound-20261122T210007Z',
    name: 'io-bound',
    startedAt: '2026-11-22T21:00:07.000Z',
  })
  await expect.poll(() => listing.list(), patiently).toEqual(whole)
  expect(told.times).toBeGreaterThan(0)
})

test('nothing more is read while something is measured, and the rest afterwards', async () => {
  isMeasuring = true
  const { unread } = await listing.list()
  listing.readOn()
  await new Promise(setImmediate)
  expect(told.times).toBe(0)
  expect(unread.length).toBeGreaterThan(0)
  isMeasuring = false
  listing.readOn()
  await expect.poll(async () => (await listing.list()).unread, patiently).toEqual([])
})

test('a run that cannot be read is told as a problem, and keeps none of the others unread', async () => {
  const broken = join(folder, 'broken')
  onTestFinished(() => rm(broken, { recursive: true, force: true }))
  await mkdir(broken)
  await writeFile(join(broken, 'result.corewise.json'), '{"kind":')
  await expect.poll(async () => (await listing.list()).unread, patiently).toEqual([])
  const { problems, entries } = await listing.list()
  expect(problems.map(({ id }) => id)).toEqual(['broken'])
  expect(entries).toHaveLength(RUNS)
  await rm(broken, { recursive: true })
  expect((await listing.list()).problems).toEqual([])
})

test('a listing that was stopped reads nothing more by itself', async () => {
  listing.stop()
  await listing.list()
  await new Promise(setImmediate)
  expect(told.times).toBe(0)
})

test('a run whose every contender failed is listed as failed, one of which some failed as complete', () => {
  const result = syntheticResult()
  const failed = result.contenders.map(({ name }) => ({
    ...{ status: 'failed' as const, name },
    ...{ error: 'worker 1 died', figures: null },
  }))
  const statusOf = (contenders: typeof result.contenders) =>
    libraryEntry('a', { ...result, contenders }, { name: null, note: '', tags: [] }).status
  expect(statusOf(failed)).toBe('failed')
  expect(statusOf([...failed.slice(1), ...result.contenders.slice(0, 1)])).toBe('complete')
})
