import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { libraryEntrySchema, type LibraryEntry } from '../../contract/library'
import { readText } from '../input/read-text'
import { replaceFile } from '../output/write-files'
import { ABOUT_FILE } from './about'
import { resultFiles } from './result-file'

/** Begins with a dot, so that it is no run's folder and nobody takes it for one. */
const FILE = '.entries.json'

const indexedSchema = z.strictObject({ stamp: z.string(), entry: libraryEntrySchema })
/** What was read of a run, or why it could not be, and of which state of its files. */
type Indexed = z.infer<typeof indexedSchema> | { readonly stamp: string; readonly error: unknown }
const fileSchema = z.strictObject({
  build: z.string(),
  entries: z.record(z.string(), indexedSchema),
})

/** What is known of a run: what the list shows, why it could not be read, or nothing yet. */
export type Looked = { readonly id: string } & (
  { readonly entry: LibraryEntry } | { readonly error: unknown } | { readonly isUnread: true }
)

/**
 * What the list shows of runs, remembered, so that a thousand of them need not be read whole for
 * it. An entry is good for as long as the files that it was made of are the same, and for one
 * build: the next one may word its verdict differently.
 */
export class EntryIndex {
  readonly #folder: string
  readonly #build: string | null
  #known: Promise<Map<string, Indexed>> | null = null
  #isChanged = false

  /** @param build what made the entries; null remembers them only as long as the process lives */
  constructor(folder: string, build: string | null) {
    this.#folder = folder
    this.#build = build
  }

  /**
   * What is known of runs by their ids. Those whose files changed are read by `read` for as long as
   * `mayRead` says so, asked before each; the rest are unread.
   *
   * @returns in the order of the ids
   */
  async entriesOf(
    ids: readonly string[],
    read: (id: string) => Promise<LibraryEntry>,
    mayRead: () => boolean,
  ): Promise<Looked[]> {
    const known = await (this.#known ??= this.#load())
    const stampIn = (id: string): Promise<string> => stampOf(join(this.#folder, id))
    // Of runs that are not known there is nothing to be compared yet.
    const before = ids.filter((id) => known.has(id))
    const stamps = new Map(
      await Promise.all(before.map(async (id) => [id, await stampIn(id)] as const)),
    )
    const looked: Looked[] = []
    // One after the other: each run is held in memory while it is read.
    for (const id of ids) {
      const stamp = stamps.get(id)
      let found = stamp === undefined ? undefined : known.get(id)
      if (found?.stamp !== stamp || found === undefined) {
        if (!mayRead()) {
          looked.push({ id, isUnread: true })
          continue
        }
        found = await indexed(stamp ?? (await stampIn(id)), () => read(id))
        known.set(id, found)
        this.#isChanged = true
      }
      looked.push('entry' in found ? { id, entry: found.entry } : { id, error: found.error })
    }
    const there = new Set(ids)
    for (const id of [...known.keys()].filter((one) => !there.has(one))) {
      known.delete(id)
      this.#isChanged = true
    }
    await this.#save(known)
    return looked
  }

  /** Nothing where it is not there, of another build, or not to be read. */
  async #load(): Promise<Map<string, Indexed>> {
    if (this.#build === null) return new Map()
    try {
      const text = await readText(join(this.#folder, FILE))
      const { build, entries } = fileSchema.parse(JSON.parse(text))
      return new Map(build === this.#build ? Object.entries(entries) : [])
    } catch {
      return new Map()
    }
  }

  /**
   * Where it cannot be kept, as in a folder that is only read, the runs are read again next time.
   */
  async #save(known: ReadonlyMap<string, Indexed>): Promise<void> {
    if (this.#build === null || !this.#isChanged) return
    this.#isChanged = false
    // What could not be read may be readable to the next process.
    const entries = Object.fromEntries([...known].filter(([, found]) => 'entry' in found))
    const text = JSON.stringify({ build: this.#build, entries })
    await replaceFile(join(this.#folder, FILE), text).catch(() => undefined)
  }
}

async function indexed(stamp: string, read: () => Promise<LibraryEntry>): Promise<Indexed> {
  try {
    return { stamp, entry: await read() }
  } catch (error) {
    return { stamp, error }
  }
}

/** Another one where any file that an entry is made of was written, replaced or removed. */
async function stampOf(folder: string): Promise<string> {
  const kinds = ['corewise-result', 'corewise-sweep', 'corewise-foreign'] as const
  const names = [...kinds.map((kind) => resultFiles[kind]), ABOUT_FILE]
  const stamps = await Promise.all(
    names.map((name) =>
      stat(join(folder, name)).then(
        ({ ino, size, mtimeMs, ctimeMs }) => `${ino} ${size} ${mtimeMs} ${ctimeMs}`,
        () => '-',
      ),
    ),
  )
  return stamps.join(', ')
}
