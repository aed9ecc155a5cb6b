import { quoted } from '../isolated-text'
import { threadCounts } from '../../engine/analysis/thread-counts'
import { claimOf, comparisonOf, isWithoutRate } from '../../engine/analysis/claim'
import { latencyFaultOf, type LatencyFault } from '../../engine/analysis/trust/latency-fault'
import { warningsOf } from '../../report/warning'
import { subjectOf, titleOf, type ContenderName } from '../../engine/contender'
import { excludesOne, inverse, type Interval } from '../../engine/measure/statistics/interval'
import { inferredOf } from '../../engine/result/measured-figures'
import type { Figures } from '../../engine/result/figures'
import type { Result } from '../../engine/result/result'
import { duration, figure } from '../format'
import {
  decimal,
  fractionOf,
  listed,
  ratioWithRange,
  roundTimes,
  timesWithRange,
  whole,
} from './wording'
import { adviceOf } from './advice'
import type { Pair } from '../../engine/spec/main-pair'
import { distrustFor, missingOf, noClaimOf, type NoClaim } from './no-claim'
import { haveKeptUp, latencyOutcome, outcomeOf, sideOf, type Outcome, type Side } from './outcome'
import { distrustVerdict } from './trust-words'
import { capital, uncapital, type Verdict } from './verdict'

/**
 * What a run says of two contenders: their ratio of jobs per second, the cores used, the ratio of
 * jobs per core-second and of latency, each with its 95 % interval. A difference is claimed only
 * where the interval leaves out 1 and the ratio is further from 1 than the check of one contender
 * against itself. Where both kept up with an open load, the arrivals set their rates, and it
 * compares only what they used. Where one of them failed, or the run is not to be trusted, it only
 * says why. With fewer than 8 blocks, with ones too short for a rate, or without that check, it
 * tells what was seen and claims nothing.
 */
export function pairVerdict(result: Result, pair: Pair): Verdict {
  const distrust = distrustFor(result, pair)
  if (distrust !== null) return distrustVerdict(distrust)
  const [first, second] = pair.map((name) => sideOf(result, name))
  if (first == null || second == null) {
    return withoutClaim(missingOf(result, pair) ?? noClaimOf(result, pair), [])
  }
  const comparison = comparisonOf(result, first.name, second.name)
  if (comparison === null || result.selfCheck === null) {
    const seen = pair.some((name) => isWithoutRate(result, name))
      ? 'Seen, but no rates to compare'
      : comparison === null
        ? 'Seen, without an interval'
        : 'Seen, with nothing to hold it against'
    const rates = `${seen}: ${namedFigures([first, second], ratesOf)} jobs a second.`
    const figures = [rates, coresSentence([first, second])]
    return {
      ...withoutClaim(noClaimOf(result, pair), figures),
      reasons: cautions(result, [first, second]),
    }
  }
  const outcome = outcomeOf(result, [first, second], comparison)
  return {
    kind: 'claim',
    headline: capital(headlineOf(result, outcome)),
    figures: figuresOf(result, outcome),
    advice: adviceOf(result, outcome),
    reasons: [...cautions(result, [first, second]), ...latencyReason(result, [first, second])],
  }
}

function withoutClaim({ reason, advice }: NoClaim, figures: readonly string[]): Verdict {
  const headline = figures.length === 0 ? `No verdict: ${uncapital(reason)}.` : `${reason}.`
  return { kind: 'no-claim', headline, figures: [...figures], advice, reasons: [] }
}

function headlineOf(result: Result, outcome: Outcome): string {
  const { winner, other, comparison, isClaimed } = outcome
  const { load } = result.spec
  const cost = costClause(result, outcome)
  if (load.kind === 'open' && haveKeptUp(result, [winner, other])) {
    const both = `both kept up with ${whole(load.arrivalsPerSecond)} arrivals a second`
    return cost === null ? `${both}.` : `${both}, but ${cost.alone}.`
  }
  if (!isClaimed) {
    return cost === null
      ? 'no measurable difference in throughput.'
      : `no measurable difference in throughput, but ${cost.alone}.`
  }
  const times = roundTimes(comparison.jobsPerSecond)
  const counts = threadCounts(result.spec, result.environment)
  const [who, whom] = [subjectOf(winner.name, counts), subjectOf(other.name, counts)]
  return `${who} finished ${times} as many jobs as ${whom}${cost === null ? '' : cost.after}.`
}

/** What the winner paid in CPU time, where it can be claimed. */
interface CostClause {
  /** After the winner’s headline: ", on a third of the CPU". */
  readonly after: string
  /** A clause: "the event loop needs half the CPU". */
  readonly alone: string
}

function costClause(result: Result, { winner, other, comparison }: Outcome): CostClause | null {
  const ratio = comparison.jobsPerCoreSecond
  if (ratio === null) return null
  const claim = claimOf(result, ratio, 'jobsPerCoreSecond')
  if (claim === 'none') return null
  const cheaper = claim === 'more' ? winner : other
  const share = claim === 'more' ? 1 / ratio.estimate : ratio.estimate
  const alone = `the ${titleOf(cheaper.name)} needs ${fractionOf(share)} the CPU`
  if (claim === 'less') return { after: `, each for ${roundTimes(inverse(ratio))} the CPU`, alone }
  const cores = winner.figures.coresUsed / other.figures.coresUsed
  const after = hasUsedLess(result, winner.name, other.name)
    ? `, on ${fractionOf(cores)} the CPU`
    : `, each for ${fractionOf(share)} the CPU`
  return { after, alone }
}

/** Whether one surely used fewer cores: their intervals lie apart. */
function hasUsedLess(result: Result, one: ContenderName, other: ContenderName): boolean {
  const [less, more] = [inferredOf(result, one), inferredOf(result, other)]
  return less !== null && more !== null && less.coresUsed.high < more.coresUsed.low
}

function figuresOf(result: Result, outcome: Outcome): string[] {
  const sides = [outcome.winner, outcome.other] as const
  const { jobsPerSecond, jobsPerCoreSecond } = outcome.comparison
  return [
    ...rateSentences(result, outcome, jobsPerSecond, 'jobsPerSecond'),
    ...(jobsPerCoreSecond === null
      ? ['Too little CPU time was used to compare jobs per core-second.']
      : rateSentences(result, outcome, jobsPerCoreSecond, 'jobsPerCoreSecond')),
    coresSentence(sides),
    ...latencySentence(result, outcome),
  ]
}

const rateNames = { jobsPerSecond: 'jobs a second', jobsPerCoreSecond: 'jobs per core-second' }

/** "Event loop 18,700, thread pool 362 jobs a second: 52 times, 95 % interval 46 to 59." */
function rateSentences(
  result: Result,
  { winner, other }: Outcome,
  ratio: Interval,
  rate: keyof typeof rateNames,
): string[] {
  const claim = claimOf(result, ratio, rate)
  // The one that did more comes first.
  const [sides, shown] =
    claim === 'less'
      ? ([[other, winner], inverse(ratio)] as const)
      : ([[winner, other], ratio] as const)
  const names = namedFigures(sides, ({ figures }) => figure(figures[rate] ?? 0))
  const told = claim === 'none' ? ratioWithRange(shown) : timesWithRange(shown)
  const said = rate === 'jobsPerSecond' ? told.replace('(', '(95 % interval ') : told
  return [
    `${capital(names)} ${rateNames[rate]}: ${said}.`,
    ...(claim === 'none'
      ? selfSentence(result.selfCheck?.[rate] ?? null, ratio, rateNames[rate])
      : []),
  ]
}

/** Why a ratio whose interval leaves out 1 is no difference all the same. */
function selfSentence(self: Interval | null, ratio: Interval, what: string): string[] {
  if (self === null || !excludesOne(ratio)) return []
  return [`One contender’s own ${what} differed by as much: ${ratioWithRange(self)}.`]
}

function namedFigures(sides: readonly Side[], told: (side: Side) => string): string {
  return sides.map((side) => `${titleOf(side.name)} ${told(side)}`).join(', ')
}

const ratesOf = ({ figures }: Side): string => figure(figures.jobsPerSecond)

function coresSentence(sides: readonly Side[]): string {
  return capital(`${namedFigures(sides, ({ figures }) => decimal(figures.coresUsed))} cores used.`)
}

/** Latency at the highest percentile that every block of both supports. */
function latencySentence(result: Result, outcome: Outcome): string[] {
  const found = latencyOutcome(result, outcome)
  if (found === null) return []
  const { percentile, ratio, self, shorter, longer } = found
  const at = `Latency p${percentile}`
  if (shorter === null || longer === null) {
    return [
      `${at}: no measurable difference, ${ratioWithRange(ratio)}.`,
      ...selfSentence(self, ratio, 'latency'),
    ]
  }
  const names = namedFigures([shorter, longer], ({ figures }) => latencyAt(figures, percentile))
  return [`${at}: ${names}, ${timesWithRange(ratio)}.`]
}

function latencyAt({ latency }: Figures, percentile: number): string {
  const found = latency.percentiles.find((candidate) => candidate.percentile === percentile)
  return found === undefined ? '' : duration(found.valueMs)
}

/** Why one of the two, or both, have no latency. */
const latencyFaults: Readonly<Record<LatencyFault, string>> = {
  saturated: 'could not keep up with the arrivals',
  filling: 'had too many jobs in flight',
}

function latencyReason(result: Result, sides: readonly Side[]): string[] {
  return (Object.keys(latencyFaults) as LatencyFault[]).flatMap((fault) => {
    const those = sides.filter(({ figures }) => latencyFaultOf(figures, result.spec) === fault)
    if (those.length === 0) return []
    const who = listed(those.map(({ name }) => name))
    return [`${capital(who)} ${latencyFaults[fault]}, so latency is not compared.`]
  })
}

/**
 * What weakens the comparison: what was cut short, jobs that failed, jobs not yet at their
 * cheapest.
 */
function cautions(result: Result, sides: readonly Side[]): string[] {
  return sides.flatMap(({ name, figures }) => {
    const { completed, failed } = figures
    const title = titleOf(name)
    const isWarming = warningsOf(figures, result.spec).some(({ kind }) => kind === 'warming')
    const contender = result.contenders.find((candidate) => candidate.name === name)
    return [
      ...(contender?.status === 'partial' ? [`The ${title} was cut short by cancelling.`] : []),
      ...(contender?.status === 'failed'
        ? [`The ${title} failed: ${quoted(contender.error)}.`]
        : []),
      ...(failed === 0
        ? []
        : [
            `${whole(failed)} of ${whole(completed + failed)} jobs of the ${title} failed and do not count.`,
          ]),
      ...(isWarming
        ? [
            `Jobs of the ${title} still became cheaper: a longer warm-up may raise its jobs per core-second.`,
          ]
        : []),
    ]
  })
}
