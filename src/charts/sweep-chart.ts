import type { Figures, Sweep } from '../engine/experiment/result'
import type { ContenderName, Spec } from '../engine/experiment/spec'
import { isSaturated } from '../engine/experiment/warnings'
import {
  linearAxis,
  logBounds,
  logTicks,
  mostTicks,
  tickedLogAxis,
  tickedLinearAxis,
  type Bounds,
} from './axis'
import { sweepBadgeOf } from './badge'
import { sweepSubtitleOf } from './caption'
import { figure } from './figure'
import { findingSentences } from './finding'
import { frameLines } from './frame'
import type { Look } from './look'
import { hasFinished } from './missing-figure'
import { assemble, measuredLine, toldApart, type LabelledLine } from './line'
import type { ChartName, LinePoint, NamedChart } from './named-chart'
import type { Note } from './plugin/notes'
import { figuresOf } from './standing'
import { hasWorkers, isOversubscribed, scalingLines, scalingNotes } from './sweep-scaling'
import { sweepIdeal, type IdealKind } from './sweep-ideal'
import { sweepTitle, valueName, valueText } from './sweep-caption'
import { contenderAt, contendersOf, sweepNotes } from './sweep-standing'
import { sweepWarnings } from './sweep-warnings'

/** What a sweep chart shows over the swept value. */
interface Measure {
  readonly name: Extract<ChartName, `sweep-${string}`>
  /** What is seen, before "over …". */
  readonly title: string
  /** With its unit. */
  readonly axis: string
  readonly unit: string
  /** Said of a contender that finished jobs but has no such figure at a value. */
  readonly lacks: string
  readonly ideal: IdealKind
  /** Rates start at 0 on a linear axis; a latency is always on a log axis. */
  readonly isRate: boolean
  /** Its interval in what a run infers; null where there is none. */
  readonly interval: 'jobsPerSecond' | 'jobsPerCoreSecond' | null
  readonly valueOf: (figures: Figures, spec: Spec) => number | null
}

const measures: readonly Measure[] = [
  {
    name: 'sweep-efficiency',
    title: 'Work done per core-second',
    axis: 'jobs per core-second',
    unit: 'per core-s',
    lacks: 'used too little CPU time for a figure',
    ideal: 'jobs-per-core-second',
    isRate: true,
    interval: 'jobsPerCoreSecond',
    valueOf: ({ jobsPerCoreSecond }) => jobsPerCoreSecond,
  },
  {
    name: 'sweep-throughput',
    title: 'Jobs finished per second',
    axis: 'jobs per second',
    unit: 'per s',
    lacks: 'has no figure',
    ideal: 'jobs-per-second',
    isRate: true,
    interval: 'jobsPerSecond',
    valueOf: ({ jobsPerSecond }) => jobsPerSecond,
  },
  {
    name: 'sweep-latency',
    title: '99th percentile of latency',
    axis: 'p99 latency (ms)',
    unit: 'ms',
    lacks: 'has no p99 (too few jobs, or more came than it can do)',
    ideal: 'mean-latency',
    isRate: false,
    interval: null,
    // A queue that only grows has a latency that says how long it was measured.
    valueOf: (figures, spec) =>
      isSaturated(figures, spec)
        ? null
        : (figures.latency.percentiles.find(({ percentile }) => percentile === 99)?.valueMs ??
          null),
  },
]

/** The charts of a sweep: work per core-second, jobs per second and p99 over the swept value. */
export const sweepCharts = (sweep: Sweep, look: Look): NamedChart[] =>
  measures.map((measure) => sweepChart(sweep, measure, look))

const sweepChart = (sweep: Sweep, measure: Measure, look: Look): NamedChart => {
  const values = sweep.points.map(({ value }) => value)
  const names = contendersOf(sweep)
  const measuredValues = names.flatMap((name) =>
    sweep.points.map((point) => valueAt(point, name, measure) ?? 0),
  )
  const isLogX = sweep.over !== 'cpu-share' && isWide(values)
  const isLogY = !measure.isRate || isWide(measuredValues)
  const measured = names.flatMap((name) => lineOf(sweep, name, measure, look))
  const drawn = measured.map(({ contender }) => contender)
  const ideals = sweepIdeal(sweep, measure.ideal, drawn, isLogX, look.palette)
  const fitted =
    measure.ideal === 'jobs-per-second' ? scalingLines(sweep, drawn, isLogX, look.palette) : []
  const lines = [...measured, ...toldApart([...fitted, ...ideals])].map((line) =>
    onAxis(line, sweep),
  )
  const { datasets, labels } = assemble(lines)
  const shown = datasets.flatMap(({ data }) => data.flatMap(({ y }) => (y === null ? [] : [y])))
  return frameLines(
    {
      name: measure.name,
      title: sweepTitle(sweep, measure.title),
      subtitle: sweepSubtitleOf(sweep),
      description: describe(sweep, names, measure),
      notes: [
        ...sweepNotes(sweep, measure.lacks, measure.valueOf),
        ...sweepWarnings(sweep),
        ...scalingNotes(sweep),
        ...findingSentences(sweep).map((text): Note => ({ tone: 'information', text })),
      ],
      badge: sweepBadgeOf(sweep),
    },
    {
      data: { datasets },
      intervals: measured.map(({ contender }) => intervalsOf(sweep, contender, measure)),
      scales: {
        x: valueAxis(sweep, values, isLogX, look),
        y: isLogY ? logAxis(measure.axis, shown, look) : rateAxis(measure.axis, look),
      },
    },
    labels,
    look,
  )
}

/** Values that span more than a factor of 30 cannot be told apart on a linear axis. */
const isWide = (values: readonly number[]): boolean => {
  const positive = values.filter((value) => value > 0)
  return Math.max(...positive) / Math.min(...positive) > 30
}

/** The value of a contender at a point; null where nothing was measured or supported. */
const valueAt = (
  point: Sweep['points'][number],
  name: ContenderName,
  measure: Measure,
): number | null => {
  const contender = contenderAt(point, name)
  const figures = contender === undefined ? null : figuresOf(contender)
  if (figures === null || !hasFinished(figures)) return null
  return measure.valueOf(figures, point.result.spec)
}

/** In the order of the line's points; null where a point carries no interval. */
const intervalsOf = (sweep: Sweep, name: ContenderName, measure: Measure) =>
  [...sweep.points]
    .sort((a, b) => a.value - b.value)
    .map((point) => {
      const { interval } = measure
      if (interval === null || valueAt(point, name, measure) === null) return null
      const inferred = point.result.inference?.contenders.find(
        (contender) => contender.name === name,
      )
      return inferred?.[interval] ?? null
    })

const lineOf = (
  sweep: Sweep,
  name: ContenderName,
  measure: Measure,
  look: Look,
): (LabelledLine & { readonly contender: ContenderName })[] => {
  const sorted = [...sweep.points].sort((a, b) => a.value - b.value)
  const points = sorted.map((point): LinePoint => ({
    x: point.value,
    y: valueAt(point, name, measure),
  }))
  const last = points.filter(({ y }) => y !== null).at(-1)
  if (last?.y === undefined || last.y === null) return []
  const { dataset: line, mark } = measuredLine(name, points, look.theme, () => true)
  const isHollow = sorted.map((point) => hasWorkers(name) && isOversubscribed(sweep, point))
  const dataset = {
    ...line,
    pointBackgroundColor: isHollow.map((is) => (is ? look.palette.background : mark.colour)),
    pointBorderColor: mark.colour,
    pointBorderWidth: isHollow.map((is) => (is ? 2 : 0)),
  }
  const isCutShort = sweep.points.some((point) => {
    const status = contenderAt(point, name)?.status
    return status !== undefined && status !== 'measured'
  })
  // A line that ends early must not look as if its figure were that of the last value.
  const place = last === points.at(-1) ? '' : ` at ${valueText(sweep.over, last.x)}`
  const detail = `${figure(last.y)} ${measure.unit}${place}`
  const tone = isCutShort ? 'caution' : 'plain'
  return [{ contender: name, dataset, label: { mark, name, detail, tone } }]
}

/** A share is kept from 0 to 1 and shown in percent. */
const onAxis = (line: LabelledLine, { over }: Sweep): LabelledLine => {
  if (over !== 'cpu-share') return line
  const data = line.dataset.data.map(({ x, y }) => ({ x: x * 100, y }))
  return { ...line, dataset: { ...line.dataset, data } }
}

const valueAxis = (sweep: Sweep, values: readonly number[], isLog: boolean, look: Look) => {
  const title = valueName(sweep.over)
  if (sweep.over === 'cpu-share') {
    return linearAxis({ title, look, isGridShown: false, max: 100 })
  }
  const bounds = boundsAround(values, isLog)
  if (!isLog) {
    const ticks = [...new Set(values)].map((value) => ({ value, label: figure(value) }))
    return tickedLinearAxis({ title, look, isGridShown: false, bounds, ticks })
  }
  return tickedLogAxis({
    title: `${title} (log scale)`,
    look,
    isGridShown: false,
    bounds,
    ticks: logTicks(bounds, 8),
  })
}

/** The swept values with a little room on both sides, also where there is only one. */
const boundsAround = (values: readonly number[], isLog: boolean): Bounds => {
  const lowest = Math.min(...values)
  const highest = Math.max(...values)
  if (isLog) return { min: lowest, max: highest }
  const room = highest === lowest ? Math.max(1, Math.abs(highest) * 0.5) : (highest - lowest) * 0.03
  return { min: Math.max(0, lowest - room), max: highest + room }
}

const rateAxis = (title: string, look: Look) => linearAxis({ title, look, isGridShown: true })

const logAxis = (axis: string, shown: readonly number[], look: Look) => {
  const bounds = logBounds(shown)
  // Along a low plot there is no room for more.
  const scale = look.isCompact ? 'log' : 'log scale'
  const title = axis.endsWith(')') ? `${axis.slice(0, -1)}, ${scale})` : `${axis} (${scale})`
  return tickedLogAxis({
    title,
    look,
    isGridShown: true,
    bounds,
    ticks: logTicks(bounds, mostTicks(look)),
  })
}

const describe = (sweep: Sweep, names: readonly ContenderName[], measure: Measure): string =>
  names
    .map((name) => {
      const values = sweep.points.map((point) => {
        const value = valueAt(point, name, measure)
        return `${valueText(sweep.over, point.value)}: ${value === null ? 'none' : figure(value)}`
      })
      return `${name}, ${measure.axis} over ${valueName(sweep.over)}: ${values.join('; ')}.`
    })
    .join(' ')
