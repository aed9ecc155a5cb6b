import type { Sweep } from '../../engine/result/sweep'
import { latencyFaultOf } from '../../engine/analysis/trust/latency-fault'
import { figuresOf } from '../../engine/result/measured-figures'

const candidates = [99, 90, 50] as const

/**
 * The percentile of latency that a sweep is told by: the highest of p99, p90 and p50 that at least
 * half of its contenders' points have. One that few have would leave a chart all but empty.
 */
export const sweepPercentile = ({ points }: Sweep): number => {
  const had = points
    .flatMap(({ result }) =>
      result.contenders.flatMap((contender) => {
        const figures = figuresOf(contender)
        return figures === null || latencyFaultOf(figures, result.spec) !== null
          ? []
          : [figures.latency.percentiles]
      }),
    )
    .filter((percentiles) => percentiles.length > 0)
  const haveIt = (wanted: number): number =>
    had.filter((percentiles) => percentiles.some(({ percentile }) => percentile === wanted)).length
  return candidates.find((percentile) => haveIt(percentile) * 2 >= had.length) ?? 99
}
