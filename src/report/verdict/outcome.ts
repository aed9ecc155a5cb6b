import { claimAgainst, claimOf, comparisonOf } from '../../engine/analysis/claim'
import { latencyFaultOf } from '../../engine/analysis/trust/latency-fault'
import { isSaturated } from '../../engine/analysis/trust/saturation'
import type { ContenderName } from '../../engine/contender'
import { inverse, type Interval } from '../../engine/measure/statistics/interval'
import { comparableFigures } from '../../engine/result/measured-figures'
import type { Figures } from '../../engine/result/figures'
import type { Comparison, Result } from '../../engine/result/result'

/** One contender of a pair with its figures. */
export interface Side {
  readonly name: ContenderName
  readonly figures: Figures
}

/** Which did more jobs a second, as far as that can be claimed. */
export interface Outcome {
  /** Which did more; the first of the pair where no difference is claimed. */
  readonly winner: Side
  readonly other: Side
  /** Winner to other. */
  readonly comparison: Comparison
  readonly isClaimed: boolean
}

/** A contender with its figures; null where it has none that can be compared. */
export function sideOf(result: Result, name: ContenderName): Side | null {
  const figures = comparableFigures(result, name)
  return figures === null ? null : { name, figures }
}

/** Puts the one first that did more, where that is claimed. */
export function outcomeOf(
  result: Result,
  [first, second]: readonly [Side, Side],
  comparison: Comparison,
): Outcome {
  const claim = claimOf(result, comparison.jobsPerSecond, 'jobsPerSecond')
  if (claim !== 'less') {
    return { winner: first, other: second, comparison, isClaimed: claim === 'more' }
  }
  const reversed = comparisonOf(result, second.name, first.name) ?? comparison
  return { winner: second, other: first, comparison: reversed, isClaimed: true }
}

/** Whether an open load was less than both of them could do: then it, not they, set the rate. */
export function haveKeptUp({ spec }: Result, sides: readonly Side[]): boolean {
  return spec.load.kind === 'open' && sides.every(({ figures }) => !isSaturated(figures, spec))
}

/** How two contenders compare in latency. */
export interface LatencyOutcome {
  readonly percentile: number
  /** Longer to shorter where a difference is claimed; else winner to other. */
  readonly ratio: Interval
  /** What one contender came to against itself. */
  readonly self: Interval | null
  /** Both null where no difference is claimed. */
  readonly shorter: Side | null
  readonly longer: Side | null
}

/** Which kept latency lower; null where it is not compared, as where a queue only grew. */
export function latencyOutcome(
  result: Result,
  { winner, other, comparison: { latency } }: Outcome,
): LatencyOutcome | null {
  const hasFault = ({ figures }: Side): boolean => latencyFaultOf(figures, result.spec) !== null
  if (latency === null || [winner, other].some(hasFault)) return null
  const { percentile, ratio } = latency
  const self = latencyCheck(result, percentile)
  switch (claimAgainst(self, ratio)) {
    case 'none':
      return { percentile, ratio, self, shorter: null, longer: null }
    case 'less':
      return { percentile, ratio: inverse(ratio), self, shorter: winner, longer: other }
    case 'more':
      return { percentile, ratio, self, shorter: other, longer: winner }
  }
}

/** The check of latency at a percentile; results of early versions have only that of throughput. */
function latencyCheck({ selfCheck }: Result, percentile: number): Interval | null {
  const checked = selfCheck?.latency.find((candidate) => candidate.percentile === percentile)
  return checked?.ratio ?? selfCheck?.jobsPerSecond ?? null
}
