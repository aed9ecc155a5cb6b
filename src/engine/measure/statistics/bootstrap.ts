import { uniformInt } from 'pure-rand/distribution/uniformInt'
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus'
import { quantileSorted, standardDeviation } from 'simple-statistics'
import { normalCdf, studentQuantile } from './distribution'
import type { Interval } from './interval'

/** How often generations are drawn anew. */
export const RESAMPLES = 10_000

/** What is outside of the interval, on both sides together. */
const OUTSIDE = 0.05

/** How often each block was drawn. */
export type Draw = Uint8Array

/** A set of blocks: how many there are, or for each one in which generation of threads it is. */
export type Blocks = number | readonly number[]

/**
 * The 95 % interval of a statistic of blocks: their generations are drawn with replacement 10,000
 * times, each with all of its blocks, and always the same for everything that the statistic
 * compares (paired). A block whose threads no other block has is a generation by itself.
 * `statisticOf` is given how often each block was drawn.
 *
 * Generations are drawn whole because what they have in common, such as how their code was laid out
 * and compiled, is in each of their blocks: a generation is what could have come out otherwise, not
 * a block (T. Kalibera, R. Jones, "Rigorous Benchmarking in Reasonable Time", ISMM 2013; A.
 * Davison, D. Hinkley, "Bootstrap Methods and their Application", 1997, section 3.8).
 *
 * From 8 generations on the percentiles are those of the expanded percentile interval, which makes
 * up for what a plain one lacks where there are few: α′/2 = Φ(−√(n ÷ (n − 1)) · t(α/2, n − 1)) (T.
 * Hesterberg, "What Teachers Should Know About the Bootstrap", The American Statistician 69 (2015),
 * section 5.3). Fewer have too few different draws for percentiles so far out. Then the interval is
 * that of Student's t on the logarithm, as what is asked for are rates and their ratios: estimate ·
 * e^(± t(α/2, n − 1) · √(n ÷ (n − 1)) · s), s being the deviation of the draws' logarithms.
 *
 * @returns null with fewer than 2 generations, or where the statistic is not finite for all blocks
 *   or for a draw of them
 */
export function bootstrap(
  blocks: Blocks,
  seed: number,
  statisticOf: (draw: Draw) => number,
  resamples = RESAMPLES,
): Interval | null {
  const set = new DrawnSet(blocks)
  return intervalOf([set], seed, () => statisticOf(set.draw), resamples)
}

/**
 * The 95 % interval of a statistic of two sets of blocks that have nothing to do with each other,
 * as those of two runs: each set is drawn from by itself. Otherwise as `bootstrap`; n is the number
 * of generations of the set that has fewer, which can only widen the interval. Source: B. Efron,
 * R. Tibshirani, "An Introduction to the Bootstrap" (1993), section 8.3, on the two-sample problem.
 *
 * @returns null with fewer than 2 generations in one, or where the statistic is not finite for all
 *   blocks or for a draw of them
 */
export function bootstrapTwo(
  [firstBlocks, secondBlocks]: readonly [Blocks, Blocks],
  seed: number,
  statisticOf: (first: Draw, second: Draw) => number,
  resamples = RESAMPLES,
): Interval | null {
  const first = new DrawnSet(firstBlocks)
  const second = new DrawnSet(secondBlocks)
  return intervalOf([first, second], seed, () => statisticOf(first.draw, second.draw), resamples)
}

/** A set of blocks from which generations are drawn. */
class DrawnSet {
  readonly draw: Draw
  /** The places of each generation's blocks. */
  readonly generations: readonly (readonly number[])[]

  constructor(blocks: Blocks) {
    const of = typeof blocks === 'number' ? Array.from({ length: blocks }, (_, at) => at) : blocks
    this.draw = new Uint8Array(of.length).fill(1)
    const places = new Map<number, number[]>()
    for (const [place, generation] of of.entries()) {
      places.set(generation, [...(places.get(generation) ?? []), place])
    }
    this.generations = [...places.values()]
  }

  /** Draws as many generations as there are, with replacement. */
  drawAnew(random: ReturnType<typeof xoroshiro128plus>): void {
    const { draw, generations } = this
    draw.fill(0)
    for (let left = generations.length; left > 0; left--) {
      const places = generations[uniformInt(random, 0, generations.length - 1)] ?? []
      for (const place of places) draw[place] = (draw[place] ?? 0) + 1
    }
  }
}

/** With fewer generations the logarithms' deviation is used, not percentiles. */
const LEAST_FOR_PERCENTILES = 8

/** The interval of a statistic that looks at the draws, each of which is filled by itself. */
function intervalOf(
  sets: readonly DrawnSet[],
  seed: number,
  statistic: () => number,
  resamples: number,
): Interval | null {
  const leastCount = Math.min(...sets.map(({ generations }) => generations.length))
  if (leastCount < 2) return null
  const estimate = statistic()
  if (!Number.isFinite(estimate)) return null
  const random = xoroshiro128plus(seed)
  const statistics = new Float64Array(resamples)
  for (let resample = 0; resample < resamples; resample++) {
    for (const set of sets) set.drawAnew(random)
    statistics[resample] = statistic()
  }
  // A draw of blocks in which nothing happened: how far the statistic varies is not known.
  if (!statistics.every(Number.isFinite)) return null
  return leastCount < LEAST_FOR_PERCENTILES
    ? logarithmicInterval(estimate, statistics, leastCount)
    : percentileInterval(estimate, statistics, leastCount)
}

function percentileInterval(
  estimate: number,
  statistics: Float64Array,
  generations: number,
): Interval {
  const sorted = [...statistics.sort()]
  const tail = expandedTail(generations)
  return { estimate, low: quantileSorted(sorted, tail), high: quantileSorted(sorted, 1 - tail) }
}

function logarithmicInterval(
  estimate: number,
  statistics: Float64Array,
  generations: number,
): Interval | null {
  const logarithms = [...statistics].map(Math.log)
  if (!logarithms.every(Number.isFinite)) return null
  const widening = Math.sqrt(generations / (generations - 1))
  const t = -studentQuantile(OUTSIDE / 2, generations - 1)
  const factor = Math.exp(t * widening * standardDeviation(logarithms))
  return { estimate, low: estimate / factor, high: estimate * factor }
}

/** The share of resamples to leave out on each side. */
function expandedTail(generations: number): number {
  const t = studentQuantile(OUTSIDE / 2, generations - 1)
  return normalCdf(Math.sqrt(generations / (generations - 1)) * t)
}

/** The mean of the drawn blocks' values, times their number: enough where means are divided. */
export function drawnSum(values: ArrayLike<number>, draw: Draw): number {
  let sum = 0
  for (let block = 0; block < draw.length; block++) {
    sum += (draw[block] ?? 0) * (values[block] ?? 0)
  }
  return sum
}
