import { kindOf, variationOfSpread, type Workload } from '../workload/kinds'

/** Mean amounts of one job, in milliseconds. */
export interface MeanAmounts {
  readonly waitMs: number
  readonly cpuMs: number
}

/**
 * What a job waits and computes in the mean: 0 for what its kind of work does not have, and both
 * where only a run can tell how long it takes, as of files. What hidden threads compute is
 * computing.
 */
export function meanAmounts(workload: Workload): MeanAmounts {
  const amounts = kindOf(workload).amounts(workload)
  if (amounts === null) return { waitMs: 0, cpuMs: 0 }
  const { waitMs, cpuMsBefore, cpuMsAfter, hiddenMs = 0 } = amounts
  return { waitMs, cpuMs: cpuMsBefore + cpuMsAfter + hiddenMs }
}

/** Whether it is known before a run how long a job waits and computes. */
export function hasAmounts(workload: Pick<Workload, 'kind'>): boolean {
  return kindOf(workload).amounts(workload) !== null
}

/** Whether a job's waiting and computing are known and can be shared out anew. */
export function canShareOut(workload: Pick<Workload, 'kind'>): boolean {
  return kindOf(workload).withAmounts !== null && hasAmounts(workload)
}

/**
 * How long a job computes on the runtime's hidden threads, where its thread does not block for it.
 */
export function hiddenMsOf(workload: Workload): number {
  return kindOf(workload).amounts(workload)?.hiddenMs ?? 0
}

/** What the runtime holds in memory for a job in flight whose thread does not block. Bytes. */
export function heldBytesOf(workload: Pick<Workload, 'kind'>): number {
  return kindOf(workload).jobBytes ?? 0
}

/** Whether the runtime's hidden threads may do something of such jobs. */
export function needsHiddenThreads(workload: Pick<Workload, 'kind'>): boolean {
  return kindOf(workload).hidden !== 'nothing'
}

/** Whether jobs wait and compute exactly what is said of them; false where that was measured. */
export function areAmountsPlanned(workload: Pick<Workload, 'kind'>): boolean {
  return kindOf(workload).arePlanned
}

/**
 * Whether jobs wait for several things at once, so that what is drawn is not how long a job takes.
 */
export function waitsForSeveral(workload: Pick<Workload, 'kind'>): boolean {
  return kindOf(workload).drawn !== undefined
}

/** The standard deviation of what varies from job to job, as a share of its mean. */
export function variationOf(workload: Workload): number {
  return 'spread' in workload ? variationOfSpread[workload.spread] : 0
}
