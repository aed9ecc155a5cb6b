import { BlockLatencies } from '../analysis/block-latencies'
import { generationsOf } from '../analysis/infer'
import { latencyFaultOf } from '../analysis/trust/latency-fault'
import type { ContenderName } from '../contender'
import { bootstrap } from '../measure/statistics/bootstrap'
import { inverse, type Interval } from '../measure/statistics/interval'
import { inferredOf, measuredFigures } from '../result/measured-figures'
import type { Result } from '../result/result'
import { LEAST_BLOCKS_TO_CLAIM } from '../spec/spec'
import { rareLong, rareShort } from '../workload/kinds'
import type { GalleryFigure } from './experiment'
import { latencyInterval } from './latency-interval'

/**
 * A figure of a contender in a run with its 95 % interval over the run's blocks: jobs per second or
 * core-second, milliseconds, or percent. Null where too few blocks or jobs were measured for it, or
 * a latency would only say for how long was measured.
 */
export function figureInterval(
  result: Result,
  contender: ContenderName,
  figure: GalleryFigure,
): Interval | null {
  const inferred = inferredOf(result, contender)
  switch (figure) {
    case 'jobs-per-second':
      return inferred?.jobsPerSecond ?? null
    case 'jobs-per-core-second':
      return inferred?.jobsPerCoreSecond ?? null
    case 'cpu-per-job': {
      const perCoreSecond = inferred?.jobsPerCoreSecond ?? null
      return perCoreSecond === null ? null : scaled(inverse(perCoreSecond), 1_000)
    }
    case 'latency-p50':
    case 'latency-p90':
    case 'latency-p99':
    case 'uncorrected-p90':
      return latencyInterval(result, { contender, figure })
    case 'slow-share':
      return slowShare(result, contender)
  }
}

/** How many jobs took over half of a rare long wait, of those that may have one. */
function slowShare(result: Result, contender: ContenderName): Interval | null {
  const { workload } = result.spec
  const figures = measuredFigures(result, contender)
  if (figures === null || latencyFaultOf(figures, result.spec) !== null) return null
  if (!('spread' in workload && 'waitMs' in workload && workload.spread === 'rare-long'))
    return null
  const { blocks } = figures
  if (blocks.length < LEAST_BLOCKS_TO_CLAIM) return null
  const slowNs = workload.waitMs * rareShort * rareLong.times * 1e6
  const all = BlockLatencies.of(blocks)
  const share = bootstrap(generationsOf(blocks), result.spec.seed, (draw) =>
    all.shareAbove(slowNs / 2, draw),
  )
  // A ratio to none at all is none.
  return share === null || share.low === 0 ? null : scaled(share, 100)
}

function scaled({ estimate, low, high }: Interval, by: number): Interval {
  return { estimate: estimate * by, low: low * by, high: high * by }
}
