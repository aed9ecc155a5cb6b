import type { Emit, Handlers } from '../../contract/channel/handlers'
import type { LibraryEntry } from '../../contract/library'
import type { MeasuringLock } from '../run/measuring-lock'
import type { Shell } from '../shell'
import type { Library } from './library'
import { LibraryListing } from './library-listing'
import { watchFolder } from './watch-folder'

/** What the library of an interface needs of the lab around it. */
interface LibraryParts {
  readonly library: Library
  readonly shell: Shell
  readonly lock: MeasuringLock
  readonly emit: Emit
}

/** The calls that read or change the library. */
type LibraryHandlers = Pick<
  Handlers,
  | 'listRuns'
  | 'readRun'
  | 'renameRun'
  | 'noteRun'
  | 'tagRun'
  | 'deleteRun'
  | 'undoDelete'
  | 'importRun'
  | 'chooseImport'
  | 'revealRun'
>

/** Answers what interfaces ask of the library, and tells them whenever it is not as it was. */
export class LibraryControl {
  readonly handlers: LibraryHandlers
  readonly #listing: LibraryListing

  constructor({ library, shell, lock, emit }: LibraryParts) {
    const tell = (): void => {
      emit('library', null)
    }
    // The command line keeps its runs in the same place.
    void watchFolder(library.folder, tell)
    const listing = new LibraryListing({
      library,
      isMeasuring: () => lock.holder !== null,
      onRead: tell,
    })
    lock.onFree(() => {
      listing.readOn()
    })
    this.#listing = listing
    const told = async (change: Promise<LibraryEntry>): Promise<LibraryEntry> => {
      const entry = await change
      tell()
      return entry
    }
    this.handlers = {
      listRuns: () => listing.list(),
      readRun: ({ id }) => library.read(id),
      renameRun: ({ id, name }) => told(library.change(id, { name })),
      noteRun: ({ id, note }) => told(library.change(id, { note })),
      tagRun: ({ id, tags }) => told(library.change(id, { tags })),
      deleteRun: async ({ id }) => {
        await library.delete(id)
        tell()
      },
      undoDelete: ({ id }) => told(library.undoDelete(id)),
      importRun: ({ fileName, text }) => told(library.import(fileName, text)),
      chooseImport: async () => {
        const file = await shell.chooseImport()
        return file === null ? null : told(library.import(file.fileName, file.text))
      },
      revealRun: ({ id }) => shell.reveal(library.folderOf(id)),
    }
  }

  /** Reads nothing more by itself. */
  stop(): void {
    this.#listing.stop()
  }
}
