import type { Sweep } from '../../engine/result/sweep'
import type { ContenderName } from '../../engine/spec/spec'
import { duration } from '../../report/format'
import {
  demandOf,
  idealJobsPerCoreSecond,
  idealJobsPerSecond,
  idealMeanMs,
  type Demand,
} from '../../engine/analysis/ceiling'
import { idealFormula, idealMeanFormula } from '../../report/ideal'
import { modelLine, type LabelledLine } from '../line'
import type { LinePoint } from '../named-chart'
import type { ChartStyle } from '../chart-style'

/** What a model line says the best of. */
export type IdealKind = 'jobs-per-second' | 'jobs-per-core-second' | 'mean-latency'

/** Enough for a bend between two measured points to be where it belongs. */
const STEPS = 120

/**
 * The model lines of a sweep, one for each formula among the contenders, named after those that
 * share it where there are several, over the whole swept range and not only at its measured points;
 * none where the work is not known beforehand.
 */
export const sweepIdeal = (
  sweep: Sweep,
  kind: IdealKind,
  names: readonly ContenderName[],
  isLog: boolean,
  style: ChartStyle,
): LabelledLine[] => {
  const demand = demandAtFirst(sweep)
  if (demand === null || sweep.over === 'arrival-rate' || sweep.over === 'parts') return []
  const values = spaced(
    sweep.points.map(({ value }) => value),
    isLog,
  )
  const formula = (name: ContenderName): string => formulaOf(sweep, kind, name, demand)
  const formulas = [...new Set(names.map(formula))]
  return formulas.flatMap((shared) => {
    const sharing = names.filter((name) => formula(name) === shared)
    const [first] = sharing
    if (first === undefined) return []
    const points = values.flatMap((x): LinePoint[] => {
      const y = idealAt(kind, first, demandAt(sweep, demand, x))
      return y === null || !Number.isFinite(y) ? [] : [{ x, y }]
    })
    const title = kind === 'mean-latency' ? 'mean at best' : 'ideal'
    const whose = formulas.length === 1 ? '' : `, ${sharing.join(', ')}`
    const name = title + whose
    return points.length === 0 ? [] : [modelLine(name, shared, points, style, [name, title])]
  })
}

const demandAtFirst = ({ points }: Sweep): Demand | null => {
  const result = points[0]?.result
  return result === undefined ? null : demandOf(result.spec, result.environment)
}

const demandAt = ({ over, points }: Sweep, demand: Demand, value: number): Demand => {
  const loops = points[0]?.result.spec.loops ?? null
  switch (over) {
    case 'concurrency':
      return { ...demand, inFlight: value }
    case 'workers':
      return { ...demand, workers: value }
    case 'cores':
      return { ...demand, cores: value, loops: loops ?? Math.ceil(value) }
    case 'uv-threads':
      return demand.hiddenThreads === null ? demand : { ...demand, hiddenThreads: value }
    case 'arrival-rate':
    case 'parts':
      // An open load's rate is its own ceiling, and how parts vary is no number of a demand.
      return demand
    case 'cpu-share': {
      const totalMs = demand.waitMs + demand.cpuMs
      return { ...demand, waitMs: totalMs * (1 - value), cpuMs: totalMs * value }
    }
  }
}

const idealAt = (kind: IdealKind, name: ContenderName, demand: Demand): number | null => {
  switch (kind) {
    case 'jobs-per-second':
      return idealJobsPerSecond(name, demand)
    case 'jobs-per-core-second':
      return idealJobsPerCoreSecond(demand)
    case 'mean-latency':
      return idealMeanMs(name, demand)
  }
}

const formulaOf = (
  { over }: Sweep,
  kind: IdealKind,
  name: ContenderName,
  demand: Demand,
): string => {
  const isShare = over === 'cpu-share'
  switch (kind) {
    case 'jobs-per-second':
      return idealFormula(name, demand, isShare)
    case 'jobs-per-core-second':
      return isShare ? '1 ÷ CPU per job' : `1 ÷ ${duration(demand.cpuMs)} of CPU`
    case 'mean-latency':
      return idealMeanFormula(name, demand, isShare)
  }
}

/** Evenly spaced values over the range of those given, and those given themselves. */
export const spaced = (values: readonly number[], isLog: boolean): number[] => {
  const lowest = Math.min(...values)
  const highest = Math.max(...values)
  if (!(highest > lowest)) return [lowest]
  const at = (share: number): number =>
    isLog ? lowest * (highest / lowest) ** share : lowest + (highest - lowest) * share
  const between = Array.from({ length: STEPS - 1 }, (_, step) => at((step + 1) / STEPS))
  return [...new Set([...values, ...between])].sort((a, b) => a - b)
}
