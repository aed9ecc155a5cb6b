import type { ContenderResult, Result, Sweep } from './result'

/** Whether there is anything to keep of a record: a contender with figures, or one that failed. */
export function hasOutcome(record: Result | Sweep): boolean {
  const results =
    record.kind === 'corewise-result' ? [record] : record.points.map(({ result }) => result)
  return results.some(({ contenders }) => contenders.some(isOutcome))
}

function isOutcome(contender: ContenderResult): boolean {
  if (contender.status === 'not-run') return false
  return contender.status === 'failed' || contender.figures !== null
}
