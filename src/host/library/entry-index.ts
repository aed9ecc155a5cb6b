import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { libraryEntrySchema, type LibraryEntry } from '../../contract/library'
import { readText } from '../input/read-text'
import { replaceFile } from '../output/write-files'
import { ABOUT_FILE } from './about'
import { recordFiles } from './record-file'

/** Begins with a dot, so that it is no run's folder and nobody takes it for one. */
const FILE = '.entries.json'

const indexedSchema = z.strictObject({ stamp: z.string(), entry: libraryEntrySchema })
type Indexed = z.infer<typeof indexedSchema>
const fileSchema = z.strictObject({
  build: z.string(),
  entries: z.record(z.string(), indexedSchema),
})

/**
 * What the list shows of runs, remembered, so that a thousand of them need not be read whole for
 * it. An entry is good for as long as the files that it was made of are the same, and for one
 * build: the next one may word its verdict differently.
 */
export class EntryIndex {
  readonly #folder: string
  readonly #build: string | null
  #known: Map<string, Indexed> | null = null
  #isChanged = false

  /** @param build what made the entries; null remembers them only as long as the process lives */
  constructor(folder: string, build: string | null) {
    this.#folder = folder
    this.#build = build
  }

  /**
   * The entries of runs by their ids, each read by `read` where its files have changed.
   *
   * @returns in the order of the ids; what `read` threw in the place of an entry that it threw for
   */
  async entriesOf(
    ids: readonly string[],
    read: (id: string) => Promise<LibraryEntry>,
  ): Promise<({ id: string; entry: LibraryEntry } | { id: string; error: unknown })[]> {
    this.#known ??= await this.#load()
    const stamps = await Promise.all(ids.map((id) => stampOf(join(this.#folder, id))))
    const known = new Map<string, Indexed>()
    const found: ({ id: string; entry: LibraryEntry } | { id: string; error: unknown })[] = []
    // One after the other: each run is held in memory while it is read.
    for (const [at, id] of ids.entries()) {
      const stamp = stamps[at] ?? ''
      const before = this.#known.get(id)
      try {
        const isSame = before?.stamp === stamp
        const entry = isSame ? before.entry : await read(id)
        if (!isSame) this.#isChanged = true
        known.set(id, { stamp, entry })
        found.push({ id, entry })
      } catch (error) {
        found.push({ id, error })
      }
    }
    if (known.size !== this.#known.size) this.#isChanged = true
    this.#known = known
    await this.#save()
    return found
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
  async #save(): Promise<void> {
    if (this.#build === null || !this.#isChanged || this.#known === null) return
    this.#isChanged = false
    const entries = Object.fromEntries(this.#known)
    const text = JSON.stringify({ build: this.#build, entries })
    await replaceFile(join(this.#folder, FILE), text).catch(() => undefined)
  }
}

/** Another one where any file that an entry is made of was written, replaced or removed. */
async function stampOf(folder: string): Promise<string> {
  const kinds = ['corewise-result', 'corewise-sweep', 'corewise-foreign'] as const
  const names = [...kinds.map((kind) => recordFiles[kind]), ABOUT_FILE]
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
