import { inverse, type Interval } from '../../engine/measure/statistics/interval'
import { comparableFigures } from '../../engine/result/measured-figures'
import type { Result } from '../../engine/result/result'
import type { ContenderName } from '../../engine/spec/spec'
import { claimOf, comparisonOf } from '../../engine/analysis/claim'
import { distrustOf } from '../../engine/analysis/trust'
import { distrustSentence } from '../note/trust-words'
import { latencyVerdict, missingReasons, verdict } from './verdict'
import { titleOf } from '../../engine/contender'
import { decimal, rangeOf, timesOf, whole } from './wording'

/** What a run says of loop and pool: the verdict, and who kept latency lower, a sentence each. */
export function closingVerdict(result: Result): string {
  return [verdict(result), ...latencyVerdict(result)].join(' ')
}

/**
 * One sentence on two contenders of a result: their ratio of jobs per second and of jobs per
 * core-second with their 95 % intervals, and the cores used. A difference is claimed as in the
 * verdict; where one of them has no figures, or the run is too short to claim anything, it says so.
 */
export function comparePair(
  result: Result,
  [name, other]: readonly [ContenderName, ContenderName],
): string {
  const distrust = distrustOf(result)
  if (distrust !== null) return distrustSentence(distrust)
  const figures = comparableFigures(result, name)
  const others = comparableFigures(result, other)
  if (figures === null || others === null) {
    return `No verdict: ${missingReasons(result, [name, other])}.`
  }
  const [title, otherTitle] = [titleOf(name), titleOf(other)]
  const cores = `used ${decimal(figures.coresUsed)} cores against ${decimal(others.coresUsed)}`
  const comparison = comparisonOf(result, name, other)
  if (comparison === null) {
    const rates = `${whole(figures.jobsPerSecond)} jobs per second against ${whole(others.jobsPerSecond)}`
    return `The ${title} against the ${otherTitle}: ${rates}, ${cores}; the run is too short to claim a difference.`
  }
  const { jobsPerSecond, jobsPerCoreSecond } = comparison
  const rate = told(
    jobsPerSecond,
    claimOf(result, jobsPerSecond, 'jobsPerSecond'),
    'jobs per second',
  )
  const perCore =
    jobsPerCoreSecond === null
      ? 'too little CPU time to compare jobs per core-second'
      : told(
          jobsPerCoreSecond,
          claimOf(result, jobsPerCoreSecond, 'jobsPerCoreSecond'),
          'jobs per core-second',
        )
  return `The ${title} against the ${otherTitle}: ${rate}; ${perCore}; ${cores}.`
}

function told(ratio: Interval, claim: ReturnType<typeof claimOf>, what: string): string {
  switch (claim) {
    case 'more':
      return `${timesOf(ratio)} as many ${what}`
    case 'less':
      return `fewer ${what}, the other did ${timesOf(inverse(ratio))} as many`
    case 'none':
      return `no difference in ${what} that this run can show (ratio ${rangeOf(ratio)})`
  }
}
