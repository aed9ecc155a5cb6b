import { kindOf, type Workload } from '../workload/kinds'

/** Mean amounts of one job, in milliseconds. */
export interface MeanAmounts {
  readonly waitMs: number
  readonly cpuMs: number
}

/**
 * What a job waits and computes in the mean: 0 for what its kind of work does not have, and both for
 * files, of which only a run can tell how long they take.
 */
export function meanAmounts(workload: Workload): MeanAmounts {
  const amounts = kindOf(workload).amounts(workload)
  if (amounts === null) return { waitMs: 0, cpuMs: 0 }
  return { waitMs: amounts.waitMs, cpuMs: amounts.cpuMsBefore + amounts.cpuMsAfter }
}

/** Whether it is known before a run how long a job waits and computes. */
export function hasAmounts(workload: Pick<Workload, 'kind'>): boolean {
  return kindOf(workload).amounts(workload) !== null
}

/** Whether jobs wait and compute exactly what is said of them; false where that was measured. */
export function areAmountsPlanned(workload: Pick<Workload, 'kind'>): boolean {
  return kindOf(workload).arePlanned
}
