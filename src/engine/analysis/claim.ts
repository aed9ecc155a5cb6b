import { excludesOne, type Interval, inverse, spreadOf } from '../measure/statistics/interval'
import { comparableFigures } from '../result/measured-figures'
import type { Comparison, Result } from '../result/result'
import { mainPairOf } from '../spec/main-pair'
import type { ContenderName } from '../spec/spec'
import { distrustOf } from './trust/trust'
import { isCutOff } from './trust/rate-fault'

/**
 * Two contenders in the order asked for; null where the run claims nothing of them, as one that is
 * not to be trusted.
 */
export function comparisonOf(
  result: Result,
  first: ContenderName,
  second: ContenderName,
): Comparison | null {
  if (distrustOf(result) !== null) return null
  if (isWithoutRate(result, first) || isWithoutRate(result, second)) return null
  const { inference } = result
  for (const comparison of inference?.comparisons ?? []) {
    if (comparison.first === first && comparison.second === second) return comparison
    if (comparison.first === second && comparison.second === first) return reversed(comparison)
  }
  return null
}

function reversed({ first, second, ...ratios }: Comparison): Comparison {
  const { jobsPerSecond, jobsPerCoreSecond, latency } = ratios
  return {
    first: second,
    second: first,
    jobsPerSecond: inverse(jobsPerSecond),
    jobsPerCoreSecond: jobsPerCoreSecond === null ? null : inverse(jobsPerCoreSecond),
    latency: latency === null ? null : { ...latency, ratio: inverse(latency.ratio) },
  }
}

/**
 * Whether a ratio is a difference that may be claimed: its interval leaves out 1, and it is
 * further from 1 than a contender was from itself.
 */
export function claimOf(
  { selfCheck }: Pick<Result, 'selfCheck'>,
  ratio: Interval,
  figure: 'jobsPerSecond' | 'jobsPerCoreSecond',
): 'more' | 'less' | 'none' {
  return claimAgainst(selfCheck?.[figure] ?? null, ratio)
}

/** As `claimOf`, for a check that is at hand. */
export function claimAgainst(self: Interval | null, ratio: Interval): 'more' | 'less' | 'none' {
  const effect = Math.max(ratio.estimate, 1 / ratio.estimate) - 1
  if (self === null || !excludesOne(ratio) || effect <= spreadOf(self)) return 'none'
  return ratio.estimate > 1 ? 'more' : 'less'
}

/** Whether blocks too short for it leave a contender without a rate that could be compared. */
export function isWithoutRate(result: Result, name: ContenderName): boolean {
  const figures = comparableFigures(result, name)
  return figures !== null && isCutOff(figures, result.spec)
}

/** The first of a run's main pair against the second in jobs per second, as far as can be said. */
export interface MainClaim {
  /** Whether the first surely did more or less; `none` where nothing can be claimed. */
  readonly claim: 'more' | 'less' | 'none'
  /** First to second; null where their rates cannot be compared. */
  readonly ratio: Interval | null
}

/** What a run allows to say of its main pair in jobs per second. */
export function mainClaim(result: Result): MainClaim {
  const comparison = comparisonOf(result, ...mainPairOf(result.spec))
  if (comparison === null) return { claim: 'none', ratio: null }
  const { jobsPerSecond } = comparison
  return { claim: claimOf(result, jobsPerSecond, 'jobsPerSecond'), ratio: jobsPerSecond }
}
