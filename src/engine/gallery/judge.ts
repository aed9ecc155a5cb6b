import { distrustOf, type Distrust } from '../analysis/trust/trust'
import { spreadOf, type Interval } from '../measure/statistics/interval'
import type { Result } from '../result/result'
import type { Sweep } from '../result/sweep'
import type { Check, Experiment, Place } from './experiment'
import { figureInterval } from './figure-interval'
import { isLatency, latencyRatio } from './latency-interval'

/** What a run says of a claim. */
export type Answer = 'agrees' | 'differs' | 'cannot-tell'

/** What became of one check. */
export interface CheckOutcome {
  readonly check: Check
  readonly answer: Answer
  /** With its 95 % interval; null where one of the two figures was not measured. */
  readonly ratio: Interval | null
  /** What was measured, in its unit. */
  readonly measured: Interval | null
}

/** What a sweep says of the claim that it repeats. */
export interface Judgement {
  readonly answer: Answer
  readonly checks: readonly CheckOutcome[]
  /** Why a point that a check needs is not to be trusted; null where all are. */
  readonly distrust: Distrust | null
}

/**
 * Judges a claim: it agrees where every check does, differs where one does, and else this run can't
 * tell. A check agrees where the whole 95 % interval of its ratio lies within its two ends, and
 * differs where the whole lies without. Where an end is 1 the ratio must also be further from 1
 * than a contender was from itself in its runs. Nothing follows of a run that is not to be trusted.
 */
export function judge({ checks }: Experiment, sweep: Sweep): Judgement {
  const distrust = sweep.points
    .map(({ result }) => distrustOf(result))
    .find((doubt) => doubt !== null)
  const outcomes = checks.map((check) => outcomeOf(check, sweep))
  return {
    answer: answerOf(outcomes, distrust ?? null),
    checks: outcomes,
    distrust: distrust ?? null,
  }
}

function answerOf(outcomes: readonly CheckOutcome[], distrust: Distrust | null): Answer {
  if (distrust !== null) return 'cannot-tell'
  if (outcomes.some(({ answer }) => answer === 'differs')) return 'differs'
  return outcomes.every(({ answer }) => answer === 'agrees') ? 'agrees' : 'cannot-tell'
}

function outcomeOf(check: Check, sweep: Sweep): CheckOutcome {
  const of = figureAt(check.of, sweep)
  const by = typeof check.by === 'number' ? null : figureAt(check.by, sweep)
  const divisor = typeof check.by === 'number' ? exactly(check.by) : (by?.figure ?? null)
  const measured = of?.figure ?? null
  if (of === null || measured === null || divisor === null) {
    return { check, answer: 'cannot-tell', ratio: null, measured }
  }
  const ratio = ratioWithin(of.result, check) ?? quotient(measured, divisor)
  const results = by === null ? [of.result] : [of.result, by.result]
  return { check, answer: answerTo(check, ratio, results), ratio, measured }
}

/** The ratio of two latencies of the same run, whose blocks go together; null for any other. */
function ratioWithin(result: Result, { of, by }: Check): Interval | null {
  if (typeof by === 'number' || of.at === 'best' || of.at !== by.at) return null
  const [first, second] = [of.figure, by.figure]
  if (!isLatency(first) || !isLatency(second)) return null
  return latencyRatio(result, { ...of, figure: first }, { ...by, figure: second })
}

function answerTo({ within }: Check, ratio: Interval, results: readonly Result[]): Answer {
  const { from, to } = within
  const isDirection = from === 1 || to === 1
  if (isDirection && distanceOf(ratio) <= Math.max(...results.map(noiseOf))) return 'cannot-tell'
  if (ratio.low > from && ratio.high < to) return 'agrees'
  return ratio.high < from || ratio.low > to ? 'differs' : 'cannot-tell'
}

/** How far a ratio is from 1, whichever way round. */
function distanceOf({ estimate }: Interval): number {
  return Math.max(estimate, 1 / estimate) - 1
}

/** How far a contender was from itself, by its rates; without a check nothing is near enough. */
function noiseOf({ selfCheck }: Result): number {
  const check = selfCheck?.jobsPerSecond ?? null
  return check === null ? Infinity : spreadOf(check)
}

const exactly = (value: number): Interval => ({ estimate: value, low: value, high: value })

/**
 * The quotient of two positive figures with its 95 % interval, from theirs, on a logarithmic scale:
 * the distances of their ends add as squares. It is too wide rather than too narrow where both rise
 * and fall together, as figures of one run do. Source: G. Zou, A. Donner, "Construction of
 * confidence limits about effect measures: A general approach", Statistics in Medicine 27 (2008),
 * pages 1693–1702.
 */
export function quotient(of: Interval, by: Interval): Interval {
  const estimate = of.estimate / by.estimate
  const below = Math.hypot(Math.log(of.estimate / of.low), Math.log(by.high / by.estimate))
  const above = Math.hypot(Math.log(of.high / of.estimate), Math.log(by.estimate / by.low))
  return { estimate, low: estimate * Math.exp(-below), high: estimate * Math.exp(above) }
}

/** A figure with the run that it is from; null where it was not measured. */
function figureAt(
  { at, contender, figure }: Place,
  { points }: Sweep,
): { readonly figure: Interval; readonly result: Result } | null {
  const here = at === 'best' ? points : points.filter(({ value }) => value === at)
  const found = here.flatMap(({ result }) => {
    const interval = figureInterval(result, contender, figure)
    return interval === null ? [] : [{ figure: interval, result }]
  })
  return found.sort((a, b) => b.figure.estimate - a.figure.estimate)[0] ?? null
}
