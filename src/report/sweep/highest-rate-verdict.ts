import { threadCounts } from '../../engine/analysis/thread-counts'
import { subjectOf, type ContenderName } from '../../engine/contender'
import { measuredFigures } from '../../engine/result/measured-figures'
import { mainPairOf } from '../../engine/spec/main-pair'
import type { Finding, Sweep } from '../../engine/result/sweep'
import { hasTurnedAway, isSaturated } from '../../engine/analysis/trust/saturation'
import { duration, figure } from '../format'
import { capital, type Verdict } from '../verdict/verdict'
import { doubtsOf } from './doubt'

type HighestRate = Extract<Finding, { kind: 'highest-rate' }>
type Found = HighestRate['contenders'][number]

/** What a rate that was found is worth: said of it wherever it stands. */
export const TRIED_ONCE = 'Each rate was tried once'

/** What a search for the highest arrival rate found of each contender. */
export function highestRateVerdict({ contenders, limitMs }: HighestRate, sweep: Sweep): Verdict {
  const limit = `p99 within ${duration(limitMs)}`
  const told = contenders.map((one) => contenderSentences(one, limit, sweep))
  const figures = told.flatMap(({ sentences }) => sentences)
  const kept = told.flatMap(({ kept }) => kept ?? [])
  const shown = shownOf(kept, sweep)
  const [first, second] = shown
  if (first === undefined) {
    const doubt = told.find(({ clause }) => clause !== null)?.clause ?? null
    if (doubt !== null) {
      return {
        kind: 'not-trusted',
        headline: `${capital(doubt)}: no rate is claimed.`,
        figures,
        advice: 'Run the search again when the machine is quiet.',
        reasons: [],
      }
    }
    return {
      kind: 'no-claim',
      headline:
        figures.length === 0
          ? 'The search ended before anything was found.'
          : `Nobody was seen to keep ${limit}.`,
      figures,
      advice: 'Search again, to its end or with a longer limit.',
      reasons: [],
    }
  }
  const subject = ({ name }: Kept): string => subjectAt(name, sweep)
  const others = second === undefined ? '' : `, ${subject(second)} at ${figure(second.rate)}`
  return {
    kind: 'claim',
    headline: `${capital(subject(first))} kept ${limit} at ${figure(first.rate)} arrivals a second${others}.`,
    figures,
    advice: `Plan for less than these rates, and search again to see how far they repeat.`,
    reasons: [
      `${TRIED_ONCE}, and p99 need not rise with the rate.`,
      'A repeated search may end at another rate.',
    ],
  }
}

/** A rate at which a contender was seen to keep the limit. */
interface Kept {
  readonly name: ContenderName
  readonly rate: number
}

/** The main pair where both kept it, or the best two; the higher rate first. */
function shownOf(kept: readonly Kept[], { points }: Sweep): Kept[] {
  const [first] = points
  const main: readonly ContenderName[] = first === undefined ? [] : mainPairOf(first.result.spec)
  const pair = kept.filter(({ name }) => main.includes(name))
  const shown = pair.length === 2 ? pair : kept
  return [...shown].sort((a, b) => b.rate - a.rate).slice(0, 2)
}

function subjectAt(name: ContenderName, { points }: Sweep): string {
  const result = points.find((point) => measuredFigures(point.result, name) !== null)?.result
  const one = { workers: 1, loops: 1, jobs: 1 }
  return subjectOf(name, result ? threadCounts(result.spec, result.environment) : one)
}

interface Told {
  /** Empty of a contender that was not tried, as where the search was cancelled before. */
  readonly sentences: readonly string[]
  readonly kept: Kept | null
  /** Why nothing is claimed of it; null where something is. */
  readonly clause: string | null
}

function contenderSentences({ name, within, beyond }: Found, limit: string, sweep: Sweep): Told {
  const { points } = sweep
  const doubts = doubtsOf(sweep, name)
  const doubted = doubts.find(({ value }) => value === within || value === beyond)
  if (doubted !== undefined) {
    const { value, clause } = doubted
    return {
      sentences: [
        `Nothing is claimed of ${name}.`,
        `At ${figure(value)} arrivals a second ${clause}.`,
      ],
      kept: null,
      clause,
    }
  }
  const [ended] = doubts
  const end =
    ended === undefined
      ? []
      : [`Its search ended at ${figure(ended.value)} arrivals a second: ${ended.clause}.`]
  if (within === null && beyond === null) {
    const sentences = ended === undefined ? [] : [`No rate was found for ${name}.`, ...end]
    return { sentences, kept: null, clause: ended?.clause ?? null }
  }
  const why = beyond === null ? [] : whyBeyond(points, name, beyond)
  if (within === null) {
    return {
      sentences: [
        beyond === null
          ? `${name} was not seen to keep ${limit}.`
          : `${name} did not keep ${limit} even at ${figure(beyond)} arrivals a second.`,
        ...why,
        ...(beyond === null ? [] : ['Lower rates give no p99 in the measured time.']),
        ...end,
      ],
      kept: null,
      clause: null,
    }
  }
  return {
    sentences: [
      `${name} kept ${limit} at ${figure(within)} arrivals a second${cameAt(points, name, within)}.`,
      ...(beyond === null
        ? ['No higher rate was tried.']
        : [`It did not at ${figure(beyond)}${cameAt(points, name, beyond)}.`, ...why]),
      ...end,
    ],
    kept: { name, rate: within },
    clause: null,
  }
}

/**
 * Poisson arrivals come by chance: how many a second there were, where that is over 1 % another
 * rate.
 */
function cameAt(points: Sweep['points'], name: ContenderName, rate: number): string {
  const { figures } = triedAt(points, name, rate) ?? {}
  if (figures?.arrivals == null) return ''
  const arrived = figures.arrivals.arrived / figures.measuredSeconds
  return Math.abs(arrived / rate - 1) <= 0.01 ? '' : ` (by chance ${figure(arrived)} came)`
}

/**
 * What was measured of a contender at a rate; each is run by itself, and others have points there
 * too.
 */
function triedAt(points: Sweep['points'], name: ContenderName, rate: number) {
  return points
    .flatMap(({ value, result }) => {
      const figures = value === rate ? measuredFigures(result, name) : null
      return figures === null ? [] : [{ figures, spec: result.spec }]
    })
    .at(0)
}

/** What kept a contender from the limit at a rate; empty where it is not known. */
function whyBeyond(points: Sweep['points'], name: ContenderName, rate: number): string[] {
  const tried = triedAt(points, name, rate)
  if (tried === undefined) return []
  const { figures, spec } = tried
  if (isSaturated(figures, spec)) {
    return [`There it finished ${figure(figures.jobsPerSecond)} a second.`]
  }
  const { arrived, rejected } = figures.arrivals ?? { arrived: 0, rejected: 0 }
  if (hasTurnedAway(figures)) {
    const share = `${figure((rejected / arrived) * 100)} %`
    return [`There it turned ${share} away, with ${figure(spec.concurrency)} in flight.`]
  }
  const p99 = figures.latency.percentiles.find(({ percentile }) => percentile === 99)
  return p99 === undefined ? [] : [`There p99 was ${duration(p99.valueMs)}.`]
}

/** Whether a search found that a contender does not keep the limit at the rate of a point. */
export const isBeyondLimit = (
  { finding }: Sweep,
  contender: ContenderName,
  { value }: Sweep['points'][number],
): boolean => {
  if (finding?.kind !== 'highest-rate') return false
  const beyond = finding.contenders.find(({ name }) => name === contender)?.beyond ?? null
  return beyond !== null && value >= beyond
}

/** What the hollow points of a search are; empty where it found none. */
export const beyondLimitWords = ({ finding }: Sweep): string[] => {
  if (finding?.kind !== 'highest-rate') return []
  const isFound = finding.contenders.some(({ beyond }) => beyond !== null)
  return isFound ? [`Hollow: p99 was not kept within ${duration(finding.limitMs)}.`] : []
}
