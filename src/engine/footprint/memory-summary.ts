import { max, median, min } from 'simple-statistics'
import type { Footprint, MemoryPoint, Waiter } from './memory-result'

/** Growth counts only where it is this many times what idle processes differ by. */
const LEAST_TIMES_NOISE = 10

/** What several processes say of one figure, in bytes. */
export interface ByteSummary {
  readonly median: number
  readonly least: number
  readonly most: number
}

/** By how much a process with nothing that waits was seen to grow or shrink, at most, in bytes. */
export function noiseOf({ idle }: Waiter): number {
  return max([0, ...idle.map((footprint) => Math.abs(growthOf(footprint)))])
}

/**
 * Bytes per waiting task or thread: (held − baseline) ÷ count, the median of the processes. Null
 * where nothing was measured, and where the growth is less than 10 times what the same program
 * grows by with nothing that waits.
 */
export function bytesPerWaiting(waiter: Waiter, point: MemoryPoint): ByteSummary | null {
  const growths = point.footprints.map(growthOf)
  const grown = summarise(growths)
  if (grown === null || grown.median < LEAST_TIMES_NOISE * noiseOf(waiter)) return null
  if (grown.median <= 0 || point.count === 0) return null
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
