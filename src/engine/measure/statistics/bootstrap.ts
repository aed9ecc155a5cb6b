import { uniformInt } from 'pure-rand/distribution/uniformInt'
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus'
import { quantileSorted } from 'simple-statistics'
import { normalCdf, studentQuantile } from './distribution'
import type { Interval } from './interval'

/** How often blocks are drawn anew. */
export const RESAMPLES = 10_000

/** What is outside of the interval, on both sides together. */
const OUTSIDE = 0.05

/** How often each block was drawn; as many draws as there are blocks. */
export type Draw = Uint8Array

/**
 * The 95 % interval of a statistic of `blockCount` blocks: the blocks are drawn with replacement
 * 10,000 times, always the same blocks for everything that the statistic compares (paired).
 * `statisticOf` is given how often each block was drawn. The percentiles are those of the expanded
 * percentile interval, which makes up for what a plain one lacks where there are few blocks:
 * α′/2 = Φ(−√(n ÷ (n − 1)) · t(α/2, n − 1)). Source: T. Hesterberg, "What Teachers Should Know
 * About the Bootstrap", The American Statistician 69 (2015), section 5.3.
 *
 * @returns null with fewer than 2 blocks, or where the statistic is not finite for all blocks
 *   or for a draw of them
 */
export function bootstrap(
  blockCount: number,
  seed: number,
  statisticOf: (draw: Draw) => number,
  resamples = RESAMPLES,
): Interval | null {
  const draw: Draw = new Uint8Array(blockCount)
  return intervalOf([draw], seed, () => statisticOf(draw), resamples)
}

/**
 * The 95 % interval of a statistic of two sets of blocks that have nothing to do with each other,
 * as those of two runs: each set is drawn from by itself. Otherwise as `bootstrap`; n is the number
 * of blocks of the smaller set, which can only widen the interval. Source: B. Efron, R. Tibshirani,
 * "An Introduction to the Bootstrap" (1993), section 8.3, on the two-sample problem.
 *
 * @returns null with fewer than 2 blocks in one, or where the statistic is not finite for all blocks
 *   or for a draw of them
 */
export function bootstrapTwo(
  [firstCount, secondCount]: readonly [number, number],
  seed: number,
  statisticOf: (first: Draw, second: Draw) => number,
  resamples = RESAMPLES,
): Interval | null {
  const first: Draw = new Uint8Array(firstCount)
  const second: Draw = new Uint8Array(secondCount)
  return intervalOf([first, second], seed, () => statisticOf(first, second), resamples)
}

/** The interval of a statistic that looks at the draws, each of which is filled by itself. */
function intervalOf(
  draws: readonly Draw[],
  seed: number,
  statistic: () => number,
  resamples: number,
): Interval | null {
  const leastCount = Math.min(...draws.map(({ length }) => length))
  if (leastCount < 2) return null
  for (const draw of draws) draw.fill(1)
  const estimate = statistic()
  if (!Number.isFinite(estimate)) return null
  const random = xoroshiro128plus(seed)
  const statistics = new Float64Array(resamples)
  for (let resample = 0; resample < resamples; resample++) {
    for (const draw of draws) drawBlocks(draw, random)
    statistics[resample] = statistic()
  }
  // A draw of blocks in which nothing happened: how far the statistic varies is not known.
  if (!statistics.every(Number.isFinite)) return null
  const sorted = [...statistics.sort()]
  const tail = expandedTail(leastCount)
  return { estimate, low: quantileSorted(sorted, tail), high: quantileSorted(sorted, 1 - tail) }
}

/** Draws as many blocks as there are, with replacement. */
function drawBlocks(draw: Draw, random: ReturnType<typeof xoroshiro128plus>): void {
  draw.fill(0)
  for (let left = draw.length; left > 0; left--) {
    const block = uniformInt(random, 0, draw.length - 1)
    draw[block] = (draw[block] ?? 0) + 1
  }
}

/** The share of resamples to leave out on each side. */
function expandedTail(blockCount: number): number {
  const t = studentQuantile(OUTSIDE / 2, blockCount - 1)
  return normalCdf(Math.sqrt(blockCount / (blockCount - 1)) * t)
}

/** The mean of the drawn blocks' values, times their number: enough where means are divided. */
export function drawnSum(values: ArrayLike<number>, draw: Draw): number {
  let sum = 0
  for (let block = 0; block < draw.length; block++) {
    sum += (draw[block] ?? 0) * (values[block] ?? 0)
  }
  return sum
}
