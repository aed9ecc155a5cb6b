import { loopToPool } from '../../engine/analysis/claim'
import { distrustOf } from '../../engine/analysis/trust'
import { inverse } from '../../engine/measure/statistics/interval'
import type { Result } from '../../engine/result/result'
import { missingOf, noClaimOf } from '../verdict/no-claim'
import { mainPair } from '../verdict/run-verdict'
import { distrustClause } from '../verdict/trust-words'
import { ratioWithRange, timesWithRange } from '../verdict/wording'

/**
 * Who of loop and pool was ahead at one value of a sweep or a search, in a sentence.
 *
 * @param place "25 % of computing"
 */
export function seenAt(place: string, result: Result): string {
  const distrust = distrustOf(result)
  if (distrust !== null) return `At ${place}: ${distrustClause(distrust)}.`
  const { claim, ratio } = loopToPool(result)
  if (ratio === null) {
    const { reason } = missingOf(result, mainPair) ?? noClaimOf(result, mainPair)
    return `At ${place}: ${reason.charAt(0).toLowerCase()}${reason.slice(1)}.`
  }
  switch (claim) {
    case 'none':
      return `At ${place}: no measurable difference in throughput, ${ratioWithRange(ratio)}.`
    case 'more':
      return `At ${place}: the event loop finished ${timesWithRange(ratio)} as many jobs.`
    case 'less':
      return `At ${place}: the thread pool finished ${timesWithRange(inverse(ratio))} as many jobs.`
  }
}
