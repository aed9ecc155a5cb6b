import { figuresOf } from './measured-figures'
import type { Sweep } from './sweep'
import type { ContenderResult, Result } from './result'

/** Whether there is anything to keep of a result: a contender with figures, or one that failed. */
export function hasOutcome(result: Result | Sweep): boolean {
  return contendersOf(result).some(isOutcome)
}

/**
 * Whether something could not be measured: a run was interrupted, a contender or a point failed, or
 * nobody finished a job.
 */
export function hasFailed(result: Result | Sweep): boolean {
  const contenders = contendersOf(result)
  return (
    resultsOf(result).some(({ interruption }) => interruption !== null) ||
    (result.kind === 'corewise-sweep' && result.failures.length > 0) ||
    contenders.some(({ status }) => status === 'failed') ||
    !contenders.some(hasFinishedJobs)
  )
}

function contendersOf(result: Result | Sweep): ContenderResult[] {
  return resultsOf(result).flatMap(({ contenders }) => contenders)
}

function resultsOf(result: Result | Sweep): Result[] {
  return result.kind === 'corewise-result' ? [result] : result.points.map(({ result }) => result)
}

function isOutcome(contender: ContenderResult): boolean {
  if (contender.status === 'not-run') return false
  return contender.status === 'failed' || contender.figures !== null
}

function hasFinishedJobs(contender: ContenderResult): boolean {
  return (figuresOf(contender)?.completed ?? 0) > 0
}
