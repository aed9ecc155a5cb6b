import { hiddenCoresUsed, hiddenWaitMs } from '../../engine/analysis/hidden-use'
import { threadCounts } from '../../engine/analysis/thread-counts'
import { contenders, subjectOf, titleOf, type ContenderName } from '../../engine/contender'
import { effectiveCores } from '../../engine/measure/processors/processors'
import { comparableFigures } from '../../engine/result/measured-figures'
import type { Figures } from '../../engine/result/figures'
import type { Result } from '../../engine/result/result'
import type { Pair } from '../../engine/spec/main-pair'
import { needsHiddenThreads } from '../../engine/spec/mean-amounts'
import { duration } from '../format'
import { counted, decimal } from './wording'
import { capital } from './verdict'

/** What the runtime uses for itself is no work of jobs. Cores. */
const LEAST_USED = 0.03
/** Hidden threads that used this share of what they can, or of the cores, were all at work. */
const BUSY = 0.85
/** A shorter wait is what handing a task in and hearing of its end takes. Milliseconds. */
const LEAST_WAITED_MS = 0.5

/**
 * What hidden threads did for the two that are compared, from what was measured of them, and
 * whether there were too few of them. Empty where jobs need none.
 */
export function hiddenThreadReasons(result: Result, pair: Pair): string[] {
  if (!needsHiddenThreads(result.spec.workload)) return []
  return pair.flatMap((name) => {
    const figures = comparableFigures(result, name)
    const used = figures === null ? null : hiddenCoresUsed(figures)
    if (figures === null || used === null || used < LEAST_USED) return []
    return [usedSentence(result, name, used), ...waitedSentences(result, figures, used)]
  })
}

/** How long a task waited for a hidden thread, in a sentence; empty where that was not measured. */
export function hiddenWaitText(figures: Figures): string {
  const waitMs = hiddenWaitMs(figures)
  return waitMs === null
    ? ''
    : `A task waited ${duration(waitMs)} until a hidden thread had it done.`
}

function usedSentence(result: Result, name: ContenderName, used: number): string {
  const who =
    contenders[name].threads === 'one'
      ? `The ${titleOf(name)}’s one thread`
      : capital(subjectOf(name, threadCounts(result.spec, result.environment)))
  return `${who} used ${decimal(used)} hidden ones, by their CPU time.`
}

function waitedSentences({ environment }: Result, figures: Figures, used: number): string[] {
  const waitMs = hiddenWaitMs(figures)
  const { uvThreads } = environment
  if (waitMs === null || uvThreads === null) return []
  const there = counted(uvThreads, 'hidden thread')
  if (waitMs < LEAST_WAITED_MS) return [`A task hardly waited for one of ${there}.`]
  const isShort = used >= BUSY * uvThreads && uvThreads < effectiveCores(environment)
  return [
    `A task waited ${duration(waitMs)} until one of ${there} had it done.`,
    ...(isShort ? ['They were busy while cores were free: allow more by --uv-threads.'] : []),
  ]
}
