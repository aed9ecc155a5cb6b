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

/** Whether something could not be measured: its process died, or did for one kind of waiting. */
export function hasFailed(survey: Survey): boolean {
  return survey.kind === 'corewise-cost'
    ? survey.interruption !== null
    : survey.waiters.some(({ stop }) => stop.reason === 'failed')
}

/** Why nothing could be measured, in words; null where nothing failed. */
export function whyNothing(survey: Survey): string | null {
  if (survey.kind === 'corewise-cost') return survey.interruption
  const stops = survey.waiters.map(({ stop }) => stop)
  return stops.find((stop) => stop.reason === 'failed')?.message ?? null
}
