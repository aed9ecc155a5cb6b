import jstat from 'jstat'
import { uniformInt } from 'pure-rand/distribution/uniformInt'
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus'
import { quantileSorted } from 'simple-statistics'
import type { Interval } from './interval'

const { normal, studentt } = jstat.jStat

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
 */
export function bootstrap(
  blockCount: number,
  seed: number,
  statisticOf: (draw: Draw) => number,
  resamples = RESAMPLES,
): Interval | null {
  if (blockCount < 2) return null
  const estimate = statisticOf(new Uint8Array(blockCount).fill(1))
  if (!Number.isFinite(estimate)) return null
  const random = xoroshiro128plus(seed)
  const draw: Draw = new Uint8Array(blockCount)
  const statistics = new Float64Array(resamples)
  for (let resample = 0; resample < resamples; resample++) {
    draw.fill(0)
    for (let drawn = 0; drawn < blockCount; drawn++) {
      const block = uniformInt(random, 0, blockCount - 1)
      draw[block] = (draw[block] ?? 0) + 1
    }
    statistics[resample] = statisticOf(draw)
  }
  const sorted = [...statistics.sort()]
  const tail = expandedTail(blockCount)
  return { estimate, low: quantileSorted(sorted, tail), high: quantileSorted(sorted, 1 - tail) }
}

/** The share of resamples to leave out on each side. */
function expandedTail(blockCount: number): number {
  const t = studentt.inv(OUTSIDE / 2, blockCount - 1)
  return normal.cdf(Math.sqrt(blockCount / (blockCount - 1)) * t, 0, 1)
}

/** The mean of the drawn blocks' values, times their number: enough where means are divided. */
export function drawnSum(values: ArrayLike<number>, draw: Draw): number {
  let sum = 0
  for (let block = 0; block < draw.length; block++) {
    sum += (draw[block] ?? 0) * (values[block] ?? 0)
  }
  return sum
}
