import type { Figures } from '../../result/figures'
import type { Result } from '../../result/result'
import { residenceMsOf } from '../../measure/statistics/residence-time'
import { isCutOff } from './rate-fault'
import { isSaturated } from './saturation'

/** Why a latency would only say for how long was measured. */
export type LatencyFault =
  /** More jobs of an open load came in than could be done. */
  | 'saturated'
  /**
   * A closed load's jobs in flight take longer to go round than threads had until a block's end.
   */
  | 'filling'

/**
 * Why a contender's latency says nothing of it; null where it does. With C jobs in flight and X
 * done a second, one handed in now ends C ÷ X later (Little's law). Where that is longer than the
 * threads had been at work when a block ended, every job that ended in it was of those handed in at
 * the start.
 */
export function latencyFaultOf(figures: Figures, spec: Result['spec']): LatencyFault | null {
  if (isSaturated(figures, spec)) return 'saturated'
  const { completed, blocks } = figures
  if (spec.load.kind === 'open' || completed === 0 || blocks.length === 0) return null
  const workedMs = blocks.map((block) => block.warmUpMs + block.measuredSeconds * 1_000)
  const isFilling = residenceMsOf(spec.concurrency, figures.jobsPerSecond) > Math.min(...workedMs)
  return isFilling && !isCutOff(figures, spec) ? 'filling' : null
}
