import { figuresOf, inferredOf } from '../../engine/result/measured-figures'
import { hasWorkers } from '../../engine/contender'
import { rSquared } from 'simple-statistics'
import type { Sweep } from '../../engine/result/sweep'
import {
  amdahlAt,
  fitAmdahl,
  fitUsl,
  parameterMargins,
  LEAST_USL_POINTS,
  uslAt,
  type ScalingPoint,
  type UncertainPoint,
  type UslFit,
} from '../../engine/analysis/scaling'
import { hasAmounts, meanAmounts } from '../../engine/spec/mean-amounts'
import type { ContenderName } from '../../engine/spec/spec'
import { figure } from '../format'
import { distrustOf } from '../../engine/analysis/trust/trust'
import { hasRate } from '../note/missing-figure'
import type { Note } from '../note/note'
import { threadsFor } from '../../engine/measure/processors/processors'
import { coresOf } from '../processor-words'
import { openModelSentences } from '../gallery/open-model'
import { coresModelSentences } from './cores-model'
import { contenderAt, contendersOf } from './sweep-status'

/** What models say of a sweep in words: laws fitted over workers, a simulation over cores. */
export const scalingSentences = (sweep: Sweep): string[] => [
  ...contendersOf(sweep).flatMap((name) => {
    const law = lawOf(sweep, name)
    return law === null ? [] : [`${name}, ${law.name} (model): ${law.parameters}.`]
  }),
  ...coresModelSentences(sweep),
  ...(sweep.finding?.kind === 'repetition' ? openModelSentences(sweep) : []),
]

/** Says which points lie beyond the cores of the machine: laws of scaling do not know of that. */
export const scalingNotes = (sweep: Sweep): Note[] => {
  const beyond = sweep.points.filter((point) => isOversubscribed(sweep, point))
  const [first] = beyond
  if (first === undefined) return []
  const values = beyond.map(({ value }) => value).join(', ')
  const isLeftOut = beyond.some((point) => !isFittable(sweep, point))
  const laws = isLeftOut ? ' Jobs mostly compute here, so no law of scaling is fitted to them.' : ''
  const text = `Oversubscribed (hollow): ${values} workers on ${coresOf(first.result.environment)}.${laws}`
  return [{ tone: 'information', text }]
}

/** Whether a point has more worker threads than its machine has cores. */
export const isOversubscribed = (
  { over }: Pick<Sweep, 'over'>,
  { value, result }: Sweep['points'][number],
): boolean => over === 'workers' && value > threadsFor(result.environment)

/** A law of scaling fitted to a contender's points, with its parameters in words. */
export interface Law {
  readonly name: string
  readonly parameters: string
  readonly at: (n: number) => number
}

/**
 * From this share on a job computes more than it waits, and a thread without a core is no thread
 * more.
 */
const MOSTLY_COMPUTING = 0.5

/** Where jobs compute, laws of scaling can only be asked of the cores that there are. */
const isFittable = (sweep: Sweep, point: Sweep['points'][number]): boolean => {
  if (!isOversubscribed(sweep, point)) return true
  const { workload } = point.result.spec
  if (!hasAmounts(workload)) return false
  const { waitMs, cpuMs } = meanAmounts(workload)
  return cpuMs / (waitMs + cpuMs) < MOSTLY_COMPUTING
}

/** The law fitted to a contender's points of a sweep over workers; null where there is none. */
export const lawOf = (sweep: Sweep, name: ContenderName): Law | null => {
  if (sweep.over !== 'workers' || !hasWorkers(name)) return null
  const points = sweep.points.flatMap((point): UncertainPoint[] => {
    const contender = contenderAt(point, name)
    const figures = contender === undefined ? null : figuresOf(contender)
    if (figures === null || !hasRate(figures, point.result.spec)) return []
    if (!isFittable(sweep, point) || distrustOf(point.result) !== null) return []
    const { low, high } = inferredOf(point.result, name)?.jobsPerSecond ?? { low: 0, high: 0 }
    const marginPerSecond = (high - low) / 2
    return [{ n: point.value, jobsPerSecond: figures.jobsPerSecond, marginPerSecond }]
  })
  if (points.length >= LEAST_USL_POINTS) {
    const usl = fitUsl(points)
    if (usl === null) return null
    const at = (n: number): number => uslAt(usl, n)
    const [ofLambda, ofSigma, ofKappa] = marginsIn(points, (moved) => {
      const fit = fitUsl(moved)
      return fit === null ? null : [fit.lambda, fit.sigma, fit.kappa]
    })
    const peak = peakText(usl, Math.max(...points.map(({ n }) => n)))
    const parameters = `λ ${figure(usl.lambda)}${ofLambda} per s, σ ${shareText(usl.sigma, ofSigma)}, κ ${shareText(usl.kappa, ofKappa)}${peak}, R² ${fitOf(points, at)}`
    return { name: 'USL', parameters, at }
  }
  const amdahl = fitAmdahl(points)
  if (amdahl === null) return null
  const at = (n: number): number => amdahlAt(amdahl, n)
  const [ofShare] = marginsIn(points, (moved) => {
    const fit = fitAmdahl(moved)
    return fit === null ? null : [fit.serialShare]
  })
  const parameters = `serial share ${shareText(amdahl.serialShare, ofShare)}, R² ${fitOf(points, at)}`
  return { name: 'Amdahl', parameters, at }
}

/** Where throughput is highest by the law, as far as what was measured reaches. */
const peakText = ({ peakN }: UslFit, mostN: number): string => {
  if (peakN === null) return ''
  return peakN > mostN ? ', peak beyond' : `, peak near ${Math.round(peakN)}`
}

/** A parameter that is bounded below by 0: where it is that, its margin is not what it could be. */
const shareText = (value: number, margin: string): string =>
  value === 0 ? '0 (its least)' : `${value.toPrecision(2)}${margin}`

/** The margin of each parameter, to stand after it; nothing where every point is without one. */
const marginsIn = (
  points: readonly UncertainPoint[],
  parametersOf: (points: readonly ScalingPoint[]) => readonly number[] | null,
): [string, string, string] => {
  const margins = parameterMargins(points, parametersOf) ?? []
  const words = margins.map((margin) => (margin === 0 ? '' : ` ±${margin.toPrecision(1)}`))
  const [first = '', second = '', third = ''] = words
  return [first, second, third]
}

/** How much of what differs among the points the law explains: 1 for all of it. */
const fitOf = (points: readonly ScalingPoint[], at: (n: number) => number): string =>
  rSquared(
    points.map(({ n, jobsPerSecond }) => [n, jobsPerSecond]),
    at,
  ).toFixed(2)
