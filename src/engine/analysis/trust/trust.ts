import type { ContenderName } from '../../contender'
import { isHelper } from '../../result/figures'
import { measuredIn, type Measured } from '../../result/measured-figures'
import type { Result, Slot } from '../../result/result'
import { areAmountsPlanned, meanAmounts, variationOf } from '../../spec/mean-amounts'
import type { Spec } from '../../spec/spec'
import { otherCoresOf, starvationOf, type Others, type Starvation } from './starvation'
import { isCutOff } from './rate-fault'

/**
 * Beyond this share of the time that a contender could have run, it was others that were measured.
 */
const MOST_LOST_SHARE = 0.2
/** Contenders that lost less than this share more than others are compared all the same. */
const MOST_LOST_APART = 0.1
/** Threads that waited for longer than this share, for nothing that is seen, were held back. */
const MOST_WAITED_SHARE = 0.2
/** A millisecond of computing is calibrated, and cores change their clock, by less than this. */
const MOST_ABOVE_CEILING = 0.15
/** One time in 700 chance takes a mean further from what is expected than so many deviations. */
const MOST_DEVIATIONS = 3
/**
 * Threads are read one after the other: this share of time, and so many seconds a block, may be too
 * much.
 */
const MOST_ABOVE_CORES = 0.05
const MOST_EDGE_SECONDS = 0.02

/** Why nothing is claimed of a run, though all of it was measured. Shares are 0 to 1. */
export type Distrust =
  /** Something that it needs ended in the middle of it. */
  | { readonly kind: 'interrupted'; readonly reason: string }
  /** Others took so much of the time that a contender could have run. */
  | {
      readonly kind: 'starved'
      readonly name: ContenderName
      readonly lostShare: number
      readonly others: CoresOfOthers
    }
  /** Others took more of it from one contender than from another. */
  | {
      readonly kind: 'starved-apart'
      readonly most: ContenderName
      readonly least: ContenderName
      readonly others: CoresOfOthers
    }
  /** Threads waited for a core although cores were free, as under a limit on CPU time. */
  | { readonly kind: 'held-back'; readonly name: ContenderName; readonly waitedShare: number }
  /** The whole lab stood still in a block, again and again. */
  | { readonly kind: 'stood-still'; readonly slot: Slot; readonly seconds: number }
  /** More jobs a second than can be done: the machine is not the one that was calibrated. */
  | {
      readonly kind: 'above-ceiling'
      readonly name: ContenderName
      readonly jobsPerSecond: number
      readonly ceiling: number
    }
  /** More CPU time than its threads, or all cores, have. */
  | {
      readonly kind: 'above-cores'
      readonly name: ContenderName
      readonly coresUsed: number
      readonly cores: number
    }

/** Cores that others had in the mean while contenders were measured, of how many. */
export interface CoresOfOthers extends Others {
  readonly cores: number
}

/** What of a run decides whether it is to be trusted. */
export type Doubted = Pick<
  Result,
  'contenders' | 'spec' | 'environment' | 'machine' | 'predicted' | 'interruption' | 'stopped'
>

/**
 * Why a run is not to be trusted; null where nothing speaks against it. Nothing may be claimed of
 * such a run, neither what was faster nor why: the verdict says this instead. More threads than
 * cores are no such reason, as they wait for each other.
 */
export function distrustOf(result: Doubted): Distrust | null {
  if (result.interruption !== null) return { kind: 'interrupted', reason: result.interruption }
  const measured = measuredIn(result.contenders)
  return (
    stoodStill(result, measured) ??
    starved(result, measured) ??
    heldBack(result, measured) ??
    aboveCores(result, measured) ??
    aboveCeiling(result, measured)
  )
}

function stoodStill({ machine }: Doubted, measured: readonly Measured[]): Distrust | null {
  const kept = machine.standstills.filter(({ isRepeated }) => !isRepeated)
  const [longest] = kept.sort((a, b) => b.seconds - a.seconds)
  if (longest === undefined || measured.length === 0) return null
  return { kind: 'stood-still', slot: longest.slot, seconds: longest.seconds }
}

interface Starved extends Starvation {
  readonly name: ContenderName
}

function starvations(result: Doubted, measured: readonly Measured[]): Starved[] {
  return measured.flatMap(({ name, figures }) => {
    const starvation = starvationOf(figures, result)
    return starvation === null ? [] : [{ name, ...starvation }]
  })
}

function starved(result: Doubted, measured: readonly Measured[]): Distrust | null {
  const sorted = starvations(result, measured).sort((a, b) => b.lostShare - a.lostShare)
  const [most, least] = [sorted[0], sorted.at(-1)]
  if (most === undefined || least === undefined) return null
  const others = { ...otherCoresOf(result), cores: result.environment.cores }
  if (most.lostShare > MOST_LOST_SHARE) {
    return { kind: 'starved', name: most.name, lostShare: most.lostShare, others }
  }
  if (most.lostShare - least.lostShare <= MOST_LOST_APART) return null
  return { kind: 'starved-apart', most: most.name, least: least.name, others }
}

function heldBack(result: Doubted, measured: readonly Measured[]): Distrust | null {
  const held = starvations(result, measured)
    .filter(({ cause, waitedShare }) => cause === 'unseen' && waitedShare > MOST_WAITED_SHARE)
    .sort((a, b) => b.waitedShare - a.waitedShare)[0]
  if (held === undefined) return null
  return { kind: 'held-back', name: held.name, waitedShare: held.waitedShare }
}

/** Of a process as a whole nothing can be said of threads. */
function aboveCores(result: Doubted, measured: readonly Measured[]): Distrust | null {
  const { cores } = result.environment
  for (const { name, figures } of measured) {
    const { cpuSource, measuredSeconds, blocks, coresUsed, threads } = figures
    if (cpuSource === 'process-wide') continue
    const edges = MOST_EDGE_SECONDS * Math.max(1, blocks.length)
    const most = (of: number): number => of * (1 + MOST_ABOVE_CORES) + edges / measuredSeconds
    const own = threads.flatMap((thread) => (isHelper(thread) ? [] : (thread.cpuSeconds ?? 0)))
    const busiest = Math.max(0, ...own) / measuredSeconds
    if (busiest > most(1)) return { kind: 'above-cores', name, coresUsed: busiest, cores: 1 }
    if (coresUsed > most(cores)) return { kind: 'above-cores', name, coresUsed, cores }
  }
  return null
}

function aboveCeiling(result: Doubted, measured: readonly Measured[]): Distrust | null {
  const { spec, predicted } = result
  // Of rounds that were given, and not calibrated, nobody knows how long they take.
  if (spec.roundsPerMs !== null && meanAmounts(spec.workload).cpuMs > 0) return null
  // What a trial measured is no bound.
  if (!areAmountsPlanned(spec.workload)) return null
  for (const { name, figures } of measured) {
    // What came in before is worked off at more than the arrivals' rate.
    const ceiling = predicted.find((one) => one.name === name && one.limit !== 'arrivals')
    const { jobsPerSecond, completed } = figures
    // Blocks too short for a rate say so themselves.
    if (ceiling === undefined || completed === 0 || isCutOff(figures, spec)) continue
    const most = ceiling.jobsPerSecond * (1 + MOST_ABOVE_CEILING + chanceOf(spec, completed))
    if (jobsPerSecond > most) {
      return { kind: 'above-ceiling', name, jobsPerSecond, ceiling: ceiling.jobsPerSecond }
    }
  }
  return null
}

/** How much shorter by chance jobs may have been whose amounts vary, as a share. */
function chanceOf({ workload }: Spec, completed: number): number {
  return (MOST_DEVIATIONS * variationOf(workload)) / Math.sqrt(completed)
}
