import { helperNames, type Figures } from '../result/figures'
import type { ContenderResult, Result } from '../result/result'
import { figuresOf } from '../result/measured-figures'

/**
 * How many cores the runtime's hidden threads used for a contender: their CPU time ÷ the measured
 * time. Where they cannot be told from the rest of the runtime's helpers it is that of all of
 * these. Null where neither is known.
 */
export function hiddenCoresUsed(figures: Figures): number | null {
  const { measuredSeconds } = figures
  const seconds =
    cpuSecondsOf(figures, helperNames.hidden) ?? cpuSecondsOf(figures, helperNames.runtime)
  return seconds === null || measuredSeconds === 0 ? null : seconds / measuredSeconds
}

function cpuSecondsOf({ threads }: Figures, name: string): number | null {
  return threads.find((thread) => thread.name === name)?.cpuSeconds ?? null
}

/** How long a task waited for a hidden thread in the mean; null where that was not measured. */
export function hiddenWaitMs({ hiddenQueueing }: Pick<Figures, 'hiddenQueueing'>): number | null {
  return hiddenQueueing === null || hiddenQueueing.count === 0 ? null : hiddenQueueing.meanMs
}

/** The hidden threads' share of a contender's CPU time from which on they computed its jobs. */
const LEAST_HIDDEN_SHARE = 0.1

/**
 * Whether a ceiling that was predicted is one for a contender. Of a person's own job a trial tells
 * what it computes, but not on which threads: where hidden ones did, more cores were used than the
 * ceiling reckons with.
 */
export function isCeilingFor(
  contender: ContenderResult,
  { spec: { workload } }: Pick<Result, 'spec'>,
): boolean {
  const figures = figuresOf(contender)
  if (workload.kind !== 'own' || figures === null) return true
  const hidden = cpuSecondsOf(figures, helperNames.hidden) ?? 0
  return hidden < figures.cpuSeconds * LEAST_HIDDEN_SHARE
}
