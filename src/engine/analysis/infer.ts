import { measuredIn } from '../result/measured-figures'
import { runtimeOf } from '../contender'
import { bootstrap, drawnSum, RESAMPLES } from '../measure/statistics/bootstrap'
import type { Interval } from '../measure/statistics/interval'
import { supportsPercentile } from '../measure/statistics/percentiles'
import type { Block } from '../result/figures'
import type {
  Comparison,
  ContenderResult,
  Inference,
  LatencyRatio,
  SelfCheck,
} from '../result/result'
import { BlockLatencies } from './block-latencies'
import { mainPairOf } from '../spec/main-pair'
import { LEAST_BLOCKS_TO_CLAIM } from '../spec/spec'
import type { ContenderName, Spec } from '../spec/spec'

/** Blocks of one contender, one per round. */
interface Series {
  readonly name: ContenderName
  readonly blocks: readonly Block[]
}

/** The percentiles of latency that are compared, the highest that both support. */
const comparedPercentiles = [99, 90, 50] as const

/**
 * What the blocks of a run allow to say: the mean of each contender and the ratio of every two of
 * one runtime, with 95 % intervals by the paired bootstrap over generations. Null with fewer than
 * 8 rounds in which everyone was measured to the end.
 */
export function infer(
  contenders: readonly ContenderResult[],
  { seed }: Pick<Spec, 'seed'>,
): Inference | null {
  const all = seriesOf(contenders)
  const paired = pair(all)
  if (all.length < contenders.length || paired === null) return null
  return {
    resamples: RESAMPLES,
    contenders: paired.flatMap((series) => inferOne(series, seed)),
    comparisons: paired.flatMap((first, index) =>
      paired
        .slice(index + 1)
        // What runtimes cost a job is their own: only ways of working within one are compared.
        .filter((second) => runtimeOf(second.name) === runtimeOf(first.name))
        .flatMap((second) => compare(first, second, seed)),
    ),
  }
}

/**
 * What a run is mostly about, with its interval: how many jobs per core-second the first of its
 * main pair did for each of the second, or one contender by itself. Jobs per second where too
 * little CPU time was used to divide by. Null as for `infer`.
 */
export function mainRatio(
  contenders: readonly ContenderResult[],
  { seed, compare, workload }: Pick<Spec, 'seed' | 'compare' | 'workload'>,
): Interval | null {
  const names = contenders.map(({ name }) => name)
  const main = mainPairOf({ compare, contenders: names, workload })
  const named = (name: ContenderName) => contenders.find((contender) => contender.name === name)
  const first = named(main[0]) ?? contenders[0]
  const second = named(main[1]) ?? contenders.find((contender) => contender !== first)
  const isOneRuntime =
    first !== undefined && second !== undefined && runtimeOf(first.name) === runtimeOf(second.name)
  const chosen = [first, isOneRuntime ? second : undefined].filter((one) => one !== undefined)
  const all = seriesOf(chosen)
  const [a, b] = pair(all) ?? []
  if (a === undefined) return null
  if (b === undefined || b.name === a.name) return inferOne(a, seed)[0]?.jobsPerCoreSecond ?? null
  const core = rateRatio(a, b, cpuSeconds, seed)
  return core ?? rateRatio(a, b, completionSeconds, seed)
}

/** One contender against its own second set of blocks, as any two are compared. */
export function checkSelf(first: Series, second: Series, { seed }: Pick<Spec, 'seed'>): SelfCheck {
  const [a, b] = pair([first, second]) ?? []
  const comparison = a === undefined || b === undefined ? undefined : compare(a, b, seed)[0]
  return {
    contender: first.name,
    blocks: [...second.blocks],
    jobsPerSecond: comparison?.jobsPerSecond ?? null,
    jobsPerCoreSecond: comparison?.jobsPerCoreSecond ?? null,
    latency:
      a === undefined || b === undefined
        ? []
        : supportedPercentiles(a, b).flatMap(
            (percentile) => latencyRatioAt(percentile, a, b, seed) ?? [],
          ),
  }
}

function seriesOf(contenders: readonly ContenderResult[]): Series[] {
  return measuredIn(contenders).map(({ name, figures: { blocks } }) => ({ name, blocks }))
}

/**
 * Only rounds in which all were measured, in order; null with fewer than 8, which claim nothing.
 */
export function pair(all: readonly Series[]): Series[] | null {
  const rounds = new Set(all[0]?.blocks.map(({ round }) => round))
  for (const { blocks } of all) {
    const own = new Set(blocks.map(({ round }) => round))
    for (const round of rounds) if (!own.has(round)) rounds.delete(round)
  }
  if (rounds.size < LEAST_BLOCKS_TO_CLAIM) return null
  return all.map(({ name, blocks }) => ({
    name,
    blocks: blocks.filter(({ round }) => rounds.has(round)).sort((a, b) => a.round - b.round),
  }))
}

function inferOne({ name, blocks }: Series, seed: number): Inference['contenders'] {
  const jobsPerSecond = ratioOf(blocks, completed, blocks, completionSeconds, seed)
  const coresUsed = ratioOf(blocks, cpuSeconds, blocks, wallSeconds, seed)
  if (jobsPerSecond === null || coresUsed === null) return []
  const jobsPerCoreSecond = ratioOf(blocks, completed, blocks, cpuSeconds, seed)
  return [{ name, jobsPerSecond, coresUsed, jobsPerCoreSecond }]
}

function compare(first: Series, second: Series, seed: number): Comparison[] {
  const jobsPerSecond = rateRatio(first, second, completionSeconds, seed)
  if (jobsPerSecond === null) return []
  return [
    {
      first: first.name,
      second: second.name,
      jobsPerSecond,
      jobsPerCoreSecond: rateRatio(first, second, cpuSeconds, seed),
      latency: latencyRatio(first, second, seed),
    },
  ]
}

/**
 * In which generation of threads each block is. Those of early versions had threads of their own.
 */
export function generationsOf(blocks: readonly Block[]): number[] {
  return blocks.map(({ generation, round }) => generation ?? round)
}

/** Jobs that a block completed. */
export const completed = (block: Block): number => block.completed
/** Seconds that a block lasted. */
const wallSeconds = (block: Block): number => block.measuredSeconds
/** Seconds from completion to completion, over which a rate is counted. */
export const completionSeconds = (
  measured: Pick<Block, 'completionSeconds' | 'measuredSeconds'>,
): number => measured.completionSeconds ?? measured.measuredSeconds
/** Core-seconds that a block used. */
export const cpuSeconds = (block: Block): number => block.cpuSeconds

/** Sum over sum: of blocks that are equally long it is the mean of their own ratios as well. */
function ratioOf(
  above: readonly Block[],
  valueAbove: (block: Block) => number,
  below: readonly Block[],
  valueBelow: (block: Block) => number,
  seed: number,
): Interval | null {
  const numerators = above.map(valueAbove)
  const denominators = below.map(valueBelow)
  return bootstrap(
    generationsOf(above),
    seed,
    (draw) => drawnSum(numerators, draw) / drawnSum(denominators, draw),
  )
}

function rateRatio(
  first: Series,
  second: Series,
  per: (block: Block) => number,
  seed: number,
): Interval | null {
  const sums = [
    first.blocks.map(completed),
    first.blocks.map(per),
    second.blocks.map(completed),
    second.blocks.map(per),
  ] as const
  return bootstrap(generationsOf(first.blocks), seed, (draw) => {
    const [a, aPer, b, bPer] = sums
    return (drawnSum(a, draw) * drawnSum(bPer, draw)) / (drawnSum(aPer, draw) * drawnSum(b, draw))
  })
}

function latencyRatio(first: Series, second: Series, seed: number): LatencyRatio | null {
  const [highest] = supportedPercentiles(first, second)
  return highest === undefined ? null : latencyRatioAt(highest, first, second, seed)
}

/** Those of which every block of both has enough jobs, the highest first. */
function supportedPercentiles(first: Series, second: Series): number[] {
  const counts = [...first.blocks, ...second.blocks].map(({ latency }) => latency.count)
  return comparedPercentiles.filter((percentile) =>
    counts.every((count) => supportsPercentile(percentile, count)),
  )
}

/** Blocks are drawn whole and their histograms merged: no percentile is averaged. */
function latencyRatioAt(
  percentile: number,
  first: Series,
  second: Series,
  seed: number,
): LatencyRatio | null {
  const [a, b] = [latenciesOf(first), latenciesOf(second)]
  const ratio = bootstrap(
    generationsOf(first.blocks),
    seed,
    (draw) => a.percentile(percentile, draw) / b.percentile(percentile, draw),
  )
  return ratio === null ? null : { percentile, ratio }
}

/** Of each series once, though several comparisons ask for them: decoding histograms is slow. */
function latenciesOf(series: Series): BlockLatencies {
  const known = decoded.get(series)
  if (known !== undefined) return known
  const latencies = BlockLatencies.of(series.blocks)
  decoded.set(series, latencies)
  return latencies
}

const decoded = new WeakMap<Series, BlockLatencies>()
