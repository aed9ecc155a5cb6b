import type { Figures } from '../engine/experiment/result'
import type { Spec } from '../engine/experiment/spec'
import { isSaturated } from '../engine/experiment/warnings'

/** Stands for a rate or a latency of a contender that finished no job: its 0 is no measured one. */
const NONE_FINISHED = 'none finished'

/** Stands for the latency of a contender to which more jobs came than it can do. */
const SATURATED = 'saturated'

/** Whether any job was finished, without which there is neither a rate nor a latency. */
export const hasFinished = ({ completed }: Pick<Figures, 'completed'>): boolean => completed > 0

/** What stands in place of a rate; null where there is one. */
export const missingRate = (figures: Figures): string | null =>
  hasFinished(figures) ? null : NONE_FINISHED

/** What stands in place of a latency; null where there is one to be told. */
export const missingLatency = (figures: Figures, spec: Spec): string | null =>
  missingRate(figures) ?? (isSaturated(figures, spec) ? SATURATED : null)
