import type { Sweep } from '../engine/result/sweep'
import type { Result } from '../engine/result/result'
import { distrustOf } from '../engine/analysis/trust/trust'
import { isWithoutRate } from '../engine/analysis/claim'
import { count } from './format'
import { ratioWithRange } from './verdict/wording'
import { excludesOne, spreadOf, type Interval } from '../engine/measure/statistics/interval'

/** What came of holding one contender against itself at every value of a sweep. */
export interface Badge {
  readonly tone: 'good' | 'caution' | 'neutral'
  readonly text: string
}

/** What an A/A check is of: the figure that the chart is about. */
export type Checked = 'jobsPerSecond' | 'jobsPerCoreSecond'

const names: Record<Checked, string> = {
  jobsPerSecond: 'jobs/s',
  jobsPerCoreSecond: 'jobs per core-second',
}

/** The checks of all points together. */
export const sweepBadgeOf = ({ points }: Sweep, checked: Checked | 'latency'): Badge => {
  const ratios = points
    .map(({ result }) => result)
    .filter(hasCheckedRate)
    .flatMap(({ selfCheck }) => ratioOf(selfCheck, checked) ?? [])
  const [first, ...others] = ratios
  const of = checked === 'latency' ? 'latency' : names[checked]
  if (first === undefined) return { tone: 'neutral', text: `No A/A check in ${of}: too few blocks` }
  const passed = ratios.filter((ratio) => !excludesOne(ratio)).length
  const widest = others.reduce((a, b) => (spreadOf(b) > spreadOf(a) ? b : a), first)
  const apart = ratios.length - passed
  const found = apart === 0 ? 'no difference' : `a difference at ${apart}`
  const text = `A/A check in ${of} at ${count(ratios.length, 'value')}: ${found}. Widest: ${ratioWithRange(widest)}`
  const isGood = passed === points.length && spreadOf(widest) <= MOST_SPREAD
  return { tone: isGood ? 'good' : 'caution', text }
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
