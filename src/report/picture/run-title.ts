import { claimOf, comparisonOf, isWithoutRate } from '../../engine/analysis/claim'
import { latencyFaultOf, type LatencyFault } from '../../engine/analysis/trust/latency-fault'
import { distrustOf } from '../../engine/analysis/trust/trust'
import { threadCounts } from '../../engine/analysis/thread-counts'
import { subjectOf, titleOf, type ContenderName } from '../../engine/contender'
import { comparableFigures } from '../../engine/result/measured-figures'
import { mainPairOf } from '../../engine/spec/main-pair'
import type { Result } from '../../engine/result/result'
import { duration, figure } from '../format'
import { distrustFor, missingOf, noClaimOf } from '../verdict/no-claim'
import {
  haveKeptUp,
  latencyOutcome,
  outcomeOf,
  sideOf,
  type Outcome,
  type Side,
} from '../verdict/outcome'
import { runVerdict } from '../verdict/run-verdict'
import { distrustClause } from '../verdict/trust-words'
import { capital, uncapital } from '../verdict/verdict'
import { fractionOf, listed, roundTimes, whole } from '../verdict/wording'

/** What a picture of a run is about. */
export type Topic = 'story' | 'throughput' | 'cpu' | 'latency'

/** What is drawn, to begin a title with that claims nothing. */
const neutral: Readonly<Record<Topic, string>> = {
  story: 'Jobs, CPU time and latency',
  throughput: 'Jobs per second',
  cpu: 'CPU time per job',
  latency: 'Latency',
}

/** Whether a picture shows a contender; one shows all of a run unless some were chosen. */
type IsShown = (name: ContenderName) => boolean

/**
 * The title of a picture of a run: what came of the main pair, no more than its verdict claims.
 * Where nothing may be claimed, it names what is drawn and says why. Where one of the pair is not
 * shown, it says what came of the only one that is, or names what is drawn.
 */
export function runTitle(result: Result, topic: Topic, isShown: IsShown = () => true): string {
  const pair = mainPairOf(result.spec)
  const distrust = distrustFor(result, pair)
  if (distrust !== null) {
    return `${neutral[topic]}, not to be trusted: ${distrustClause(distrust)}`
  }
  if (!pair.every(isShown)) return aloneTitle(result, topic, isShown) ?? neutral[topic]
  const [first, second] = pair.map((name) => sideOf(result, name))
  const comparison = comparisonOf(result, ...pair)
  const isComparable = comparison !== null && result.selfCheck !== null
  if (first == null || second == null || !isComparable) {
    const alone = aloneTitle(result, topic, isShown)
    if (alone !== null) return alone
    const { reason } = missingOf(result, pair) ?? noClaimOf(result, pair)
    return `${neutral[topic]}: ${within(reason)}`
  }
  const outcome = outcomeOf(result, [first, second], comparison)
  switch (topic) {
    case 'story':
      return withoutStop(
        runVerdict(result).headline.replace(ALIKE, () =>
          alikeTitle(result, [first, second], 'throughput'),
        ),
      )
    case 'throughput':
      return throughputTitle(result, outcome)
    case 'cpu':
      return cpuTitle(result, outcome)
    case 'latency':
      return latencyTitle(result, outcome)
  }
}

/**
 * The same where it says what came; null where it only names what is drawn, whatever the reason.
 */
export function runFinding(result: Result, topic: Topic): string | null {
  const title = runTitle(result, topic)
  return title.startsWith(neutral[topic]) ? null : title
}

/**
 * What came of a contender that is shown alone; null where others are, it has no figure, or the run
 * is not to be trusted.
 */
function aloneTitle(result: Result, topic: Topic, isShown: IsShown): string | null {
  if (distrustOf(result) !== null) return null
  const [only, ...others] = result.contenders.filter(({ name }) => isShown(name))
  if (only === undefined || others.length > 0 || isWithoutRate(result, only.name)) return null
  const figures = comparableFigures(result, only.name)
  if (figures === null || figures.completed === 0) return null
  const subject = subjectIn(result)(only.name)
  switch (topic) {
    case 'story':
    case 'throughput':
      return `${capital(subject)} finished ${figure(figures.jobsPerSecond)} jobs a second`
    case 'cpu': {
      const { jobsPerCoreSecond } = figures
      return jobsPerCoreSecond === null
        ? null
        : `1,000 jobs took ${duration(1e6 / jobsPerCoreSecond)} of CPU time with ${subject}`
    }
    case 'latency': {
      const told = figures.latency.percentiles.filter(({ percentile }) => percentile <= 99).at(-1)
      if (told === undefined || latencyFaultOf(figures, result.spec) !== null) return null
      return `At p${told.percentile} a job took ${duration(told.valueMs)} with ${subject}`
    }
  }
}

/** A sentence as a title. */
export function withoutStop(sentence: string): string {
  return sentence.replace(/\.$/, '')
}

/** A reason within a sentence; what an error says word by word is in the report. */
function within(reason: string): string {
  const [told = ''] = reason.split(': “')
  return uncapital(told)
}

function throughputTitle(
  result: Result,
  { winner, other, comparison, isClaimed }: Outcome,
): string {
  const { load } = result.spec
  if (load.kind === 'open' && haveKeptUp(result, [winner, other])) {
    return `Both kept up with ${whole(load.arrivalsPerSecond)} arrivals a second`
  }
  if (!isClaimed) return alikeTitle(result, [winner, other], 'throughput')
  const subject = subjectIn(result)
  const times = roundTimes(comparison.jobsPerSecond)
  return `${capital(subject(winner.name))} finished ${times} as many jobs as ${subject(other.name)}`
}

function cpuTitle(result: Result, { winner, other, comparison }: Outcome): string {
  const ratio = comparison.jobsPerCoreSecond
  if (ratio === null) return `${neutral.cpu}: too little was used to compare it`
  const claim = claimOf(result, ratio, 'jobsPerCoreSecond')
  if (claim === 'none') return alikeTitle(result, [winner, other], 'CPU time per job')
  const [cheap, dear] = claim === 'more' ? [winner, other] : [other, winner]
  const share = claim === 'more' ? 1 / ratio.estimate : ratio.estimate
  return `The ${titleOf(cheap.name)} needs ${fractionOf(share)} the ${titleOf(dear.name)}’s CPU time for each job`
}

/** Why one of the two has no latency. */
const faults: Readonly<Record<LatencyFault, string>> = {
  saturated: 'could not keep up with the arrivals',
  filling: 'had too many jobs in flight',
}

function latencyTitle(result: Result, outcome: Outcome): string {
  const found = latencyOutcome(result, outcome)
  if (found === null) {
    for (const { name, figures } of [outcome.winner, outcome.other]) {
      const fault = latencyFaultOf(figures, result.spec)
      if (fault !== null) return `${neutral.latency}: the ${titleOf(name)} ${faults[fault]}`
    }
    return `${neutral.latency}: too few jobs to compare it`
  }
  const { percentile, ratio, shorter, longer } = found
  if (shorter === null || longer === null) {
    return alikeTitle(result, [outcome.winner, outcome.other], `latency at p${percentile}`)
  }
  const subject = subjectIn(result)
  return `At p${percentile} a job took ${roundTimes(ratio)} as long with ${subject(longer.name)} as with ${subject(shorter.name)}`
}

/** How a headline begins that is about no others than the pair. */
const ALIKE = /^No measurable difference in throughput/

/** That nothing tells the pair apart; beside others, which may well differ, with its names. */
function alikeTitle({ contenders }: Result, pair: readonly [Side, Side], what: string): string {
  if (contenders.length === 2) return `No measurable difference in ${what}`
  return `${capital(listed(pair.map(({ name }) => name)))} show no measurable difference in ${what}`
}

/**
 * What the main pair's latency was at a percentile that is drawn but not compared. Null where it is
 * not in the order that is claimed at the one that is: then nothing may be said of it.
 */
export function latencySeen(result: Result, percentile: number): string | null {
  const pair = mainPairOf(result.spec)
  const [first, second] = pair.map((name) => sideOf(result, name))
  const comparison = comparisonOf(result, ...pair)
  if (first == null || second == null || comparison === null) return null
  if (distrustFor(result, pair) !== null) return null
  const found = latencyOutcome(result, outcomeOf(result, [first, second], comparison))
  if (found?.shorter == null || found.longer === null) return null
  const { shorter, longer } = found
  const [low, high] = [shorter, longer].map(
    ({ figures }) =>
      figures.latency.percentiles.find((one) => one.percentile === percentile)?.valueMs,
  )
  if (low === undefined || high === undefined || low >= high) return null
  const subject = subjectIn(result)
  return `p${percentile} was ${duration(low)} with ${subject(shorter.name)}, ${duration(high)} with ${subject(longer.name)}`
}

/**
 * What the main pair's latency was at a percentile that is drawn, where nothing may be said of
 * which is the shorter. Null where the run is not to be trusted, or one of the two has no such
 * figure.
 */
export function latencyUncompared(result: Result, percentile: number): string | null {
  if (distrustOf(result) !== null) return null
  const pair = mainPairOf(result.spec)
  const subject = subjectIn(result)
  const [first, second] = pair.map((name) => {
    const figures = comparableFigures(result, name)
    if (figures === null || latencyFaultOf(figures, result.spec) !== null) return null
    const found = figures.latency.percentiles.find((one) => one.percentile === percentile)
    return found === undefined ? null : `${duration(found.valueMs)} with ${subject(name)}`
  })
  if (first == null || second == null) return null
  return `p${percentile} was ${first}, ${second}, not compared`
}

function subjectIn({ spec, environment }: Result): (name: ContenderName) => string {
  const counts = threadCounts(spec, environment)
  return (name) => subjectOf(name, counts)
}
