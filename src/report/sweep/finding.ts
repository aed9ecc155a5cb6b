import { measuredFigures } from '../../engine/result/measured-figures'
import type { Finding, Sweep } from '../../engine/result/result'
import type { ContenderName } from '../../engine/spec/spec'
import { hasTurnedAway, isSaturated } from '../../engine/analysis/warnings'
import { distrustOf } from '../../engine/analysis/trust'
import { doubtsOf, type Doubt } from './doubt'
import { whyNoCrossover } from './why-no-crossover'
import { duration, figure } from '../format'

/** What a search found, a sentence each; nothing where values were given. */
export const findingSentences = (sweep: Sweep): string[] => {
  const { finding } = sweep
  if (finding === null) return []
  switch (finding.kind) {
    case 'crossover':
      return [crossover(finding, sweep)]
    case 'highest-rate': {
      const found = finding.contenders.flatMap((one) => highestRate(one, finding.limitMs, sweep))
      return found.length === 0
        ? ['The search ended before anything was found.']
        : [...found, TRIED_ONCE]
    }
  }
}

const TRIED_ONCE =
  'Each rate was tried once, and p99 need not rise with the rate: a repeated search may end at another one.'

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
  return isFound ? [`Hollow: p99 within ${duration(finding.limitMs)} was not kept.`] : []
}

type HighestRate = Extract<Finding, { kind: 'highest-rate' }>

/** Nothing of a contender that had no turn, as where the search was cancelled before. */
const highestRate = (
  { name, within, beyond }: HighestRate['contenders'][number],
  limitMs: HighestRate['limitMs'],
  sweep: Sweep,
): string[] => {
  const { points } = sweep
  const limit = `p99 within ${duration(limitMs)}`
  const doubts = doubtsOf(sweep, name)
  const clauseOf = ({ value, clause }: Doubt): string =>
    `at ${figure(value)} arrivals per second ${clause}`
  const doubted = doubts.find(({ value }) => value === within || value === beyond)
  const [ended] = doubts
  if (doubted !== undefined) return [`Nothing is claimed of ${name}: ${clauseOf(doubted)}.`]
  if (within === null && beyond === null) {
    return ended === undefined ? [] : [`No rate was found for ${name}: ${clauseOf(ended)}.`]
  }
  const end = ended === undefined ? '' : ` The search for more ended, as ${clauseOf(ended)}.`
  const why = beyond === null ? '' : whyBeyond(points, name, beyond)
  if (within === null) {
    const least =
      beyond === null
        ? ''
        : `, not even at ${figure(beyond)} arrivals per second${why}; fewer give no p99 in the measured time`
    return [`${name} was not seen to keep ${limit}${least}.${end}`]
  }
  const most =
    beyond === null
      ? '; no higher rate was tried'
      : `, not at ${figure(beyond)}${cameAt(points, name, beyond)}${why}`
  const kept = `at ${figure(within)} arrivals per second${cameAt(points, name, within)}`
  return [`${name} kept ${limit} ${kept}${most}.${end}`]
}

/** Poisson arrivals come by chance: how many a second there were, where that is over 1 % another rate. */
const cameAt = (
  points: Sweep['points'],
  name: HighestRate['contenders'][number]['name'],
  rate: number,
): string => {
  const { figures } = triedAt(points, name, rate) ?? {}
  if (figures?.arrivals == null) return ''
  const came = figures.arrivals.came / figures.measuredSeconds
  return Math.abs(came / rate - 1) <= 0.01 ? '' : ` (by chance ${figure(came)} came)`
}

/** What was measured of a contender at a rate; each is run by itself, and others have points there too. */
const triedAt = (
  points: Sweep['points'],
  name: HighestRate['contenders'][number]['name'],
  rate: number,
) =>
  points
    .flatMap(({ value, result }) => {
      const figures = value === rate ? measuredFigures(result, name) : null
      return figures === null ? [] : [{ figures, spec: result.spec }]
    })
    .at(0)

/** What kept a contender from the limit at a rate, after the rate; empty where it is not known. */
const whyBeyond = (
  points: Sweep['points'],
  name: HighestRate['contenders'][number]['name'],
  rate: number,
): string => {
  const tried = triedAt(points, name, rate)
  if (tried === undefined) return ''
  const { figures, spec } = tried
  if (isSaturated(figures, spec)) {
    return `, of which it finished ${figure(figures.jobsPerSecond)} a second`
  }
  const { came, dropped } = figures.arrivals ?? { came: 0, dropped: 0 }
  if (hasTurnedAway(figures)) {
    return `, where it turned ${percent(dropped / came)} away while ${figure(spec.concurrency)} were in flight`
  }
  const p99 = figures.latency.percentiles.find(({ percentile }) => percentile === 99)
  return p99 === undefined ? '' : `, where it was ${duration(p99.valueMs)}`
}

const percent = (share: number): string => `${figure(share * 100)} %`

const crossover = (
  { low, high, estimate }: Extract<NonNullable<Sweep['finding']>, { kind: 'crossover' }>,
  { points, failures, status }: Sweep,
): string => {
  const doubts = doubtsOf({ points, failures }, null)
  const clauseOf = ({ value, clause }: Doubt): string =>
    `at ${percent(value)} of computing ${clause}`
  const doubted = doubts.find(({ value }) => value === low || value === high)
  if (doubted !== undefined) return `No crossover is claimed: ${clauseOf(doubted)}.`
  const [ended] = doubts
  const end =
    ended !== undefined
      ? ` The search ended early, as ${clauseOf(ended)}.`
      : status === 'partial'
        ? ' Not all of the search was measured to its end.'
        : ''
  if (low === null || high === null) {
    return `No crossover was found. ${whyNoCrossover({ points })}${ended === undefined ? '' : end}`
  }
  const at = estimate === null ? '' : `, at about ${percent(estimate)}`
  const isUnsure = points.some(
    ({ value, result }) => value > low && value < high && distrustOf(result) === null,
  )
  const between = isUnsure
    ? '; where it was run in between, this lab saw no difference that it could claim'
    : ''
  return `The thread pool overtakes the event loop between ${percent(low)} and ${percent(high)} of computing${at}${between}.${end}`
}
