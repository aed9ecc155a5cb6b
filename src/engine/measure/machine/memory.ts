import { bytes, type Bytes } from '../statistics/quantity'

/** Resident memory of the process; null where it cannot be read, as without `/proc` or a free descriptor. */
function readResidentBytes(): number | null {
  try {
    return process.memoryUsage.rss()
  } catch {
    return null
  }
}

/**
 * Watches the resident memory of the whole process (no runtime tells it per thread). A peak
 * between two samples is missed.
 */
export class MemoryWatch {
  readonly #read: () => number | null
  readonly #startBytes: number | null
  #peakBytes: number | null

  /** @param read looks at the memory; null where it cannot */
  constructor(read: () => number | null = readResidentBytes) {
    this.#read = read
    this.#startBytes = read()
    this.#peakBytes = this.#startBytes
  }

  /** Looks once. */
  sample(): void {
    const now = this.#read()
    if (now !== null) this.#peakBytes = Math.max(this.#peakBytes ?? 0, now)
  }

  /** The most that any sample saw; null where none could see it. */
  get peakBytes(): Bytes | null {
    return this.#peakBytes === null ? null : bytes(this.#peakBytes)
  }

  /** By how much the peak exceeds what was used when the watch began; null where that is not known. */
  get growthBytes(): Bytes | null {
    if (this.#peakBytes === null || this.#startBytes === null) return null
    return bytes(this.#peakBytes - this.#startBytes)
  }
}
