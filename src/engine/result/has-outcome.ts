import { figuresOf } from './measured-figures'
import type { Sweep } from './sweep'
import type { ContenderResult, Result } from './result'

/** Whether there is anything to keep of a record: a contender with figures, or one that failed. */
export function hasOutcome(record: Result | Sweep): boolean {
  return contendersOf(record).some(isOutcome)
}

/**
 * Whether something could not be measured: a run was interrupted, a contender or a point failed, or
 * nobody finished a job.
 */
export function hasFailed(record: Result | Sweep): boolean {
  const contenders = contendersOf(record)
  return (
    resultsOf(record).some(({ interruption }) => interruption !== null) ||
    (record.kind === 'corewise-sweep' && record.failures.length > 0) ||
    contenders.some(({ status }) => status === 'failed') ||
    !contenders.some(hasFinishedJobs)
  )
}

function contendersOf(record: Result | Sweep): ContenderResult[] {
  return resultsOf(record).flatMap(({ contenders }) => contenders)
}

function resultsOf(record: Result | Sweep): Result[] {
  return record.kind === 'corewise-result' ? [record] : record.points.map(({ result }) => result)
}

function isOutcome(contender: ContenderResult): boolean {
  if (contender.status === 'not-run') return false
  return contender.status === 'failed' || contender.figures !== null
}

function hasFinishedJobs(contender: ContenderResult): boolean {
  return (figuresOf(contender)?.completed ?? 0) > 0
}
