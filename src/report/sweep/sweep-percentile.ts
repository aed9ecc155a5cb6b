import type { Sweep } from '../../engine/result/sweep'
import { figuresOf } from '../../engine/result/measured-figures'

const candidates = [99, 90, 50] as const

/**
 * The percentile of latency that a sweep is told by: p99, or the highest that any of its points
 * has.
 */
export const sweepPercentile = ({ points }: Sweep): number => {
  const had = new Set(
    points
      .flatMap(({ result }) => result.contenders)
      .flatMap((contender) => figuresOf(contender)?.latency.percentiles ?? [])
      .map(({ percentile }) => percentile),
  )
  return candidates.find((percentile) => had.has(percentile)) ?? 99
}
