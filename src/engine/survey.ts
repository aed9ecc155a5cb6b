import type { CostResult } from './cost/cost-result'
import type { MemoryResult } from './footprint/memory-result'

/** What was measured of a machine and its runtime, with no contender compared. */
export type Survey = CostResult | MemoryResult

/** True where anything was measured: a survey that was cancelled early has no figure at all. */
export function hasFigures(survey: Survey): boolean {
  return survey.kind === 'corewise-cost'
    ? survey.costs.some(({ roundsNs }) => roundsNs.length > 0)
    : survey.waiters.some(({ points }) => points.length > 0)
}
