import { mainClaim } from '../../engine/analysis/claim'
import { distrustOf } from '../../engine/analysis/trust/trust'
import { inverse } from '../../engine/measure/statistics/interval'
import { titleOf } from '../../engine/contender'
import { mainPairOf } from '../../engine/spec/main-pair'
import type { Result } from '../../engine/result/result'
import { missingOf, noClaimOf } from '../verdict/no-claim'
import { distrustClause } from '../verdict/trust-words'
import { uncapital } from '../verdict/verdict'
import { ratioWithRange, timesWithRange } from '../verdict/wording'

/**
 * Which of the main pair was ahead at one value of a sweep or a search, in a sentence.
 *
 * @param place "25 % of computing"
 */
export function seenAt(place: string, result: Result): string {
  const distrust = distrustOf(result)
  if (distrust !== null) return `At ${place}: ${distrustClause(distrust)}.`
  const { claim, ratio } = mainClaim(result)
  const pair = mainPairOf(result.spec)
  if (ratio === null) {
    const { reason } = missingOf(result, pair) ?? noClaimOf(result, pair)
    return `At ${place}: ${uncapital(reason)}.`
  }
  switch (claim) {
    case 'none':
      return `At ${place}: no measurable difference in throughput, ${ratioWithRange(ratio)}.`
    case 'more':
      return `At ${place}: the ${titleOf(pair[0])} finished ${timesWithRange(ratio)} as many jobs.`
    case 'less':
      return `At ${place}: the ${titleOf(pair[1])} finished ${timesWithRange(inverse(ratio))} as many jobs.`
  }
}
