import type { Bytes } from '../../engine/measure/statistics/quantity'
import { memoryNeed } from '../../engine/analysis/memory-need'
import type { Spec } from '../../engine/spec/spec'
import { size } from '../format'

/**
 * Warns before runs that will not fit into the memory that is free; null where all do.
 *
 * @param specs of the points of a sweep, or the one of a run
 * @param machine its effective cores and the memory that a run could still get
 */
export const memoryWarning = (
  specs: readonly Spec[],
  { cores, freeBytes }: { readonly cores: number; readonly freeBytes: Bytes },
): string | null => {
  const need = Math.max(...specs.map((spec) => memoryNeed(spec, cores)))
  if (need <= freeBytes) return null
  return `This needs about ${size(need)} of memory, and ${size(freeBytes)} is free: the system may end it. Take fewer workers, loops or jobs in flight.`
}
