import { bootstrapTwo, drawnSum } from '../measure/statistics/bootstrap'
import type { Interval } from '../measure/statistics/interval'
import { completed, completionSeconds, cpuSeconds, generationsOf } from './infer'
import { areAmountsPlanned, meanAmounts } from '../spec/mean-amounts'
import { measuredFigures } from '../result/measured-figures'
import type { Block } from '../result/figures'
import type { Result } from '../result/result'
import { LEAST_BLOCKS_TO_CLAIM, type ContenderName } from '../spec/spec'
import { claimOf, isWithoutRate } from './claim'
import { distrustOf } from './trust'

/** The rates that runs are compared by. */
export type Rate = 'jobsPerSecond' | 'jobsPerCoreSecond'

/** A contender of a later run against the same one of the first. */
export interface RunRatio {
  /** Its rate there ÷ its rate in the first, with the 95 % interval. */
  readonly ratio: Interval
  /**
   * Whether it does more or less than in the first; `none` where that is within noise, `no-rate`
   * where blocks were too short for one, `not-trusted` where one of the runs is not to be.
   */
  readonly claim: 'more' | 'less' | 'none' | 'no-rate' | 'not-trusted'
}

/**
 * What the blocks of two runs allow to say of a contender's rate in both: the ratio of the sums of
 * its blocks, later to first, with the 95 % interval of the bootstrap that draws from each run by
 * itself (see `bootstrapTwo`), seeded with the first run's seed. It is a difference where the
 * verdict of either run would call it one: the interval leaves out 1, and the ratio is further from
 * 1 than a contender was from itself in each of the two. A run that is not to be trusted, and blocks
 * too short for a rate, allow no claim.
 *
 * @returns null with fewer than 8 blocks measured to their end in one of them, or no such rate
 */
export function compareRuns(
  first: Result,
  later: Result,
  name: ContenderName,
  rate: Rate,
): RunRatio | null {
  const before = blocksOf(first, name)
  const after = blocksOf(later, name)
  if (Math.min(before.length, after.length) < LEAST_BLOCKS_TO_CLAIM) return null
  const [beforeCompleted, afterCompleted] = [before.map(completed), after.map(completed)]
  const [beforePer, afterPer] = [before.map(per[rate]), after.map(per[rate])]
  const ratio = bootstrapTwo(
    [generationsOf(before), generationsOf(after)],
    first.spec.seed,
    (drawnBefore, drawnAfter) =>
      (drawnSum(afterCompleted, drawnAfter) * drawnSum(beforePer, drawnBefore)) /
      (drawnSum(afterPer, drawnAfter) * drawnSum(beforeCompleted, drawnBefore)),
  )
  if (ratio === null) return null
  if (distrustOf(first) !== null || distrustOf(later) !== null) {
    return { ratio, claim: 'not-trusted' }
  }
  if (isWithoutRate(first, name) || isWithoutRate(later, name)) return { ratio, claim: 'no-rate' }
  const claim = claimOf(first, ratio, rate)
  return { ratio, claim: claimOf(later, ratio, rate) === claim ? claim : 'none' }
}

const per: Record<Rate, (block: Block) => number> = {
  jobsPerSecond: completionSeconds,
  jobsPerCoreSecond: cpuSeconds,
}

/** A contender's rate in a run; null where it has no figures, or none of this kind. */
export function rateOf(result: Result, name: ContenderName, rate: Rate): number | null {
  return measuredFigures(result, name)?.[rate] ?? null
}

function blocksOf(result: Result, name: ContenderName): readonly Block[] {
  return measuredFigures(result, name)?.blocks ?? []
}

/** Calibration alone moves by less than this, and moves a rate by no more. */
const MOST_ROUNDS_APART = 0.01

/** Whether jobs of the two runs compute, and not the same number of rounds for a millisecond. */
export function isRoundsApart({ spec, plan }: Result, { plan: later }: Result): boolean {
  if (!areAmountsPlanned(spec.workload) || meanAmounts(spec.workload).cpuMs === 0) return false
  return Math.abs(later.roundsPerMs / plan.roundsPerMs - 1) > MOST_ROUNDS_APART
}
