import type { LibraryList } from '../../contract/library'
import type { Library } from './library'

/** Runs that are read before the list is answered: more than a window shows at a time. */
const READ_AT_ONCE = 16
/** After so long of reading on the list is told anew. */
const TELL_EVERY_MS = 1_000

interface LibraryListingParts {
  readonly library: Library
  /** Reading would be measured along with a run: it waits until nothing is measured. */
  readonly isMeasuring: () => boolean
  /** More is known than the list said. */
  readonly onRead: () => void
}

/**
 * The library's list for a window: there at once, however many runs are still to be read for it.
 * The rest are read one by one afterwards, the newest first.
 */
export class LibraryListing {
  readonly #parts: LibraryListingParts
  #isMore = false
  #isReadingOn = false
  #isStopped = false

  constructor(parts: LibraryListingParts) {
    this.#parts = parts
  }

  /** All runs, those as unread that are still to be read. @throws InputError as `Library.list` */
  async list(): Promise<LibraryList> {
    // What is read already need not be read twice.
    let left = this.#isReadingOn ? 0 : READ_AT_ONCE
    const list = await this.#parts.library.list(() => left-- > 0)
    this.#isMore = list.unread.length > 0
    this.readOn()
    return list
  }

  /** Reads what the list left unread, unless something is measured. */
  readOn(): void {
    if (!this.#isMore || this.#isReadingOn) return
    this.#isReadingOn = true
    void this.#read().finally(() => {
      this.#isReadingOn = false
    })
  }

  /** Reads nothing more by itself. */
  stop(): void {
    this.#isStopped = true
  }

  async #read(): Promise<void> {
    const { library, isMeasuring, onRead } = this.#parts
    const isAllowed = (): boolean => !this.#isStopped && !isMeasuring()
    while (this.#isMore && isAllowed()) {
      // From the first one on, so that each time at least one is read.
      let until: number | null = null
      const mayRead = (): boolean => {
        until ??= performance.now() + TELL_EVERY_MS
        return isAllowed() && performance.now() < until
      }
      // A library that cannot be read is told to whoever asks for the list.
      const list = await library.list(mayRead).catch(() => null)
      this.#isMore = list !== null && list.unread.length > 0
      onRead()
    }
  }
}
