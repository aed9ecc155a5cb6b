import type { Sweep } from '../engine/experiment/result'
import {
  amdahlAt,
  fitAmdahl,
  fitUsl,
  LEAST_USL_POINTS,
  uslAt,
  type ScalingPoint,
} from '../engine/experiment/scaling'
import type { ContenderName } from '../engine/experiment/spec'
import { figure } from './figure'
import { modelLine, type LabelledLine } from './line'
import { hasFinished } from './missing-figure'
import type { Note } from './plugin/notes'
import { figuresOf } from './standing'
import { contenderAt } from './sweep-standing'
import { spaced } from './sweep-ideal'
import type { Palette } from './theme'

/**
 * The laws of scaling fitted to the points of each contender whose threads a sweep over workers
 * varies: the Universal Scalability Law from 6 points on, else Amdahl's. Models, and named so.
 */
export const scalingLines = (
  sweep: Sweep,
  names: readonly ContenderName[],
  isLog: boolean,
  palette: Palette,
): LabelledLine[] =>
  names.flatMap((name) => {
    const law = lawOf(sweep, name)
    if (law === null) return []
    const values = spaced(
      sweep.points.map(({ value }) => value),
      isLog,
    )
    const points = values.map((x) => ({ x, y: law.at(x) }))
    return [modelLine(`${law.name}, ${name}`, law.parameters, points, palette)]
  })

/** Says which points lie beyond the cores of the machine: laws of scaling do not know of that. */
export const scalingNotes = (sweep: Sweep): Note[] => {
  const beyond = sweep.points.filter((point) => isOversubscribed(sweep, point))
  const [first] = beyond
  if (first === undefined) return []
  const { cores } = first.result.environment
  const values = beyond.map(({ value }) => value).join(', ')
  const text = `Oversubscribed (hollow): ${values} workers are more than the ${cores} cores of this machine.`
  return [{ tone: 'information', text }]
}

/** Whether the swept number of threads is that of this contender. */
export const hasWorkers = (name: ContenderName): boolean =>
  name === 'thread-pool' || name === 'loop-per-core'

/** Whether a point has more worker threads than its machine has cores. */
export const isOversubscribed = (
  { over }: Pick<Sweep, 'over'>,
  { value, result }: Sweep['points'][number],
): boolean => over === 'workers' && value > result.environment.cores

interface Law {
  readonly name: string
  readonly parameters: string
  readonly at: (n: number) => number
}

const lawOf = (sweep: Sweep, name: ContenderName): Law | null => {
  if (sweep.over !== 'workers' || !hasWorkers(name)) return null
  const points = sweep.points.flatMap((point): ScalingPoint[] => {
    const contender = contenderAt(point, name)
    const figures = contender === undefined ? null : figuresOf(contender)
    if (figures === null || !hasFinished(figures)) return []
    return [{ n: point.value, jobsPerSecond: figures.jobsPerSecond }]
  })
  if (points.length >= LEAST_USL_POINTS) {
    const usl = fitUsl(points)
    if (usl === null) return null
    const peak = usl.peakN === null ? '' : `, peak at ${figure(usl.peakN)}`
    const parameters = `σ ${figure(usl.sigma)}, κ ${figure(usl.kappa)}${peak}`
    return { name: 'USL', parameters, at: (n) => uslAt(usl, n) }
  }
  const amdahl = fitAmdahl(points)
  if (amdahl === null) return null
  const parameters = `serial share ${figure(amdahl.serialShare)}`
  return { name: 'Amdahl', parameters, at: (n) => amdahlAt(amdahl, n) }
}
