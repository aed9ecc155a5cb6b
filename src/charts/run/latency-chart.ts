import type { Figures, Latency } from '../../engine/result/figures'
import type { ContenderResult, Result } from '../../engine/result/result'
import { mainPairOf } from '../../engine/spec/main-pair'
import { latencyFaultOf, type LatencyFault } from '../../engine/analysis/trust/latency-fault'
import {
  linearAxis,
  logBounds,
  logTicksAround,
  mostTicks,
  tickedLogAxis,
  ticksApart,
  type Tick,
} from '../axis'
import { loadOf } from '../../report/caption'
import { duration, figure } from '../../report/format'
import { frameLines } from '../frame'
import type { ChartStyle } from '../chart-style'
import { assemble, measuredLine, type Among, type LabelledLine } from '../line'
import type { NamedChart } from '../named-chart'
import { ninesOf, percentileCurve, supportedNines } from './percentile-curve'
import { figuresOf } from '../../engine/result/measured-figures'
import { standingOf, withRemark } from '../../report/note/status-notes'
import { runFootnote } from '../../report/picture/footnote'
import { runTitle } from '../../report/picture/run-title'
import { runSource } from '../../report/picture/source-line'

/** The percentiles that are named on the axis, as far as the sample supports them. */
const namedPercentiles = [50, 90, 99, 99.9, 99.99, 99.999, 99.9999]

/** Latency at every percentile that the sample supports, on an axis of equal "nines". */
export const latencyChart = (result: Result, style: ChartStyle): NamedChart => {
  const shown = result.contenders.filter(({ name }) => style.isShown(name))
  const names = shown.map(({ name }) => name)
  const lines = shown.flatMap((contender) => {
    const figures = figuresOf(contender)
    // The latency of a queue that only grows is no figure.
    if (figures === null || latencyFaultOf(figures, result.spec) !== null) return []
    const drawn = { contender, figures, among: { others: names, pairs: [mainPairOf(result.spec)] } }
    return [...lineOf(drawn, style), ...uncorrectedLineOf(drawn, style)]
  })
  const { datasets, labels, told } = assemble(lines)
  const latencies = datasets.flatMap(({ data }) => data.map(({ y }) => y ?? 0))
  const last = Math.max(10, ...datasets.map(({ data }) => data.at(-1)?.x ?? 0))
  return frameLines(
    {
      name: 'latency',
      title: runTitle(result, 'latency', style.isShown),
      subtitle: subtitleOf(result),
      description: describe(shown, result),
      footnote: fewJobsFootnote(shown) ?? runFootnote(result),
      source: runSource(result, 'latency'),
    },
    {
      data: { datasets },
      scales: {
        x: percentileAxis(last, style),
        y: latencyAxis(latencies, style),
      },
    },
    labels,
    told,
    style,
  )
}

/** From when to when latency counts, and what thin lines of an open load are. */
const subtitleOf = ({ spec }: Result): string =>
  spec.load.kind === 'closed'
    ? `Latency by percentile, from handing a job in to its end, ${loadOf(spec)}`
    : `Latency by percentile, from when a job was to come in (thin: from when it was handed in), ${loadOf(spec)}`

/** The axis of latencies, in milliseconds, with room for all of them. */
export const latencyAxis = (latenciesMs: readonly number[], style: ChartStyle) => {
  if (style.scale === 'linear')
    return linearAxis({ title: 'latency (ms)', style, isGridShown: true })
  const bounds = logBounds(latenciesMs)
  return tickedLogAxis({
    title: 'latency (ms, log scale)',
    style,
    isGridShown: true,
    bounds,
    ticks: logTicksAround(latenciesMs, mostTicks(style)),
  })
}

/**
 * The axis of equal "nines" up to `last`.
 *
 * @param of what it is the percentile of: jobs, and empty where other tools have timed others too
 */
export const percentileAxis = (last: number, style: ChartStyle, of = ' of jobs') =>
  tickedLogAxis({
    title: style.isCompact ? 'percentile' : `percentile${of} (each nine is one step)`,
    style,
    isGridShown: true,
    bounds: { min: 1, max: last },
    ticks: ticksApart(
      percentileTicks(last),
      ({ value }) => Math.log(value) / Math.log(last),
      style,
    ),
  })

/** Ticks of the nines axis up to `last`. */
export const percentileTicks = (last: number): Tick[] =>
  namedPercentiles
    .map((percentile) => ({ value: ninesOf(percentile), label: `${percentile} %` }))
    .filter(({ value }) => value <= last * (1 + 1e-9))

/** A contender whose latency is drawn, and among which others. */
interface Drawn {
  readonly contender: ContenderResult
  readonly figures: Figures
  readonly among: Among['among']
}

/** The same jobs by the time since they were really handed in, where that can differ. */
const uncorrectedLineOf = (
  { contender, figures: { arrivals }, among }: Drawn,
  style: ChartStyle,
): LabelledLine[] => {
  const points = arrivals === null ? [] : pointsOf(arrivals.uncorrected)
  if (arrivals === null || points.length === 0) return []
  const { name } = contender
  const { dataset, mark } = measuredLine({ name, among }, points, style, () => false)
  const widthPx = style.px(1)
  return [
    {
      dataset: { ...dataset, label: `${contender.name}, uncorrected`, borderWidth: widthPx },
      label: {
        mark: { ...mark, widthPx, marker: null },
        name: `${contender.name}, uncorrected`,
        detail: headline(arrivals.uncorrected),
        tone: 'plain',
      },
      series: name,
      figures: points.map((point) => pointText(`${name}, uncorrected`, point)),
    },
  ]
}

/** Latency in milliseconds over nines, as far as the sample supports it. */
export const pointsOf = (latency: Latency): { x: number; y: number }[] =>
  percentileCurve(latency)
    // A log axis has no place for 0.
    .filter(({ latencyMs }) => latencyMs > 0)
    .map(({ nines, latencyMs }) => ({ x: nines, y: latencyMs }))

const lineOf = ({ contender, figures, among }: Drawn, style: ChartStyle): LabelledLine[] => {
  const points = pointsOf(figures.latency)
  if (points.length === 0) return []
  const places = percentileTicks(points.at(-1)?.x ?? 0).map(({ value }) => value)
  const marked = new Set(places.map((place) => nearest(points, place)))
  marked.add(points.length - 1)
  const isMarked = (index: number): boolean => marked.has(index)
  const { name } = contender
  const { dataset, mark } = measuredLine({ name, among }, points, style, isMarked)
  const detail = withRemark(contender, headline(figures.latency))
  return [
    {
      dataset,
      label: { mark, name, detail, tone: standingOf(contender).tone },
      series: name,
      figures: points.map((point) => pointText(name, point)),
      // Points lie where the curve has them, which is at no percentile that anyone asks for.
      rows: figures.latency.percentiles.map(
        ({ percentile, valueMs }) => `p${percentile} ${duration(valueMs)}`,
      ),
    },
  ]
}

/** What a point of a curve says: its percentile from its place among the nines. */
export const pointText = (name: string, { x, y }: { readonly x: number; readonly y: number }) =>
  `${name}: p${Number((100 - 100 / x).toPrecision(4))} ${duration(y)}`

const nearest = (points: readonly { readonly x: number }[], place: number): number =>
  points.reduce(
    (best, { x }, index) =>
      Math.abs(x - place) < Math.abs((points[best]?.x ?? 0) - place) ? index : best,
    0,
  )

/** p99 where the sample supports it, else the highest percentile that it does. */
export const headline = ({ percentiles }: Latency): string => {
  const shown = percentiles.find(({ percentile }) => percentile === 99) ?? percentiles.at(-1)
  return shown === undefined ? '' : `p${shown.percentile} ${duration(shown.valueMs)}`
}

/** Says of contenders without a line why they have none; null where all have one. */
const fewJobsFootnote = (shown: readonly ContenderResult[]): string | null => {
  const names = shown.flatMap((contender) => {
    const figures = figuresOf(contender)
    const isTold = figures === null || supportedNines(figures.latency.count) >= 1
    return isTold ? [] : [contender.name]
  })
  return names.length === 0 ? null : `${names.join(', ')}: too few jobs for a percentile.`
}

/** Why a contender has no line, in words. */
const faults: Readonly<Record<LatencyFault, string>> = {
  saturated: 'more came in than it can do',
  filling: 'its jobs in flight take longer to go round than was measured',
}

const describe = (shown: readonly ContenderResult[], { spec }: Result): string =>
  shown
    .map((contender) => {
      const figures = figuresOf(contender)
      const fault = figures === null ? null : latencyFaultOf(figures, spec)
      if (fault !== null) return `${contender.name}: ${withRemark(contender, faults[fault])}.`
      const percentiles = figures?.latency.percentiles ?? []
      const list = percentiles.map(
        ({ percentile, valueMs }) => `p${percentile} ${figure(valueMs)} ms`,
      )
      const said = list.length === 0 ? 'no percentile is supported' : list.join(', ')
      return `${contender.name}: ${withRemark(contender, said)}.`
    })
    .join(' ')
