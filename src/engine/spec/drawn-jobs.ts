import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64'
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus'
import {
  kindOf,
  rareLong,
  rareShort,
  type Amounts,
  type Spread,
  type Workload,
} from '../workload/kinds'
import { FIELDS } from './amount-table'
import type { Spec } from './spec'

/**
 * Mean amounts of a job, as far as a plan decides them: nothing of work that takes as long as it
 * takes.
 */
export function plannedAmounts(workload: Workload): Amounts {
  const { arePlanned, drawn, amounts } = kindOf(workload)
  return (arePlanned ? (drawn ?? amounts)(workload) : null) ?? noAmounts
}

const noAmounts: Amounts = { waitMs: 0, cpuMsBefore: 0, cpuMsAfter: 0 }

/**
 * Draws the amounts of jobs into `table`, in milliseconds, `FIELDS` a job: the same spec and seed
 * give the same amounts everywhere, as many as there is room for. What hidden threads compute
 * stands for the wait.
 */
export function drawnAmounts<Table extends Float64Array>(
  { workload, seed }: Pick<Spec, 'workload' | 'seed'>,
  table: Table,
): Table {
  const { waitMs, cpuMsBefore, cpuMsAfter, hiddenMs = 0 } = plannedAmounts(workload)
  const spread = 'spread' in workload ? workload.spread : 'fixed'
  const random = xoroshiro128plus(seed)
  const draw = (of: Spread) => multiplier(of, uniformFloat64(random))
  for (let at = 0; at < table.length; at += FIELDS) {
    const wait = draw(spread === 'exponential-service' ? 'fixed' : spread)
    const cpu = draw(spread)
    table.set([cpuMsBefore * cpu, (waitMs + hiddenMs) * wait, cpuMsAfter * cpu], at)
  }
  return table
}

/** Draws when jobs of an open load come in into `table`, in mean gaps: sums of gaps of mean 1. */
export function drawnArrivals<Table extends Float64Array>(
  { load, seed }: Pick<Spec, 'load' | 'seed'>,
  table: Table,
): Table {
  // From a generator of their own: the same jobs come in whether the load is open or closed.
  const random = xoroshiro128plus(~seed)
  const spread = load.kind === 'open' && load.arrivals === 'poisson' ? 'exponential' : 'fixed'
  let at = 0
  for (let index = 0; index < table.length; index++) {
    table[index] = at
    at += multiplier(spread, uniformFloat64(random))
  }
  return table
}

/** A factor of mean 1, from a uniform number in [0, 1). */
function multiplier(spread: Spread, uniform: number): number {
  switch (spread) {
    case 'fixed':
      return 1
    case 'uniform':
      return 2 * uniform
    case 'exponential':
    case 'exponential-service':
      // Inverse transform; 1 − u lies in (0, 1], so the logarithm is finite.
      return -Math.log(1 - uniform)
    case 'rare-long':
      return uniform < rareLong.share ? rareShort * rareLong.times : rareShort
  }
}
