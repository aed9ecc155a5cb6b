import { nanoseconds, type Nanoseconds } from '../statistics/quantity'

/** Bits of a sub-bucket: 2¹¹ = 2048 values exactly, as 3 significant digits need. */
const SUB_BUCKET_BITS = 11
const HALF_BITS = SUB_BUCKET_BITS - 1
const HALF_COUNT = 1 << HALF_BITS
const MAX_BITS = 42

/** How many counts a histogram has. */
export const LATENCY_COUNTS_LENGTH = (MAX_BITS - HALF_BITS) * HALF_COUNT + HALF_COUNT

/** Highest value a histogram tells apart, about 73 minutes; higher ones count as this. */
export const HIGHEST_NS = nanoseconds(2 ** MAX_BITS - 1)

/** The largest value, and the smallest plus one: memory starts as zeros, which must mean "none". */
const MAX = 0
const MIN_PLUS_ONE = 1
const BOUNDS_BYTES = 2 * Float64Array.BYTES_PER_ELEMENT

/** Bytes of one histogram in a thread's record; pages that are never written stay unused. */
export const LATENCY_COUNTS_BYTES =
  BOUNDS_BYTES + LATENCY_COUNTS_LENGTH * Uint32Array.BYTES_PER_ELEMENT

/**
 * Which count a value belongs to, in HdrHistogram's layout for a lowest value of 1 and 3
 * significant digits (http://hdrhistogram.org): exact below 2048, then 1024 steps for every
 * doubling. `value` is a whole number of at least 0 and below 2⁵⁴.
 */
export function countIndex(value: number): number {
  if (value < 0x1_0000_0000) {
    const shift = 31 - HALF_BITS - Math.clz32(value | (2 * HALF_COUNT - 1))
    return (shift << HALF_BITS) + (value >>> shift)
  }
  // Bit operations see 32 bits only. Above them a shift by 22 keeps the 11 bits that matter.
  return (22 << HALF_BITS) + countIndex(Math.floor(value / 2 ** 22))
}

/** The lowest value that belongs to a count: the inverse of `countIndex`. */
export function lowestValueAt(index: number): number {
  if (index < 2 * HALF_COUNT) return index
  const shift = (index >>> HALF_BITS) - 1
  return ((index & (HALF_COUNT - 1)) + HALF_COUNT) * 2 ** shift
}

/**
 * A histogram's counts in shared memory, filled by one thread and read by another while it fills.
 * What is read is never torn, only up to a few records behind.
 */
export class LatencyCounts {
  readonly #bounds: Float64Array
  readonly #counts: Uint32Array

  /** Views `LATENCY_COUNTS_BYTES` of the buffer from `byteOffset`, a multiple of 8. */
  constructor(buffer: SharedArrayBuffer, byteOffset: number) {
    this.#bounds = new Float64Array(buffer, byteOffset, 2)
    this.#counts = new Uint32Array(buffer, byteOffset + BOUNDS_BYTES, LATENCY_COUNTS_LENGTH)
  }

  /** Counts a value. Below 0 counts as 0, above `HIGHEST_NS` as that. */
  record(valueNs: number): void {
    const value = valueNs > 0 ? Math.min(Math.round(valueNs), HIGHEST_NS) : 0
    const index = countIndex(value)
    this.#counts[index] = (this.#counts[index] ?? 0) + 1
    const bounds = this.#bounds
    const least = bounds[MIN_PLUS_ONE] ?? 0
    if (value > (bounds[MAX] ?? 0)) bounds[MAX] = value
    if (value < least || least === 0) bounds[MIN_PLUS_ONE] = value + 1
  }

  /**
   * Takes over what another process recorded in a file of the same layout.
   *
   * @param read reads bytes of that file from an offset on
   */
  copy(read: (bytes: Uint8Array, offset: number) => void): void {
    const { buffer, byteOffset } = this.#bounds
    read(new Uint8Array(buffer, byteOffset, BOUNDS_BYTES), byteOffset)
    const [first, end] = this.#range(this.maxNs)
    const counts = this.#counts.subarray(first, end)
    read(new Uint8Array(counts.buffer, counts.byteOffset, counts.byteLength), counts.byteOffset)
  }

  /** Forgets everything. To be called while nobody records. */
  clear(): void {
    const [first, end] = this.#range(this.maxNs)
    this.#counts.fill(0, first, end)
    this.#bounds.fill(0)
  }

  /** The largest value so far, exactly; 0 if there is none. */
  get maxNs(): Nanoseconds {
    return nanoseconds(this.#bounds[MAX] ?? 0)
  }

  /**
   * Adds every count to `sum`, a plain array of `LATENCY_COUNTS_LENGTH` numbers, and returns which
   * counts it went through, as `[first, end)`: all others are 0.
   */
  addTo(sum: Float64Array): readonly [first: number, end: number] {
    const counts = this.#counts
    const [first, end] = this.#range(this.maxNs)
    for (let index = first; index < end; index++) {
      sum[index] = (sum[index] ?? 0) + (counts[index] ?? 0)
    }
    return [first, end]
  }

  /** Every value that was counted, with how often; the largest exactly, others as their lowest. */
  *counted(): Iterable<readonly [valueNs: number, count: number]> {
    const { maxNs } = this
    const [first, end] = this.#range(maxNs)
    for (let index = first; index < end; index++) {
      const count = this.#counts[index] ?? 0
      if (count > 0) yield [index === end - 1 ? maxNs : lowestValueAt(index), count]
    }
  }

  #range(maxNs: Nanoseconds): readonly [first: number, end: number] {
    const least = this.#bounds[MIN_PLUS_ONE] ?? 0
    return least === 0 ? [0, 0] : [countIndex(least - 1), countIndex(maxNs) + 1]
  }
}
