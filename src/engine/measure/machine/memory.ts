import { readFileSync } from 'node:fs'
import { bytes, type Bytes } from '../statistics/quantity'

/**
 * Resident memory of the process; null where it cannot be read, as without `/proc` or a free
 * descriptor.
 */
function readResidentBytes(): number | null {
  try {
    return process.memoryUsage.rss()
  } catch {
    return null
  }
}

/**
 * Resident memory of other processes together; null where it cannot be read, 0 where there are
 * none. What they share counts in each of them.
 */
export function readResidentBytesOf(pids: readonly number[]): number | null {
  try {
    return pids.reduce((sum, pid) => {
      const kib = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'latin1'))?.[1]
      return sum + Number(kib ?? 0) * 1024
    }, 0)
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
  #nowBytes: number | null
  #peakBytes: number | null

  /**
   * @param heldBytes what is held already of what is watched
   * @param read looks at the memory; null where it cannot
   */
  constructor(heldBytes = 0, read: () => number | null = readResidentBytes) {
    this.#read = read
    this.#nowBytes = read()
    this.#startBytes = this.#nowBytes === null ? null : this.#nowBytes - heldBytes
    this.#peakBytes = this.#nowBytes
  }

  /** Looks once. */
  sample(): void {
    const now = this.#read()
    this.#nowBytes = now
    if (now !== null) this.#peakBytes = Math.max(this.#peakBytes ?? 0, now)
  }

  /** The most that any sample saw; null where none could see it. */
  get peakBytes(): Bytes | null {
    return this.#peakBytes === null ? null : bytes(this.#peakBytes)
  }

  /** What is held of it by the last look; null where that is not known. */
  get heldBytes(): number | null {
    if (this.#nowBytes === null || this.#startBytes === null) return null
    return Math.max(0, this.#nowBytes - this.#startBytes)
  }

  /**
   * By how much the peak exceeds what was used when the watch began; null where that is not known.
   */
  get growthBytes(): Bytes | null {
    if (this.#peakBytes === null || this.#startBytes === null) return null
    return bytes(this.#peakBytes - this.#startBytes)
  }
}
