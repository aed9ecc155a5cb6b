import { comparableFigures } from '../experiment/measured-figures'
import type { Result } from '../experiment/result'
import type { ContenderName } from '../experiment/spec'
import { claimOf, comparisonOf, latencyVerdict, verdict } from '../experiment/verdict'
import { decimal, rangeOf, timesOf, titleOf, whole } from '../experiment/wording'
import { inverse, type Interval } from '../measure/interval'
import type { Counted, SharedCount } from '../sharing/count-together'

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
  const figures = comparableFigures(result, name)
  const others = comparableFigures(result, other)
  if (figures === null || others === null) {
    return `No verdict: the ${titleOf(figures === null ? name : other)} has no figures in this run.`
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

/** What a shared count came to, one sentence for each way. */
export function describeCount({ threads, counted }: SharedCount): string {
  const plain = counted.find(({ way }) => way === 'plain')
  const costs = counted
    .filter(({ way }) => way !== 'plain')
    .map((each) => `${ways[each.way]} lost ${grouped(each.lost)}${costOf(each, plain)}`)
  const first =
    plain === undefined
      ? ''
      : `${threads} threads that count plainly lost ${grouped(plain.lost)} of ${grouped(plain.updates)} updates (${percent(plain)}) at ${plain.nsPerUpdate.toFixed(1)} ns each. `
  const none =
    plain?.lost === 0 ? ' That none was lost plainly was luck: the threads never met in one.' : ''
  return `${first}${costs.join('; ')}.${none}`
}

const ways: Record<Counted['way'], string> = {
  plain: 'plain counting',
  atomics: 'Atomics.add',
  lock: 'a lock',
  loop: `as many tasks on one loop`,
}

function costOf(each: Counted, plain: Counted | undefined): string {
  const own = ` at ${each.nsPerUpdate.toFixed(1)} ns each`
  if (plain === undefined || each.way === 'loop') return own
  return `${own}, ${(each.nsPerUpdate / plain.nsPerUpdate).toPrecision(2)}× the plain time`
}

function percent({ lost, updates }: Counted): string {
  return `${((lost / updates) * 100).toFixed(0)} %`
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

function grouped(value: number): string {
  return value.toLocaleString('en-US')
}
