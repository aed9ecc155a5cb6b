import { linearAxis, logBounds, logTicks, mostTicks, tickedLogAxis } from '../../charts/axis'
import { duration, figure } from '../../charts/figure'
import { frameLines } from '../../charts/frame'
import { percentileTicks } from '../../charts/latency-chart'
import { assemble, evenly, measuredLine, type LabelledLine } from '../../charts/line'
import { lookOf, type Look } from '../../charts/look'
import type { ChartOptions, LinePoint, NamedChart } from '../../charts/named-chart'
import { percentileCurve } from '../../charts/percentile-curve'
import { figuresOf } from '../../charts/standing'
import { windowed } from '../../charts/throughput-chart'
import type { ContenderName, Figures, Result } from '../model/vocabulary'

/** A run that is laid over others, with the letter that stands for it. */
export interface Layer {
  readonly letter: string
  readonly name: string
  readonly result: Result
}

/** One contender of one run. */
export interface Series {
  readonly layer: Layer
  readonly contender: ContenderName
  readonly figures: Figures
}

/** Lines of a run are dashed alike: colour and marker are taken by the contenders. */
const runDashes: readonly (readonly number[])[] = [
  [],
  [8, 4],
  [2, 3],
  [12, 4, 2, 4],
  [5, 2],
  [16, 6],
]

/** The dash of a run, by its letter. */
export const dashOf = ({ letter }: Layer): readonly number[] =>
  runDashes[letter.charCodeAt(0) - 'A'.charCodeAt(0)] ?? []

/** Everything that was measured of the chosen contenders, run after run. */
export function seriesOf(layers: readonly Layer[], contenders: readonly ContenderName[]): Series[] {
  return layers.flatMap((layer) =>
    layer.result.contenders.flatMap((contender) => {
      const figures = figuresOf(contender)
      if (figures === null || !contenders.includes(contender.name)) return []
      return [{ layer, contender: contender.name, figures }]
    }),
  )
}

/** Jobs per second over time of several runs. */
export function overlaidThroughput(series: readonly Series[], options: ChartOptions): NamedChart {
  const look = lookOf(options)
  const longestMs = Math.max(100, ...series.map(({ figures }) => figures.samples.at(-1)?.atMs ?? 0))
  const windowMs = Math.max(200, longestMs / 60)
  const lines = series.map((one) =>
    lineOf(
      one,
      windowed(one.figures.samples, windowMs),
      `${figure(one.figures.jobsPerSecond)} per s`,
      look,
    ),
  )
  const x = linearAxis({
    title: 'time since the end of warm-up (s)',
    look,
    isGridShown: false,
    max: longestMs / 1_000,
  })
  const y = linearAxis({ title: 'jobs per second', look, isGridShown: true })
  return framed('throughput', 'Jobs finished per second', lines, { x, y }, look)
}

/** Latency by percentile of several runs. */
export function overlaidLatency(series: readonly Series[], options: ChartOptions): NamedChart {
  const look = lookOf(options)
  const lines = series.map((one) => {
    const points = percentileCurve(one.figures.latency)
      .filter(({ latencyMs }) => latencyMs > 0)
      .map(({ nines, latencyMs }) => ({ x: nines, y: latencyMs }))
    const highest = one.figures.latency.percentiles.filter(({ percentile }) => percentile <= 99)
    const shown = highest.at(-1)
    const detail = shown === undefined ? '' : `p${shown.percentile} ${duration(shown.valueMs)}`
    return lineOf(one, points, detail, look)
  })
  const values = lines.flatMap(({ dataset }) => dataset.data.map(({ y }) => y ?? 0))
  const bounds = logBounds(values)
  const last = Math.max(10, ...lines.map(({ dataset }) => dataset.data.at(-1)?.x ?? 0))
  const x = tickedLogAxis({
    title: 'percentile of jobs (%, log scale)',
    look,
    isGridShown: true,
    bounds: { min: 1, max: last },
    ticks: percentileTicks(last),
  })
  const y = tickedLogAxis({
    title: 'latency (ms, log scale)',
    look,
    isGridShown: true,
    bounds,
    ticks: logTicks(bounds, mostTicks(look)),
  })
  return framed('latency', 'Latency by percentile', lines, { x, y }, look)
}

function lineOf(
  { layer, contender }: Series,
  points: readonly LinePoint[],
  detail: string,
  look: Look,
): LabelledLine {
  const isMarked = evenly(points.length, 5)
  const { dataset, mark } = measuredLine(contender, points, look.theme, isMarked)
  const dash = [...dashOf(layer)]
  const name = `${layer.letter} ${contender}`
  return {
    dataset: { ...dataset, label: `${name} (${layer.name})`, borderDash: dash },
    label: { mark: { ...mark, dash }, name, detail, tone: 'plain' },
  }
}

function framed(
  name: NamedChart['name'],
  title: string,
  lines: readonly LabelledLine[],
  scales: Parameters<typeof frameLines>[1]['scales'],
  look: Look,
): NamedChart {
  const { datasets, labels } = assemble(lines)
  const description = labels.map((label) => `${label.name}: ${label.detail}.`).join(' ')
  const wording = { name, title, subtitle: '', description, notes: [], badge: null }
  return frameLines(wording, { data: { datasets }, scales }, labels, look)
}
