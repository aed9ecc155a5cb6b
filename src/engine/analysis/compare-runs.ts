import { bootstrapTwo, drawnSum, type Draw } from '../measure/statistics/bootstrap'
import type { Interval } from '../measure/statistics/interval'
import { supportsPercentile } from '../measure/statistics/percentiles'
import { BlockLatencies } from './block-latencies'
import { completed, completionSeconds, cpuSeconds, generationsOf, pair } from './infer'
import { areAmountsPlanned, meanAmounts } from '../spec/mean-amounts'
import { measuredFigures } from '../result/measured-figures'
import type { Block } from '../result/figures'
import type { Result } from '../result/result'
import { LEAST_BLOCKS_TO_CLAIM, type ContenderName, type Workload } from '../spec/spec'
import type { Pair } from '../spec/main-pair'
import { claimAgainst, isWithoutRate } from './claim'
import { distrustOf } from './trust/trust'

/** The rates that runs are compared by. */
export type Rate = 'jobsPerSecond' | 'jobsPerCoreSecond'

/** What a later run is to the first in one figure. */
export interface RunRatio {
  /** The figure there ÷ that in the first, with the 95 % interval. */
  readonly ratio: Interval
  /**
   * Whether it is more or less than in the first; `none` where that is within noise, `no-rate`
   * where blocks were too short for one, `not-trusted` where one of the runs is not to be.
   */
  readonly claim: 'more' | 'less' | 'none' | 'no-rate' | 'not-trusted'
}

/**
 * What the blocks of two runs allow to say of a contender's rate in both: the ratio of the sums of
 * its blocks, later to first, with the 95 % interval of the bootstrap that draws from each run by
 * itself (see `bootstrapTwo`), seeded with the first run's seed. It is a difference where the
 * verdict of either run would call it one: the interval leaves out 1, and the ratio is further from
 * 1 than a contender was from itself in each of the two. A run that is not to be trusted, and
 * blocks too short for a rate, allow no claim.
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
  const [rateBefore, rateAfter] = [drawnRate(before, rate), drawnRate(after, rate)]
  const ratio = bootstrapTwo(
    [generationsOf(before), generationsOf(after)],
    first.spec.seed,
    (drawnBefore, drawnAfter) => rateAfter(drawnAfter) / rateBefore(drawnBefore),
  )
  return ratio === null ? null : judged([first, later], [name], ratio, rate)
}

/**
 * How many times as far apart two contenders are in a later run as in the first: their ratio of a
 * rate there ÷ that in the first. What machines differ by is in both rates of a run and so in
 * neither ratio. Within a run blocks of one round are drawn together, as `infer` does, and the runs
 * by themselves. Otherwise as `compareRuns`.
 *
 * @returns null with fewer than 8 rounds in which both were measured, or no such rate
 */
export function compareWithin(
  [first, later]: readonly [Result, Result],
  [name, base]: Pair,
  rate: Rate,
): RunRatio | null {
  const before = pairOf(first, [name, base], rate)
  const after = pairOf(later, [name, base], rate)
  if (before === null || after === null) return null
  const ratio = bootstrapTwo(
    [before.generations, after.generations],
    first.spec.seed,
    (drawnBefore, drawnAfter) => after.ratio(drawnAfter) / before.ratio(drawnBefore),
  )
  return ratio === null ? null : judged([first, later], [name, base], ratio, rate)
}

/**
 * A contender's latency at a percentile in a later run ÷ that in the first, as `compareRuns`.
 * Blocks are drawn whole and their histograms merged.
 *
 * @returns null with fewer than 8 blocks, or where a block has too few jobs for the percentile
 */
export function compareLatency(
  first: Result,
  later: Result,
  name: ContenderName,
  percentile: number,
): RunRatio | null {
  const before = blocksOf(first, name)
  const after = blocksOf(later, name)
  const isSupported = ({ latency }: Block): boolean => supportsPercentile(percentile, latency.count)
  if (Math.min(before.length, after.length) < LEAST_BLOCKS_TO_CLAIM) return null
  if (![...before, ...after].every(isSupported)) return null
  const [drawnFirst, drawnLater] = [BlockLatencies.of(before), BlockLatencies.of(after)]
  const ratio = bootstrapTwo(
    [generationsOf(before), generationsOf(after)],
    first.spec.seed,
    (drawnBefore, drawnAfter) =>
      drawnLater.percentile(percentile, drawnAfter) /
      drawnFirst.percentile(percentile, drawnBefore),
  )
  if (ratio === null) return null
  const selfRatios = [first, later].map(
    ({ selfCheck }) =>
      selfCheck?.latency.find((one) => one.percentile === percentile)?.ratio ?? null,
  )
  return { ratio, claim: agreed([first, later], ratio, selfRatios) }
}

/** A ratio of rates with what may be claimed of it. */
function judged(
  runs: readonly Result[],
  names: readonly ContenderName[],
  ratio: Interval,
  rate: Rate,
): RunRatio {
  const claim = agreed(
    runs,
    ratio,
    runs.map(({ selfCheck }) => selfCheck?.[rate] ?? null),
  )
  const isRateless = runs.some((run) => names.some((name) => isWithoutRate(run, name)))
  return { ratio, claim: claim !== 'not-trusted' && isRateless ? 'no-rate' : claim }
}

/** What the checks of all runs agree on; none where they do not. */
function agreed(
  runs: readonly Result[],
  ratio: Interval,
  selfRatios: readonly (Interval | null)[],
): RunRatio['claim'] {
  if (runs.some((run) => distrustOf(run) !== null)) return 'not-trusted'
  const [claim = 'none', ...others] = selfRatios.map((self) => claimAgainst(self, ratio))
  return others.every((other) => other === claim) ? claim : 'none'
}

/** A rate of blocks, by how often each was drawn. */
function drawnRate(blocks: readonly Block[], rate: Rate): (draw: Draw) => number {
  const [jobs, seconds] = [blocks.map(completed), blocks.map(per[rate])]
  return (draw) => drawnSum(jobs, draw) / drawnSum(seconds, draw)
}

/** The ratio of two contenders of one run, by how often each round was drawn. */
interface DrawnPair {
  readonly generations: readonly number[]
  readonly ratio: (draw: Draw) => number
}

function pairOf(result: Result, [name, base]: Pair, rate: Rate): DrawnPair | null {
  const paired = pair([name, base].map((each) => ({ name: each, blocks: blocksOf(result, each) })))
  const [blocks, baseBlocks] = (paired ?? []).map((series) => series.blocks)
  if (blocks === undefined || baseBlocks === undefined) return null
  const [above, below] = [drawnRate(blocks, rate), drawnRate(baseBlocks, rate)]
  return { generations: generationsOf(blocks), ratio: (draw) => above(draw) / below(draw) }
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

/**
 * Whether jobs of runs are other work, or go wrong at other places. A person's own job is the same
 * in one version of its file, wherever that lies and whatever its trial took.
 */
export function areJobsApart(results: readonly Pick<Result, 'spec'>[]): boolean {
  const all = results.map(({ spec }) => JSON.stringify([workIdentity(spec.workload), spec.faults]))
  return new Set(all).size > 1
}

/** What of a kind of work makes it the same elsewhere. */
export function workIdentity(workload: Workload): object {
  return workload.kind === 'own' ? { kind: workload.kind, sha256: workload.sha256 } : workload
}

/** Calibration alone moves by less than this, and moves a rate by no more. */
const MOST_ROUNDS_APART = 0.01

/** Whether jobs of the two runs compute, and not the same number of rounds for a millisecond. */
export function isRoundsApart({ spec, plan }: Result, { plan: later }: Result): boolean {
  if (!areAmountsPlanned(spec.workload) || meanAmounts(spec.workload).cpuMs === 0) return false
  return Math.abs(later.roundsPerMs / plan.roundsPerMs - 1) > MOST_ROUNDS_APART
}
