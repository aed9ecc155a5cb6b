import { experimentOf } from '../../engine/gallery'
import type { Interval } from '../../engine/measure/statistics/interval'
import { hasWorkers } from '../../engine/contender'
import type { Sweep } from '../../engine/result/sweep'
import type { ContenderName } from '../../engine/spec/spec'
import { sweptPair } from '../../report/sweep/swept-pair'
import { figure } from '../../report/format'
import { beyondLimitWords, isBeyondLimit } from '../../report/sweep/highest-rate-verdict'
import { sweepVerdict } from '../../report/sweep/sweep-verdict'
import { experimentChart } from '../gallery/experiment-chart'
import { highestRateChart } from './highest-rate-chart'
import { frameLines } from '../frame'
import type { ChartStyle } from '../chart-style'
import { markerStrokePx } from '../contender-style'
import { assemble, measuredLine, thinLine, toldApart, type LabelledLine } from '../line'
import type { ChartName, LinePoint, NamedChart } from '../named-chart'
import type { Band } from '../plugin/bands'
import { notesFootnote } from '../../report/picture/footnote'
import { withoutStop } from '../../report/picture/run-title'
import { sweepSource } from '../../report/picture/source-line'
import { sweepPictureTitle } from '../../report/picture/sweep-title'
import { scalingLines } from './scaling-lines'
import { isOversubscribed } from '../../report/sweep/sweep-scaling'
import { sweepIdeal } from './sweep-ideal'
import { logAxis, rateAxis, valueAxis } from './sweep-axis'
import { sweepTitle, valueName, valueText } from '../../report/sweep/sweep-caption'
import { contenderAt, contendersOf, sweepNotes } from '../../report/sweep/sweep-status'
import { sweepStanding } from '../../report/sweep/sweep-warnings'
import {
  checkedBy,
  intervalsOf,
  lacksOf,
  measuresOf,
  sortedPoints,
  valueAt,
  type Measure,
} from './sweep-measure'

/** From so many points on they are joined by a line. */
const LEAST_JOINED = 4

/** How far above the highest point an interval may stretch the axis. */
const MOST_REACH = 1.5

/**
 * The charts of a sweep: work per core-second, jobs per second and latency over the swept value,
 * that at p99 or the highest percentile that there is. The one that the verdict is about is first,
 * over arrival rates what a job costs.
 */
export const sweepCharts = (
  sweep: Sweep,
): (readonly [ChartName, (style: ChartStyle) => NamedChart])[] => {
  const experiment = experimentOf(sweep)
  const about = sweep.over === 'arrival-rate' ? 'sweep-cpu' : judged(sweep)
  const measures = measuresOf(sweep)
  return [
    ...(sweep.finding?.kind === 'highest-rate'
      ? [['highest-rate', (style: ChartStyle) => highestRateChart(sweep, style)] as const]
      : []),
    ...(experiment === null
      ? []
      : [
          ['experiment', (style: ChartStyle) => experimentChart(experiment, sweep, style)] as const,
        ]),
    ...[
      ...measures.filter(({ name }) => name === about),
      ...measures.filter(({ name }) => name !== about),
    ].map(
      (measure) =>
        [measure.name, (style: ChartStyle) => sweepChart(sweep, measure, style)] as const,
    ),
  ]
}

const sweepChart = (sweep: Sweep, measure: Measure, style: ChartStyle): NamedChart => {
  const values = sweep.points.map(({ value }) => value)
  const names = contendersOf(sweep).filter(style.isShown)
  const measuredValues = names.flatMap((name) =>
    sweep.points.map((point) => valueAt(point, name, measure) ?? 0),
  )
  // Over cores a rate is a height over a number, as plain as can be.
  const isPlain = sweep.over === 'cores'
  const isLogX = sweep.over !== 'cpu-share' && !isPlain && isWide(values)
  const suits = !measure.isRate || (!isPlain && isWide(measuredValues)) ? 'log' : 'linear'
  const isLogY = (style.scale ?? suits) === 'log'
  const measured = names.flatMap((name) => lineOf(sweep, name, names, measure, style))
  const drawn = measured.map(({ contender }) => contender)
  const ideals = isPlain ? [] : sweepIdeal(sweep, measure.ideal, drawn, isLogX, style)
  const fitted =
    measure.ideal === 'jobs-per-second' ? scalingLines(sweep, drawn, isLogX, style) : []
  const limits = measure.isRate ? [] : limitLine(sweep, values, style)
  const lines = [...measured, ...toldApart([...fitted, ...ideals, ...limits], style)].map((line) =>
    onAxis(line, sweep),
  )
  const { datasets, labels, told } = assemble(lines)
  const intervals = measured.map(({ contender }) => intervalsOf(sweep, contender, measure))
  const bands = crossingBand(sweep, style)
  const shown = datasets.flatMap(({ data }) => data.flatMap(({ y }) => (y === null ? [] : [y])))
  const highest = Math.max(0, ...shown)
  // An interval is shown whole, unless that would leave the lines no room.
  const reached = intervals.flat().flatMap((ends) => (ends === null ? [] : [ends.low, ends.high]))
  const within = reached.map((end) => Math.min(end, highest * MOST_REACH))
  return frameLines(
    {
      name: measure.name,
      title: sweepPictureTitle(
        sweep,
        measure.title,
        measure.name === judged(sweep) ? null : measure.topic,
        style.isShown,
      ),
      subtitle: [
        sweepTitle(sweep, measure.subtitle),
        ...(style.isCompact ? estimateOf(bands) : marksOf(sweep, intervals.flat())),
      ].join('. '),
      description: describe(sweep, names, measure),
      footnote: sweepFootnote(sweep, measure),
      source: sweepSource(sweep, checkedBy(measure)),
    },
    {
      data: { datasets },
      intervals,
      bands,
      scales: {
        x: valueAxis(sweep, values, isLogX, style),
        y: isLogY
          ? logAxis(measure.axis, [...shown, ...within.filter((end) => end > 0)], style)
          : rateAxis(measure.axis, Math.max(highest, ...within), style),
      },
    },
    labels,
    told,
    style,
  )
}

/** The chart that shows what the verdict is about. */
const judged = ({ finding }: Sweep): ChartName => {
  if (finding?.kind === 'repetition') return 'experiment'
  return finding?.kind === 'highest-rate' ? 'highest-rate' : 'sweep-throughput'
}

/** What is drawn besides lines and is not said by an axis. */
const marksOf = (sweep: Sweep, intervals: readonly unknown[]): string[] => [
  ...(intervals.some((ends) => ends !== null) ? ['Light bars: 95 % intervals'] : []),
  ...beyondLimitWords(sweep).map(withoutStop),
  ...(sweep.points.some((point) => isOversubscribed(sweep, point))
    ? ['Hollow: more threads than cores']
    : []),
]

/** What lacks a figure, else how much there is to be known; empty where there is nothing. */
const sweepFootnote = (sweep: Sweep, measure: Measure): string => {
  const notes = sweepNotes(sweep, lacksOf(measure, sweep), measure.valueOf)
  const [fault] = notes.filter(({ tone }) => tone === 'fault')
  if (fault !== undefined) return 'Not everything was measured, see the report.'
  return notesFootnote(sweepStanding(sweep))
}

/** Between which shares of computing the pool overtakes the loop, where a search found it. */
const crossingBand = (sweep: Sweep, { isCompact }: ChartStyle): Band[] => {
  const { finding } = sweep
  if (finding?.kind !== 'crossover' || sweepVerdict(sweep).kind !== 'claim') return []
  const { low, high, estimate } = finding
  if (low === null || high === null) return []
  const ends = `${figure(low * 100)} to ${figure(high * 100)} %`
  const tips = estimate === null ? ends : `about ${figure(estimate * 100)} % (${ends})`
  return [
    {
      from: low * 100,
      to: high * 100,
      at: estimate === null ? null : estimate * 100,
      text: isCompact ? '' : `tips at ${tips}`,
    },
  ]
}

/** What its dotted line is, where a picture has no room to write that beside it. */
const estimateOf = (bands: readonly Band[]): string[] =>
  bands.flatMap(({ at }) => (at === null ? [] : [`Dotted: its estimate, ${figure(at)} %`]))

/** What a search was to keep latency within, over all the rates that it tried. */
const limitLine = (
  { finding }: Sweep,
  values: readonly number[],
  style: ChartStyle,
): LabelledLine[] => {
  if (finding?.kind !== 'highest-rate') return []
  const { limitMs } = finding
  const points = [Math.min(...values), Math.max(...values)].map((x) => ({ x, y: limitMs }))
  return [thinLine('limit', `${figure(limitMs)} ms`, points, style)]
}

/** Values that span more than a factor of 30 cannot be told apart on a linear axis. */
const isWide = (values: readonly number[]): boolean => {
  const positive = values.filter((value) => value > 0)
  return Math.max(...positive) / Math.min(...positive) > 30
}

const lineOf = (
  sweep: Sweep,
  name: ContenderName,
  others: readonly ContenderName[],
  measure: Measure,
  style: ChartStyle,
): (LabelledLine & { readonly contender: ContenderName })[] => {
  const sorted = sortedPoints(sweep, name)
  const points = sorted.map((point): LinePoint => ({
    x: point.value,
    y: valueAt(point, name, measure),
  }))
  const last = points.filter(({ y }) => y !== null).at(-1)
  if (last?.y === undefined || last.y === null) return []
  const { dataset: line, mark } = measuredLine(
    { name, among: { others, pairs: [sweptPair(sweep, others)] } },
    points,
    style,
    () => true,
  )
  const isHollow = sorted.map(
    (point) =>
      (hasWorkers(name) && isOversubscribed(sweep, point)) || isBeyondLimit(sweep, name, point),
  )
  const strokePx = mark.marker === null ? 0 : markerStrokePx(mark.marker, style.px(2))
  const dataset = {
    ...line,
    // What lies between a few values was not measured.
    showLine: points.length >= LEAST_JOINED && sweep.finding === null,
    pointRadius: style.px(5),
    pointBackgroundColor: isHollow.map((is) => (is ? style.palette.background : mark.colour)),
    pointBorderColor: mark.colour,
    pointBorderWidth: isHollow.map((is) => (is ? style.px(2) : strokePx)),
  }
  const isCutShort = sweep.points.some((point) => {
    const status = contenderAt(point, name)?.status
    return status !== undefined && status !== 'measured'
  })
  // A line that ends early must not look as if its figure were that of the last value.
  const place =
    last.x === Math.max(...sweep.points.map(({ value }) => value))
      ? ''
      : ` at ${valueText(sweep.over, last.x)}`
  const detail = `${figure(last.y)} ${measure.unit}${place}`
  const tone = isCutShort ? 'caution' : 'plain'
  const intervals = intervalsOf(sweep, name, measure)
  return [
    {
      contender: name,
      dataset,
      label: { mark, name, detail, tone },
      series: name,
      figures: points.map(({ x, y }, index) =>
        y === null
          ? null
          : `${name}: ${figure(y)} ${measure.unit} at ${valueText(sweep.over, x)}${rangeOf(intervals[index] ?? null)}`,
      ),
    },
  ]
}

const rangeOf = (interval: Interval | null): string =>
  interval === null ? '' : `, 95 % interval ${figure(interval.low)} to ${figure(interval.high)}`

/** A share is kept from 0 to 1 and shown in percent. */
const onAxis = (line: LabelledLine, { over }: Sweep): LabelledLine => {
  if (over !== 'cpu-share') return line
  const data = line.dataset.data.map(({ x, y }) => ({ x: x * 100, y }))
  return { ...line, dataset: { ...line.dataset, data } }
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
