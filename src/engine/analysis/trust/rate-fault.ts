import { residenceMsOf } from '../../measure/statistics/residence-time'
import { areAmountsPlanned, meanAmounts } from '../../spec/mean-amounts'
import type { Figures } from '../../result/figures'
import type { Result } from '../../result/result'

const MOST_CUT_SHARE = 0.2
const MOST_BURST_SHARE = 0.1
/** Jobs in flight that each ended so often in a block end at any time of it. */
const ROUNDS_WITHOUT_BURSTS = 10
/**
 * A job may take less CPU time than planned, as calibrated rounds do on a core that got faster, but
 * hardly a third less.
 */
const MOST_UNPAID = 1.5

/** Why the jobs that ended in a contender's blocks are no rate. */
export type RateFault = 'apart' | 'bursts' | 'stalled'

/**
 * Why a closed load's blocks give no rate; null where they do. In a steady state as many jobs start
 * as end. A loop whose jobs all compute for a while and then all finish has blocks that see the one
 * or the other, always the same as they begin alike, and its rate can come out at twice what its
 * core can do. Two jobs a block may be cut by chance. Where every job in flight ended many times in
 * a block, no burst explains a time without an end: it stalled.
 */
export function rateFaultOf(figures: Figures, spec: Result['spec']): RateFault | null {
  const { started, completed, failed, blocks, measuredSeconds } = figures
  if (started === null || spec.load.kind === 'open') return null
  if (isPaidBefore(figures, spec)) return 'bursts'
  // From completion to completion it is another time than the blocks are long: jobs end in bursts
  // further apart than a block is long, and the rate says where in them the blocks began.
  if (completed > 0 && burstSeconds(figures) > MOST_BURST_SHARE * measuredSeconds) {
    const rounds = completed / spec.concurrency / Math.max(1, blocks.length)
    return rounds > ROUNDS_WITHOUT_BURSTS ? 'stalled' : 'bursts'
  }
  const ended = completed + failed
  const apart = Math.abs(started - ended)
  const isApart =
    apart > MOST_CUT_SHARE * Math.max(started, ended) && apart > 2 * Math.max(1, blocks.length)
  return isApart ? 'apart' : null
}

/** Whether a closed load's blocks give no rate (see {@link rateFaultOf}). */
export function isCutOff(figures: Figures, spec: Result['spec']): boolean {
  return rateFaultOf(figures, spec) !== null
}

/** By how much the time from completion to completion differs from that of the blocks. */
export function burstSeconds({ completionSeconds, measuredSeconds }: Figures): number {
  return Math.abs((completionSeconds ?? measuredSeconds) - measuredSeconds)
}

/**
 * Whether jobs that ended in blocks shorter than a round of all jobs in flight had been computed
 * before: then more computing ended in them than they had CPU time.
 */
function isPaidBefore(
  { completed, cpuSeconds, jobsPerSecond, measuredSeconds, blocks }: Figures,
  { workload, concurrency }: Result['spec'],
): boolean {
  if (!areAmountsPlanned(workload) || completed === 0 || blocks.length === 0) return false
  const blockMs = (1_000 * measuredSeconds) / blocks.length
  const isShort = blockMs < residenceMsOf(concurrency, jobsPerSecond)
  const computedSeconds = (completed * meanAmounts(workload).cpuMs) / 1_000
  return isShort && computedSeconds > MOST_UNPAID * cpuSeconds
}
