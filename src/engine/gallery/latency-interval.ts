import { BlockLatencies } from '../analysis/block-latencies'
import { generationsOf } from '../analysis/infer'
import { latencyFaultOf } from '../analysis/trust/latency-fault'
import type { ContenderName } from '../contender'
import { bootstrap, type Draw } from '../measure/statistics/bootstrap'
import type { Interval } from '../measure/statistics/interval'
import { supportsPercentile } from '../measure/statistics/percentiles'
import { measuredFigures } from '../result/measured-figures'
import type { Block, Latency } from '../result/figures'
import type { Result } from '../result/result'
import { LEAST_BLOCKS_TO_CLAIM } from '../spec/spec'

interface LatencyFigure {
  readonly percentile: number
  readonly latencyOf: (block: Block) => Latency | null
}

const latencyFigures = {
  'latency-p50': { percentile: 50, latencyOf: ({ latency }) => latency },
  'latency-p90': { percentile: 90, latencyOf: ({ latency }) => latency },
  'latency-p99': { percentile: 99, latencyOf: ({ latency }) => latency },
  /** As a load generator reports it that counts from when it really sent a job. */
  'uncorrected-p90': { percentile: 90, latencyOf: ({ uncorrected }) => uncorrected },
} satisfies Record<string, LatencyFigure>
export type LatencyFigureName = keyof typeof latencyFigures

/** A latency of a contender in a run. */
export interface LatencyPlace {
  readonly contender: ContenderName
  readonly figure: LatencyFigureName
}

/** Whether a figure is a percentile of latency. */
export function isLatency(figure: string): figure is LatencyFigureName {
  return figure in latencyFigures
}

/**
 * A latency with its 95 % interval, in milliseconds. Blocks are drawn whole, by generations of
 * threads, and their histograms merged: a percentile is supported where the smallest drawing has
 * jobs enough for it. Null where too few blocks or jobs were measured, or where it would only say
 * for how long was measured.
 */
export function latencyInterval(result: Result, place: LatencyPlace): Interval | null {
  const drawn = drawnLatency(result, place)
  return drawn && bootstrap(drawn.generations, result.spec.seed, drawn.msOf)
}

/**
 * The ratio of two latencies of one run with its 95 % interval. The blocks of a round are drawn
 * together, as what slows one slows the other, most of all where both are of the same jobs. Null
 * where one of them was not measured, or has other blocks.
 */
export function latencyRatio(result: Result, of: LatencyPlace, by: LatencyPlace): Interval | null {
  const [first, second] = [drawnLatency(result, of), drawnLatency(result, by)]
  if (first === null || second === null) return null
  const { generations } = first
  const areTogether =
    generations.length === second.generations.length &&
    generations.every((generation, at) => generation === second.generations[at])
  if (!areTogether) return null
  return bootstrap(generations, result.spec.seed, (draw) => first.msOf(draw) / second.msOf(draw))
}

/** A latency that can be asked for any drawing of its blocks, with the generation of each. */
interface DrawnLatency {
  readonly generations: readonly number[]
  readonly msOf: (draw: Draw) => number
}

function drawnLatency(result: Result, { contender, figure }: LatencyPlace): DrawnLatency | null {
  const { percentile, latencyOf }: LatencyFigure = latencyFigures[figure]
  const figures = measuredFigures(result, contender)
  if (figures === null || latencyFaultOf(figures, result.spec) !== null) return null
  const { blocks } = figures
  const latencies = blocks.flatMap((block) => latencyOf(block) ?? [])
  const fewest = Math.min(...latencies.map(({ count }) => count)) * latencies.length
  const isSupported = supportsPercentile(percentile, fewest)
  if (latencies.length < Math.max(LEAST_BLOCKS_TO_CLAIM, blocks.length) || !isSupported) return null
  const all = new BlockLatencies(latencies)
  const msOf = (draw: Draw): number => all.percentile(percentile, draw) / 1e6
  return { generations: generationsOf(blocks), msOf }
}
