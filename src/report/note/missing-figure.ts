import type { Figures } from '../../engine/result/figures'
import type { Spec } from '../../engine/spec/spec'
import { latencyFaultOf } from '../../engine/analysis/trust/latency-fault'
import { rateFaultOf } from '../../engine/analysis/trust/rate-fault'

/** Stands for a rate or a latency of a contender that finished no job: its 0 is no measured one. */
const NONE_FINISHED = 'none finished'

/** Stands for a rate of which blocks too short saw mostly the ends, or the beginnings, of jobs. */
const TOO_SHORT = 'blocks too short'

/** Stands for a rate of blocks in which no job ended for a while, though many had. */
const STALLED = 'stalled'

/** Whether any job was finished, without which there is neither a rate nor a latency. */
export const hasFinished = ({ completed }: Pick<Figures, 'completed'>): boolean => completed > 0

/**
 * Whether what was finished gives a rate: some jobs, in blocks long enough for as many to begin as
 * end.
 */
export const hasRate = (figures: Figures, spec: Spec): boolean =>
  missingRate(figures, spec) === null

/**
 * What stands in place of a rate; null where there is one.
 *
 * @param spec null where it is not at hand, as while it is measured: then blocks are not judged
 */
export const missingRate = (figures: Figures, spec: Spec | null): string | null => {
  if (!hasFinished(figures)) return NONE_FINISHED
  const fault = spec === null ? null : rateFaultOf(figures, spec)
  if (fault === null) return null
  return fault === 'stalled' ? STALLED : TOO_SHORT
}

/** What stands in place of a latency; null where there is one to be told. */
export const missingLatency = (figures: Figures, spec: Spec): string | null =>
  hasFinished(figures) ? latencyFaultOf(figures, spec) : NONE_FINISHED
