import type { Result, Sweep } from '../engine/result/result'
import { distrustOf } from '../engine/analysis/trust'
import { isWithoutRate } from '../engine/analysis/claim'
import { percent, rangeOf } from './verdict/wording'
import { excludesOne, spreadOf, type Interval } from '../engine/measure/statistics/interval'

/** What came of holding one contender against itself, for the corner of every chart. */
export interface Badge {
  readonly tone: 'good' | 'caution' | 'neutral'
  readonly text: string
  /** The same where there is little room. */
  readonly shortText: string
}

/** What an A/A check is of: the figure that the chart is about. */
export type Checked = 'jobsPerSecond' | 'jobsPerCoreSecond'

const places: Record<Checked, string> = {
  jobsPerSecond: ' in jobs/s',
  jobsPerCoreSecond: ' in jobs per core-s',
}

/** The A/A check of a run: whether its interval leaves out 1, and the ratio where it was measured. */
export const badgeOf = (result: Result, checked: Checked): Badge =>
  distrustOf(result) === null ? checkOf(result, checked) : NOT_TRUSTED

/** A run of which nothing is claimed, however alike two sets of one contender's blocks are. */
const NOT_TRUSTED: Badge = {
  tone: 'caution',
  text: 'This run is not to be trusted',
  shortText: 'not trusted',
}

const checkOf = ({ selfCheck }: Pick<Result, 'selfCheck'>, checked: Checked): Badge =>
  selfCheck?.jobsPerSecond != null && selfCheck[checked] === null
    ? { tone: 'neutral', text: 'A/A check: too little CPU time', shortText: 'no A/A check' }
    : badgeOfRatio(selfCheck?.[checked] ?? null, places[checked])

/** The check of latency, at the highest percentile that it has; that of throughput where it has none. */
export const latencyBadgeOf = (result: Result): Badge => {
  const [highest] = result.selfCheck?.latency ?? []
  return highest === undefined || distrustOf(result) !== null
    ? badgeOf(result, 'jobsPerSecond')
    : badgeOfRatio(highest.ratio, ` at p${highest.percentile}`)
}

const badgeOfRatio = (ratio: Interval | null, at: string): Badge => {
  if (ratio === null) {
    return { tone: 'neutral', text: 'A/A check: too few blocks', shortText: 'no A/A check' }
  }
  return excludesOne(ratio)
    ? { tone: 'caution', text: `A/A differs${at}: ${rangeOf(ratio)}`, shortText: 'A/A differs' }
    : {
        tone: 'good',
        text: `A/A${at}: ${rangeOf(ratio)}`,
        shortText: `A/A ± ${percent(spreadOf(ratio))}`,
      }
}

/** The checks of all points together. */
export const sweepBadgeOf = ({ points }: Sweep, checked: Checked | 'latency'): Badge =>
  badgeOfAll(
    points.map(({ result }) => result),
    checked,
    'values',
  )

/** The checks of several runs together. */
export const runsBadgeOf = (results: readonly Result[], checked: Checked | 'latency'): Badge =>
  badgeOfAll(results, checked, 'runs')

const badgeOfAll = (
  results: readonly Result[],
  checkedFigure: Checked | 'latency',
  noun: string,
): Badge => {
  const ratios = results
    .filter(hasCheckedRate)
    .flatMap(({ selfCheck }) => ratioOf(selfCheck, checkedFigure) ?? [])
  const [first, ...others] = ratios
  if (first === undefined) {
    return { tone: 'neutral', text: 'A/A check: too few blocks', shortText: 'no A/A check' }
  }
  const passed = ratios.filter((ratio) => !excludesOne(ratio)).length
  const widest = others.reduce((a, b) => (spreadOf(b) > spreadOf(a) ? b : a), first)
  const of = checkedFigure === 'latency' ? ' in latency' : places[checkedFigure]
  const text = `A/A: no difference${of} shown at ${passed} of ${results.length} ${noun}, widest ${rangeOf(widest)}`
  const shortText = `A/A ${passed} of ${results.length}`
  const isGood = passed === results.length && spreadOf(widest) <= MOST_SPREAD
  return { tone: isGood ? 'good' : 'caution', text, shortText }
}

/** A contender that may be so far from itself has not been shown to be alike. */
const MOST_SPREAD = 0.25

/** Of latency at the highest percentile that was checked, or of throughput where none was. */
const ratioOf = (
  selfCheck: Result['selfCheck'],
  checked: Checked | 'latency',
): Interval | null | undefined =>
  checked === 'latency'
    ? (selfCheck?.latency[0]?.ratio ?? selfCheck?.jobsPerSecond)
    : selfCheck?.[checked]

/** Of a run that is not to be trusted, and of blocks too short for a rate, there is no check. */
const hasCheckedRate = (result: Result): boolean =>
  result.selfCheck !== null &&
  distrustOf(result) === null &&
  !isWithoutRate(result, result.selfCheck.contender)
