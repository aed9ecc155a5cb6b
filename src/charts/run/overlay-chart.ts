import { inferredOf } from '../../engine/result/measured-figures'
import type { ContenderResult, Figures, Result, Sweep } from '../../engine/result/result'
import type { ContenderName } from '../../engine/spec/spec'
import { distrustOf } from '../../engine/analysis/trust'
import { isSaturated } from '../../engine/analysis/saturation'
import { linearAxis, tickedLogAxis } from '../axis'
import { runsBadgeOf } from '../../report/badge'
import { loadOf, machineOf } from '../../report/caption'
import { count, figure, moment, withInterval } from '../../report/format'
import { frameLines } from '../frame'
import { headline, latencyAxis, percentileTicks, pointsOf } from './latency-chart'
import { assemble, evenly, measuredLine, type LabelledLine } from '../line'
import { lookOf, type Look } from '../chart-style'
import { missingRate } from '../../report/note/missing-figure'
import type { LinePoint, MakeChart, NamedChart, OverlayChartName } from '../named-chart'
import type { Note } from '../../report/note/note'
import { figuresOf, standingNotes, withRemark, standingOf } from '../../report/note/status-notes'
import { distrustClause } from '../../report/verdict/trust-words'
import { windowed } from './throughput-chart'

/** A run that is laid over others, with the letter that stands for it. */
export interface Layer {
  readonly letter: string
  readonly name: string
  readonly result: Result
}

/** One contender of one run. */
export interface Series {
  readonly layer: Layer
  readonly contender: ContenderResult
  readonly figures: Figures
  /** What the run infers of its jobs per second, cores and their ratio; null with too few blocks. */
  readonly inferred: NonNullable<Result['inference']>['contenders'][number] | null
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
  runDashes[letter.charCodeAt(0) - firstLetter] ?? []

/** The letter of the run in that place, from 0. */
export const letterOf = (index: number): string => String.fromCharCode(firstLetter + index)

const firstLetter = 'A'.charCodeAt(0)

/**
 * The layers of what is drawn together, lettered in order; what is no single run, or is not read
 * yet, has none.
 */
export const layersOf = (
  runs: readonly { readonly name: string; readonly record: Result | Sweep | null }[],
): Layer[] =>
  runs.flatMap(({ name, record }, index) =>
    record?.kind === 'corewise-result' ? [{ letter: letterOf(index), name, result: record }] : [],
  )

/** Everything that was measured of the chosen contenders, run after run. */
export const seriesOf = (
  layers: readonly Layer[],
  contenders: readonly ContenderName[],
): Series[] =>
  layers.flatMap((layer) =>
    layer.result.contenders.flatMap((contender) => {
      const figures = figuresOf(contender)
      if (figures === null || !contenders.includes(contender.name)) return []
      return [{ layer, contender, figures, inferred: inferredOf(layer.result, contender.name) }]
    }),
  )

/** The charts of several runs laid over each other, each made only when it is asked for. */
export const overlayCharts = (
  series: readonly Series[],
): ReadonlyMap<OverlayChartName, MakeChart> =>
  new Map([
    ['overlay-throughput', (options = {}) => overlaidThroughput(series, lookOf(options))],
    ['overlay-latency', (options = {}) => overlaidLatency(series, lookOf(options))],
  ])

/** Jobs per second over time of several runs. */
const overlaidThroughput = (series: readonly Series[], look: Look): NamedChart => {
  const longestMs = Math.max(100, ...series.map(({ figures }) => figures.samples.at(-1)?.atMs ?? 0))
  const windowMs = Math.max(200, longestMs / 60)
  const lines = series.map((one) => {
    const { figures, inferred } = one
    const rate = `${figure(figures.jobsPerSecond)} per s`
    const detail = missingRate(figures, null) ?? withInterval(rate, inferred?.jobsPerSecond ?? null)
    return lineOf(one, windowed(figures.samples, windowMs), detail, look)
  })
  const x = linearAxis({
    title: look.isCompact ? 'time (s)' : 'time measured, warm-ups left out (s)',
    look,
    isGridShown: false,
    max: longestMs / 1_000,
  })
  const y = linearAxis({ title: 'jobs per second', look, isGridShown: true })
  const title = 'Jobs finished per second'
  return framed({ name: 'overlay-throughput', title, series, lines, scales: { x, y } }, look)
}

/** Latency by percentile of several runs. */
const overlaidLatency = (series: readonly Series[], look: Look): NamedChart => {
  // The latency of a queue that only grows is no figure.
  const told = series.filter(({ figures, layer }) => !isSaturated(figures, layer.result.spec))
  const lines = told.map((one) => {
    const { latency } = one.figures
    return lineOf(one, pointsOf(latency), headline(latency), look)
  })
  const values = lines.flatMap(({ dataset }) => dataset.data.map(({ y }) => y ?? 0))
  const last = Math.max(10, ...lines.map(({ dataset }) => dataset.data.at(-1)?.x ?? 0))
  const x = tickedLogAxis({
    title: 'percentile of jobs (%, log scale)',
    look,
    isGridShown: true,
    bounds: { min: 1, max: last },
    ticks: percentileTicks(last),
  })
  const y = latencyAxis(values, look)
  const title = 'Latency by percentile'
  return framed({ name: 'overlay-latency', title, series, lines, scales: { x, y } }, look)
}

const lineOf = (
  { layer, contender }: Series,
  points: readonly LinePoint[],
  detail: string,
  look: Look,
): LabelledLine => {
  const isMarked = evenly(points.length, 5)
  const { dataset, mark } = measuredLine(contender.name, points, look.theme, isMarked)
  const dash = [...dashOf(layer)]
  const name = `${layer.letter} ${contender.name}`
  const { tone } = standingOf(contender)
  return {
    dataset: { ...dataset, label: `${name} (${layer.name})`, borderDash: dash },
    label: { mark: { ...mark, dash }, name, detail: withRemark(contender, detail), tone },
  }
}

interface Overlaid {
  readonly name: OverlayChartName
  readonly title: string
  readonly series: readonly Series[]
  readonly lines: readonly LabelledLine[]
  readonly scales: Parameters<typeof frameLines>[1]['scales']
}

const framed = ({ name, title, series, lines, scales }: Overlaid, look: Look): NamedChart => {
  const { datasets, labels } = assemble(lines)
  const layers = [...new Set(series.map(({ layer }) => layer))]
  const description = labels.map((label) => `${label.name}: ${label.detail}.`).join(' ')
  const hasIntervals = series.some(({ inferred }) => inferred !== null)
  const notes: Note[] = layers.map(noteOf)
  if (hasIntervals && name === 'overlay-throughput') {
    notes.push({
      tone: 'information',
      text: '±: half of the 95 % interval of the mean; −/+: how far it reaches down and up.',
    })
  }
  const wording = {
    name,
    title,
    subtitle: subtitleOf(layers),
    description,
    notes,
    badge: runsBadgeOf(
      layers.map(({ result }) => result),
      name === 'overlay-latency' ? 'latency' : 'jobsPerSecond',
    ),
  }
  return frameLines(wording, { data: { datasets }, scales }, labels, look)
}

/** The machine where it is the same for all; else each run says its own. */
const subtitleOf = (layers: readonly Layer[]): string => {
  const machines = new Set(layers.map(({ result }) => machineOf(result.environment)))
  const [first = ''] = machines
  const where = machines.size > 1 ? `${machines.size} machines or runtimes` : first
  return `${count(layers.length, 'run')}\n${where}`
}

/** What a run is, so that the chart alone says it; what was noticed of it is in its report. */
const noteOf = ({ letter, name, result }: Layer): Note => {
  const { spec, environment, startedAt } = result
  const distrust = distrustOf(result)
  const cautions = standingNotes(result).filter(({ tone }) => tone !== 'information').length
  const parts = [
    `${letter} ${name}: ${loadOf(spec)}`,
    count(spec.workers, 'worker thread'),
    moment(startedAt),
    machineOf(environment),
    ...(distrust === null ? [] : [`not to be trusted, as ${distrustClause(distrust)}`]),
    ...(cautions === 0 ? [] : [`${count(cautions, 'caution')} in its report`]),
  ]
  return { tone: cautions === 0 ? 'information' : 'caution', text: `${parts.join(' · ')}.` }
}
