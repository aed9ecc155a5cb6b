import { max, median, min } from 'simple-statistics'
import type { Footprint, MemoryPoint, MemoryResult } from './memory-result'

/** Growth counts only where it is this many times the noise. */
const LEAST_TIMES_NOISE = 10

/** V8's heap grows by pages of 256 KiB: one of them may be due to anything. */
const HEAP_PAGE_BYTES = 262_144

/** What several processes say of one figure, in bytes. */
export interface ByteSummary {
  readonly median: number
  readonly least: number
  readonly most: number
}

/**
 * By how much a process with nothing that waits grew or shrank at most, in bytes; at least a page
 * of the heap.
 */
export function noiseOf({ waiters }: Pick<MemoryResult, 'waiters'>): number {
  const idle = waiters.flatMap((waiter) => waiter.idle)
  return max([HEAP_PAGE_BYTES, ...idle.map((footprint) => Math.abs(growthOf(footprint)))])
}

/**
 * Bytes per waiting task or thread: (held − baseline) ÷ count, the median of the processes. Null
 * where nothing was measured, and where the growth is less than 10 times `noiseBytes`.
 */
export function bytesPerWaiting(point: MemoryPoint, noiseBytes: number): ByteSummary | null {
  const growths = point.footprints.map(growthOf)
  const grown = summarise(growths)
  if (grown === null || point.count === 0) return null
  if (grown.median < LEAST_TIMES_NOISE * noiseBytes) return null
  return summarise(growths.map((growth) => growth / point.count))
}

/** Resident memory of the whole process with all waiting, garbage included; null of none. */
export function wholeProcess({ footprints }: MemoryPoint): ByteSummary | null {
  return summarise(footprints.map(({ waitingBytes }) => waitingBytes))
}

function growthOf({ baselineBytes, heldBytes }: Footprint): number {
  return heldBytes - baselineBytes
}

function summarise(values: number[]): ByteSummary | null {
  if (values.length === 0) return null
  return { median: median(values), least: min(values), most: max(values) }
}
