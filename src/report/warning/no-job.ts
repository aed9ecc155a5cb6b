import { meanAmounts } from '../../engine/spec/mean-amounts'
import { windowMsOf } from '../../engine/spec/spec'
import type { Figures } from '../../engine/result/figures'
import type { Result } from '../../engine/result/result'

/** A service that was to answer so many jobs in a row, and answered none, does not answer. */
const UNANSWERED_JOBS = 5

/** Why a contender finished no job. */
export type NoJobReason =
  'all-failed' | 'none-came' | 'all-turned-away' | 'no-answer' | 'cut-short' | 'too-short'

/**
 * Why a contender finished no job: they failed, none came in or was let in, the service did not
 * answer in a time in which it was to, the run was cut short, or they take longer than its blocks.
 */
export function noJobReason(figures: Figures, spec: Result['spec']): NoJobReason {
  const { failed, arrivals, blocks, measuredSeconds } = figures
  if (failed > 0) return 'all-failed'
  if (arrivals?.arrived === 0) return 'none-came'
  if (arrivals !== null && arrivals.rejected >= arrivals.arrived) return 'all-turned-away'
  const { waitMs, cpuMs } = meanAmounts(spec.workload)
  const blockMs = (measuredSeconds * 1_000) / Math.max(1, blocks.length)
  if (spec.workload.kind === 'http' && blockMs > UNANSWERED_JOBS * (waitMs + cpuMs)) {
    return 'no-answer'
  }
  return blockMs < windowMsOf(spec) / 2 ? 'cut-short' : 'too-short'
}

/** Why a contender finished no job, after those words, and what helps, a sentence. */
export const noJobWords: Readonly<
  Record<NoJobReason, { readonly reason: string; readonly advice: string }>
> = {
  'all-failed': {
    reason: 'all of them failed',
    advice: 'Mend what the errors name, then run it again.',
  },
  'none-came': {
    reason: 'none came in while it was measured',
    advice: 'Raise the rate, or measure longer.',
  },
  'all-turned-away': {
    reason: 'all that came were turned away',
    advice: 'Allow more jobs in flight.',
  },
  'no-answer': {
    reason: 'the loopback service did not answer',
    advice: 'Close what loads the machine, then run it again.',
  },
  'cut-short': { reason: 'it was cut short before one ended', advice: 'Let it run to its end.' },
  'too-short': { reason: 'a job takes longer than its blocks', advice: 'Measure longer.' },
}
