import { readdir, rename, rm, stat } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { builtAt } from '../build-info'
import { runIdSchema, type LibraryEntry, type LibraryList } from '../../contract/library'
import type { StoredRun, UnreadRun } from '../../contract/library'
import { readAbout, writeAbout, type About } from './about'
import { InputError, quote } from '../input/input-error'
import type { Place } from './growing-result'
import type { KeptResult } from './kept-result'
import { EntryIndex } from './entry-index'
import { libraryEntry } from './library-entry'
import { libraryFolder } from './library-folder'
import { holdsNothingWhole, removeUnfinished } from '../output/leftover'
import { makeFolder, makeNumberedFolder } from '../output/output-folder'
import { errorCode, messageOf, OutputError } from '../output/output-error'
import { parseStored, readResult } from '../input/read-result'
import { folderName, namedByFolder } from './result-file'
import { saveResult } from './save-result'

/** A folder that was changed so lately may be of a process that still writes into it. */
const STILL_WRITTEN_MS = 3_600_000

/** Where deleted runs wait for being wanted back; runs never begin with a dot. */
const TRASH = '.trash'

/** The runs that were kept: a folder each, which people may look into, copy and move. */
export class Library {
  readonly folder: string
  readonly #index: EntryIndex
  #isTidied = false
  #tidying: Promise<void> = Promise.resolve()

  constructor(folder: string = libraryFolder(), build: string | null = builtAt) {
    this.folder = folder
    this.#index = new EntryIndex(folder, build)
  }

  /** Where the run of that id is, or would be. @throws InputError where it cannot be an id */
  folderOf(id: string): string {
    if (runIdSchema.safeParse(id).success) return join(this.folder, id)
    throw noSuchRun(id)
  }

  /**
   * Keeps the result of a run, of a sweep or of a survey in a folder of its own.
   *
   * @returns the id: the folder's name
   * @throws OutputError where it cannot be written
   */
  async keep(result: KeptResult): Promise<string> {
    const folder = await makeNumberedFolder(this.folder, folderName(result))
    try {
      await saveResult(folder, result)
    } catch (error) {
      await rm(folder, { recursive: true, force: true })
      throw error
    }
    return basename(folder)
  }

  /** As `keep`, for a result that grows: gives the whole path of its folder. */
  readonly place: Place = async (result) => this.folderOf(await this.keep(result))

  /**
   * All runs, newest first, and the folders that could not be read. The first time, what killed
   * processes left is removed after that.
   *
   * @param mayRead asked before each run that has to be read whole for it, the newest first; the
   *   runs that it refuses are listed as unread
   */
  async list(mayRead: () => boolean = () => true): Promise<LibraryList> {
    const entries: LibraryEntry[] = []
    const unread: UnreadRun[] = []
    const problems: LibraryList['problems'] = []
    const named = (await this.ids()).map((id) => ({ id, ...namedByFolder(id) })).sort(byTime)
    const looked = await this.#index.entriesOf(
      named.map(({ id }) => id),
      async (id) => (await this.read(id)).entry,
      mayRead,
    )
    for (const [at, one] of looked.entries()) {
      if ('entry' in one) entries.push(one.entry)
      else if ('isUnread' in one) unread.push(...named.slice(at, at + 1))
      // Of a process that was killed while it kept something, which is no fault of the library.
      else if (!(await holdsNothingWhole(this.folderOf(one.id)))) {
        problems.push({ id: one.id, message: messageOf(one.error) })
      }
    }
    entries.sort(byTime)
    if (!this.#isTidied) void this.removeLeftovers()
    return { entries, unread, problems }
  }

  /** One run with everything measured. @throws InputError where it cannot be read */
  async read(id: string): Promise<StoredRun> {
    const folder = this.folderOf(id)
    const result = await readResult(folder)
    return { result, entry: libraryEntry(id, result, await readAbout(folder)) }
  }

  /**
   * Changes what people say of a run: its name, note and tags. The result stays as it is.
   *
   * @throws InputError where there is no such run
   * @throws OutputError where it cannot be written
   */
  async change(id: string, change: Partial<About>): Promise<LibraryEntry> {
    const { result } = await this.read(id)
    const folder = this.folderOf(id)
    const about = { ...(await readAbout(folder)), ...change }
    await writeAbout(folder, about)
    return libraryEntry(id, result, about)
  }

  /**
   * Takes a run out of the library; `undoDelete` brings it back until `emptyTrash`.
   *
   * @throws InputError where there is no such run
   */
  async delete(id: string): Promise<void> {
    const from = this.folderOf(id)
    const trash = join(this.folder, TRASH)
    await makeFolder(trash)
    await rm(join(trash, id), { recursive: true, force: true })
    await move(id, from, join(trash, id))
  }

  /** Brings a deleted run back. @throws InputError where it is gone */
  async undoDelete(id: string): Promise<LibraryEntry> {
    const to = this.folderOf(id)
    await move(id, join(this.folder, TRASH, id), to)
    return (await this.read(id)).entry
  }

  /** Deletes for good what was deleted, where that can be done: it stops no shell from ending. */
  async emptyTrash(): Promise<void> {
    await rm(join(this.folder, TRASH), { recursive: true, force: true }).catch(() => undefined)
  }

  /**
   * Removes what killed processes left of runs that they never kept and of files that they had
   * begun, where that can be done.
   */
  removeLeftovers(): Promise<void> {
    this.#isTidied = true
    // One after the other: two at once would each take for removed what the other still removes.
    this.#tidying = this.#tidying.then(() => this.#removeLeftovers())
    return this.#tidying
  }

  async #removeLeftovers(): Promise<void> {
    const latest = Date.now() - STILL_WRITTEN_MS
    for (const id of await this.ids().catch(() => [])) {
      const folder = this.folderOf(id)
      const found = await stat(folder).catch(() => null)
      if (found === null || found.mtimeMs > latest || !(await holdsNothingWhole(folder))) continue
      await rm(folder, { recursive: true, force: true }).catch(() => undefined)
    }
    await removeUnfinished(this.folder, { isDeep: true })
  }

  /**
   * Keeps a result that came as text, from another machine or of another tool perhaps.
   *
   * @param fileName names it in messages
   * @throws InputError where it is not a result
   * @throws OutputError where it cannot be written
   */
  async import(fileName: string, text: string): Promise<LibraryEntry> {
    const id = await this.keep(parseStored(text, fileName, fileName))
    return (await this.read(id)).entry
  }

  /** The names of all folders in it. @throws InputError where it cannot be read */
  async ids(): Promise<string[]> {
    try {
      const found = await readdir(this.folder, { withFileTypes: true })
      return found
        .filter((entry) => entry.isDirectory() && runIdSchema.safeParse(entry.name).success)
        .map(({ name }) => name)
    } catch (error) {
      if (errorCode(error) === 'ENOENT') return []
      throw new InputError(
        'unreadable',
        `Cannot read the library ${this.folder}: ${whyUnreadable(error)}`,
        { source: this.folder },
        { cause: error },
      )
    }
  }
}

/** The newest first, and those last whose time is not known. */
function byTime(a: Pick<UnreadRun, 'id' | 'startedAt'>, b: typeof a): number {
  const later = (b.startedAt ?? '').localeCompare(a.startedAt ?? '')
  return later === 0 ? b.id.localeCompare(a.id) : later
}

async function move(id: string, from: string, to: string): Promise<void> {
  try {
    await rename(from, to)
  } catch (error) {
    throw errorCode(error) === 'ENOENT' ? noSuchRun(id) : new OutputError(to, error)
  }
}

function whyUnreadable(error: unknown): string {
  switch (errorCode(error)) {
    case 'ENOTDIR':
      return 'it is no folder, or lies in none'
    case 'EACCES':
    case 'EPERM':
      return 'permission denied'
    default:
      return messageOf(error)
  }
}

function noSuchRun(id: string): InputError {
  return new InputError('missing', `There is no run ${quote(id)} in the library`, { source: id })
}
