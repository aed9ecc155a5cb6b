import { inverse, type Interval } from '../../engine/measure/statistics/interval'
import { figuresOf, inferredOf } from '../../engine/result/measured-figures'
import type { Sweep } from '../../engine/result/sweep'
import type { Figures } from '../../engine/result/figures'
import type { ContenderName, Spec } from '../../engine/spec/spec'
import { latencyFaultOf } from '../../engine/analysis/trust/latency-fault'
import { hasFinished, hasRate } from '../../report/note/missing-figure'
import type { ChartName } from '../named-chart'
import { type IdealKind } from './sweep-ideal'
import type { Topic } from '../../report/picture/run-title'
import { contenderAt } from '../../report/sweep/sweep-status'
import { sweepPercentile } from '../../report/sweep/sweep-percentile'

/** What a sweep chart shows over the swept value. */
export interface Measure {
  readonly name: Extract<ChartName, `sweep-${string}`>
  /** What of a run it is, for what came of it. */
  readonly topic: Topic
  /** What is seen, before "by …". */
  readonly title: string
  /** The same with its unit. */
  readonly subtitle: string
  /** With its unit. */
  readonly axis: string
  readonly unit: string
  /** Said of a contender that finished jobs but has no such figure at a value. */
  readonly lacks: string
  /** The same where jobs come in by themselves. */
  readonly lacksInOpenLoad?: string
  readonly ideal: IdealKind
  /** Rates start at 0 on a linear axis; a latency is always on a log axis. */
  readonly isRate: boolean
  /** Its interval in what a run infers; null where there is none. */
  readonly interval: 'jobsPerSecond' | 'jobsPerCoreSecond' | 'cpuPerJob' | null
  readonly valueOf: (figures: Figures, spec: Spec) => number | null
}

const rates: readonly Measure[] = [
  {
    name: 'sweep-efficiency',
    topic: 'cpu',
    title: 'Work per core-second',
    subtitle: 'Jobs finished per second of CPU time',
    axis: 'jobs per core-second',
    unit: 'per core-s',
    lacks: 'too little CPU time for a figure',
    ideal: 'jobs-per-core-second',
    isRate: true,
    interval: 'jobsPerCoreSecond',
    valueOf: ({ jobsPerCoreSecond }) => jobsPerCoreSecond,
  },
  {
    name: 'sweep-throughput',
    topic: 'throughput',
    title: 'Jobs per second',
    subtitle: 'Jobs finished per second',
    axis: 'jobs per second',
    unit: 'per s',
    lacks: 'no figure',
    ideal: 'jobs-per-second',
    isRate: true,
    interval: 'jobsPerSecond',
    valueOf: ({ jobsPerSecond }) => jobsPerSecond,
  },
]

/** At the same rate for all, the one that needs less for a job leaves more cores to others. */
const cpuPerJob: Measure = {
  name: 'sweep-cpu',
  topic: 'cpu',
  title: 'CPU time of a job',
  subtitle: 'CPU time per job in ms',
  axis: 'CPU time per job (ms)',
  unit: 'ms per job',
  lacks: 'too little CPU time for a figure',
  ideal: 'jobs-per-second',
  isRate: true,
  interval: 'cpuPerJob',
  valueOf: ({ jobsPerCoreSecond }) =>
    jobsPerCoreSecond === null || jobsPerCoreSecond === 0 ? null : 1_000 / jobsPerCoreSecond,
}

const latency = (percentile: number): Measure => ({
  name: 'sweep-latency',
  topic: 'latency',
  title: percentile === 50 ? 'Median of latency' : `${percentile}th percentile of latency`,
  subtitle: `Latency at p${percentile} in ms`,
  axis: `p${percentile} latency (ms)`,
  unit: 'ms',
  lacks: `no p${percentile} (too few jobs, or a queue that still filled)`,
  lacksInOpenLoad: `no p${percentile} (too few jobs, or more came in than it can do)`,
  ideal: 'mean-latency',
  isRate: false,
  interval: null,
  // A queue that only grows has a latency that says how long it was measured.
  valueOf: (figures, spec) =>
    latencyFaultOf(figures, spec) === null
      ? (figures.latency.percentiles.find((one) => one.percentile === percentile)?.valueMs ?? null)
      : null,
})

/** Over cores throughput is what one wants to see first, over arrival rates what each job costs. */
export const measuresOf = (sweep: Sweep): readonly Measure[] => {
  const first = sweep.over === 'arrival-rate' ? [cpuPerJob, ...rates] : rates
  const shown = sweep.over === 'cores' ? [...rates].reverse() : first
  return [...shown, latency(sweepPercentile(sweep))]
}

/** The value of a contender at a point; null where nothing was measured or supported. */
export const valueAt = (
  point: Sweep['points'][number],
  name: ContenderName,
  measure: Measure,
): number | null => {
  const contender = contenderAt(point, name)
  const figures = contender === undefined ? null : figuresOf(contender)
  if (figures === null || !hasFinished(figures)) return null
  if (measure.isRate && !hasRate(figures, point.result.spec)) return null
  return measure.valueOf(figures, point.result.spec)
}

/** A line's points in order: a value at which others were run is no gap in it. */
export const sortedPoints = ({ points }: Sweep, name: ContenderName) =>
  points.filter((point) => contenderAt(point, name) !== undefined).sort((a, b) => a.value - b.value)

/** The A/A check that a measure is judged by; a cost and its inverse have the same. */
export const checkedBy = ({
  interval,
}: Measure): 'jobsPerSecond' | 'jobsPerCoreSecond' | 'latency' =>
  interval === 'cpuPerJob' ? 'jobsPerCoreSecond' : (interval ?? 'latency')

/** Milliseconds of CPU per job from jobs per core-second. */
const inverseMs = (interval: Interval): Interval => {
  const { estimate, low, high } = inverse(interval)
  return { estimate: estimate * 1_000, low: low * 1_000, high: high * 1_000 }
}

/** In the order of the line's points; null where a point carries no interval. */
export const intervalsOf = (sweep: Sweep, name: ContenderName, measure: Measure) =>
  sortedPoints(sweep, name).map((point) => {
    const { interval } = measure
    if (interval === null || valueAt(point, name, measure) === null) return null
    const inferred = inferredOf(point.result, name)
    if (interval !== 'cpuPerJob') return inferred?.[interval] ?? null
    const perCoreSecond = inferred?.jobsPerCoreSecond ?? null
    return perCoreSecond === null ? null : inverseMs(perCoreSecond)
  })

/** What is said of a contender that lacks the figure, by how jobs come in. */
export const lacksOf = ({ lacks, lacksInOpenLoad = lacks }: Measure, { points }: Sweep): string =>
  points.some(({ result }) => result.spec.load.kind === 'open') ? lacksInOpenLoad : lacks
