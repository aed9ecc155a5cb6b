import type { Workload } from './spec'

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
  return {
    waitMs: 'waitMs' in workload ? workload.waitMs : 0,
    cpuMs: 'cpuMs' in workload ? workload.cpuMs : 0,
  }
}
