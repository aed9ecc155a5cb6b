import type { Bytes } from '../../engine/measure/statistics/quantity'
import { memoryNeed } from '../../engine/analysis/memory-need'
import type { Spec } from '../../engine/spec/spec'
import { size } from '../format'

/**
 * Warns before runs that will not fit into the memory that is free; null where all do.
 *
 * @param specs of the points of a sweep, or the one of a run
 */
export const memoryWarning = (specs: readonly Spec[], freeBytes: Bytes): string | null => {
  const need = Math.max(...specs.map(memoryNeed))
  if (need <= freeBytes) return null
  return `This needs about ${size(need)} of memory, and ${size(freeBytes)} is free: the system may end it. Take fewer workers or fewer jobs in flight.`
}
