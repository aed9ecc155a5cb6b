import { max, median, min } from 'simple-statistics'
import type { Nanoseconds } from '../measure/statistics/quantity'
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

/** A clock that a cost is told by. */
type CostClock = 'wall' | 'cpu'

/** Nanoseconds of one in every round of a cost; empty where it was not measured. */
export function roundsOf(
  { costs }: CostResult,
  name: CostName,
  clock: CostClock = 'wall',
): readonly Nanoseconds[] {
  const found = costs.find((cost) => cost.name === name)
  return (clock === 'wall' ? found?.roundsNs : found?.roundsCpuNs) ?? []
}

/** Empty jobs through the loop contender with all its records kept, per second of the clock. */
export function recordedLoopRate(result: CostResult, clock: CostClock): RoundSummary | null {
  return summariseRounds(roundsOf(result, 'loop-recorded', clock).map((ns) => 1e9 / ns))
}

/** CPU time that keeping the records adds to one job of the loop, in nanoseconds, by rounds. */
export function recordingCost(result: CostResult): RoundSummary | null {
  return summariseRounds(
    pairs(result, 'loop-bare', 'loop-recorded', 'cpu').map(([bareNs, ns]) => ns - bareNs),
  )
}

/**
 * What the pool contender does as a share of what bare Piscina does, by rounds: jobs per second,
 * or jobs per second of CPU time.
 */
export function poolShare(result: CostResult, clock: CostClock): RoundSummary | null {
  return summariseRounds(
    pairs(result, 'pool-bare', 'pool-recorded', clock).map(([bareNs, ns]) => bareNs / ns),
  )
}

/** How many times as long as an iteration of the loop something takes by the clock, by rounds. */
export function timesIteration(result: CostResult, name: CostName): RoundSummary | null {
  return summariseRounds(
    pairs(result, 'loop-iteration', name, 'wall').map(([iterationNs, ns]) => ns / iterationNs),
  )
}

function pairs(
  result: CostResult,
  first: CostName,
  second: CostName,
  clock: CostClock,
): (readonly [number, number])[] {
  const others = roundsOf(result, second, clock)
  return roundsOf(result, first, clock).flatMap((ns, round) => {
    const other = others[round]
    return other === undefined ? [] : [[ns, other] as const]
  })
}
