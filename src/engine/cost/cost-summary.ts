import { max, median, min } from 'simple-statistics'
import type { Nanoseconds } from '../measure/quantity'
import { nanoseconds } from '../measure/quantity'
import type { CostName, CostResult } from './cost-result'

/** What several rounds say of one figure. */
export interface RoundSummary {
  readonly median: number
  readonly least: number
  readonly most: number
  readonly rounds: number
}

/** The median of some rounds and how far they lie apart; null of none. */
export function summariseRounds(values: readonly number[]): RoundSummary | null {
  if (values.length === 0) return null
  const list = [...values]
  return { median: median(list), least: min(list), most: max(list), rounds: list.length }
}

/** Time of one, in nanoseconds, in every round of a cost; empty where it was not measured. */
export function roundsOf({ costs }: CostResult, name: CostName): readonly Nanoseconds[] {
  return costs.find((cost) => cost.name === name)?.roundsNs ?? []
}

/** Empty jobs per second through the loop contender with all its records kept. */
export function recordedLoopRate(result: CostResult): RoundSummary | null {
  return summariseRounds(roundsOf(result, 'loop-recorded').map((ns) => 1e9 / ns))
}

/** What keeping the records adds to one job of the loop, in nanoseconds, round by round. */
export function recordingCost(result: CostResult): RoundSummary | null {
  const recorded = roundsOf(result, 'loop-recorded')
  return summariseRounds(
    roundsOf(result, 'loop-bare').flatMap((bareNs, round) => {
      const recordedNs = recorded[round]
      return recordedNs === undefined ? [] : [nanoseconds(recordedNs - bareNs)]
    }),
  )
}

/** Throughput of the pool contender as a share of bare Piscina's, round by round. */
export function poolShare(result: CostResult): RoundSummary | null {
  const recorded = roundsOf(result, 'pool-recorded')
  return summariseRounds(
    roundsOf(result, 'pool-bare').flatMap((bareNs, round) => {
      const recordedNs = recorded[round]
      return recordedNs === undefined ? [] : [bareNs / recordedNs]
    }),
  )
}
