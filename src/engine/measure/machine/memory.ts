import { bytes, type Bytes } from '../statistics/quantity'

/**
 * Watches the resident memory of the whole process (no runtime tells it per thread). A peak
 * between two samples is missed.
 */
export class MemoryWatch {
  readonly #startBytes = process.memoryUsage.rss()
  #peakBytes = this.#startBytes

  /** Looks once. */
  sample(): void {
    this.#peakBytes = Math.max(this.#peakBytes, process.memoryUsage.rss())
  }

  /** The most that any sample saw. */
  get peakBytes(): Bytes {
    return bytes(this.#peakBytes)
  }

  /** By how much the peak exceeds what was used when the watch began. */
  get growthBytes(): Bytes {
    return bytes(this.#peakBytes - this.#startBytes)
  }
}
