import { isolated } from '../../report/isolated-text'
import { figuresOf, inferredOf } from '../../engine/result/measured-figures'
import type { Sweep } from '../../engine/result/sweep'
import type { Figures } from '../../engine/result/figures'
import type { ContenderResult, Result } from '../../engine/result/result'
import { timedBy, type ForeignRun, type ForeignTool } from '../../engine/foreign/foreign-run'
import { mainPairOf } from '../../engine/spec/main-pair'
import { contenderNames, type ContenderName } from '../../engine/spec/spec'
import { NOT_JUDGED, toolTitle } from '../../report/foreign/foreign-words'
import { distrustOf } from '../../engine/analysis/trust/trust'
import { latencyFaultOf } from '../../engine/analysis/trust/latency-fault'
import { count, moment } from '../../report/format'
import { barChart, noBar } from '../bars'
import { styleAmong, type ContenderStyle } from '../contender-style'
import {
  foreignBars,
  foreignLatencies,
  foreignRows,
  ratePanel,
  type ForeignLine,
} from '../foreign/foreign-chart'
import { frameLines } from '../frame'
import type { ThemeName } from '../theme'
import type { EndLabel } from '../plugin/end-labels'
import { headline, latencyAxis, percentileAxis, pointsOf, pointText } from './latency-chart'
import { assemble, evenly, measuredLine, type LabelledLine } from '../line'
import { lookOf, type Look } from '../chart-style'
import type { MakeChart, NamedChart, OverlayChartName } from '../named-chart'
import { standingNotes, withRemark, standingOf } from '../../report/note/status-notes'
import { notesFootnote } from '../../report/picture/footnote'
import { besideTitle, differenceOf, overlayTitle } from '../../report/picture/overlay-title'
import { runsSource } from '../../report/picture/source-line'
import { describeBars } from './run-bars'
import { throughputPanel } from './throughput-chart'

/** A run that is laid over others, with the letter that stands for it. */
export interface Layer {
  readonly letter: string
  readonly name: string
  readonly result: Result
}

/** A run of another tool that is laid over others. */
export interface ForeignLayer {
  readonly letter: string
  readonly name: string
  readonly run: ForeignRun
}

/** One contender of one run. */
export interface Series {
  readonly layer: Layer
  readonly contender: ContenderResult
  readonly figures: Figures
  /**
   * What the run infers of its jobs per second, cores and their ratio; null with too few blocks.
   */
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
export const dashOf = ({ letter }: Pick<Layer, 'letter'>): readonly number[] =>
  runDashes[letter.charCodeAt(0) - firstLetter] ?? []

/** The letter of the run in that place, from 0. */
export const letterOf = (index: number): string => String.fromCharCode(firstLetter + index)

const firstLetter = 'A'.charCodeAt(0)

/** What is drawn together, by its name; null while it is not read yet. */
interface LayeredRun {
  readonly name: string
  readonly record: Result | Sweep | ForeignRun | null
}

/** The runs of other tools among what is drawn together, lettered in the same order. */
export const foreignLayersOf = (runs: readonly LayeredRun[]): ForeignLayer[] =>
  runs.flatMap(({ name, record }, index) =>
    record?.kind === 'corewise-foreign' ? [{ letter: letterOf(index), name, run: record }] : [],
  )

/**
 * The layers of what is drawn together, lettered in order; what is no single run, or is not read
 * yet, has none.
 */
export const layersOf = (runs: readonly LayeredRun[]): Layer[] =>
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

/** How a contender looks where these are drawn together. */
export const overlaidStyle = (
  name: ContenderName,
  series: readonly Series[],
  theme: ThemeName,
): ContenderStyle => {
  const { others, pairs } = amongOf(series)
  return styleAmong(name, others, theme, pairs)
}

/** The contenders that runs are about: the pair of each, and all of a run that lacks its pair. */
export const aboutOf = (layers: readonly Layer[]): ContenderName[] => {
  const about = layers.flatMap(({ result: { spec, contenders } }) => {
    const names = contenders.map(({ name }) => name)
    const pair = mainPairOf(spec)
    return pair.every((name) => names.includes(name)) ? pair : names
  })
  return contenderNames.filter((name) => about.includes(name))
}

/** The charts of several runs laid over each other, each made only when it is asked for. */
export const overlayCharts = (
  series: readonly Series[],
  foreign: readonly ForeignLayer[] = [],
): ReadonlyMap<OverlayChartName, MakeChart> =>
  new Map([
    ['overlay-throughput', (options = {}) => overlaidThroughput(series, foreign, lookOf(options))],
    ['overlay-latency', (options = {}) => overlaidLatency(series, foreign, lookOf(options))],
  ])

/** Each series of each foreign run, called by its letter and its tool. */
const foreignLines = (layers: readonly ForeignLayer[]): ForeignLine[] =>
  layers.flatMap((layer) =>
    layer.run.series.map((series) => {
      const own = layer.run.series.length > 1 ? ` ${isolated(series.name)}` : ''
      return {
        name: `${layer.letter} ${layer.run.tool.name}${own}`,
        series,
        dash: dashOf(layer),
      }
    }),
  )

/** Jobs per second of several runs: the bars of each contender together, run after run. */
const overlaidThroughput = (
  all: readonly Series[],
  foreign: readonly ForeignLayer[],
  look: Look,
): NamedChart => {
  const series = all.filter(({ contender }) => look.isShown(contender.name))
  // What is compared stands together.
  const byContender = contenderNames.flatMap((name) =>
    series.filter(({ contender }) => contender.name === name),
  )
  const rows = byContender.map(({ layer, contender }) => ({
    name: `${layer.letter} ${contender.name}`,
    remark: standingOf(contender).remark,
    colour: overlaidStyle(contender.name, series, look.theme).colour,
  }))
  const bars = byContender.flatMap(({ layer, contender }) => {
    const [bar] = throughputPanel(layer.result, [contender]).bars
    return bar === undefined ? [] : [bar]
  })
  const counted = foreignLines(foreign).filter((line) => line.series.requestsPerSecond !== null)
  const ours = {
    id: 'throughput',
    name: 'jobs per second',
    bars: [...bars, ...counted.map(() => noBar)],
  }
  // Requests are no jobs: they have a panel and a scale of their own.
  const theirs = {
    ...ratePanel,
    bars: [...bars.map(() => noBar), ...foreignBars(counted)],
  }
  const panels = [...(bars.length > 0 ? [ours] : []), ...(counted.length > 0 ? [theirs] : [])]
  const allRows = [...rows, ...foreignRows(counted, look)]
  const results = layersIn(series).map(({ result }) => result)
  return barChart(
    {
      name: 'overlay-throughput',
      title:
        foreign.length > 0
          ? besideTitle(
              bars.length > 0 ? 'Jobs and requests per second' : 'Requests per second',
              results,
              toolsIn(foreign),
            )
          : overlayTitle(
              layersIn(series),
              series.map(({ contender }) => contender.name),
            ),
      subtitle: `${throughputWords(bars.length, counted.length)}. ${legendOf([...layersIn(series), ...foreign])}`,
      description: describeBars(allRows, panels),
      footnote: overlayFootnote(results, foreign),
      source: runsSource(results, 'jobsPerSecond'),
    },
    allRows,
    panels,
    look,
  )
}

const throughputWords = (ours: number, theirs: number): string => {
  if (theirs === 0) return 'Jobs finished per second'
  return ours === 0
    ? 'Requests per second as their tools counted them'
    : 'Jobs finished per second; requests per second as their tools counted them'
}

const toolsIn = (foreign: readonly ForeignLayer[]): ForeignTool[] => [
  ...new Set(foreign.map(({ run }) => run.tool.name)),
]

/** What the series are drawn among. */
const amongOf = (series: readonly Series[]) => ({
  others: series.map(({ contender }) => contender.name),
  pairs: layersIn(series).map(({ result }) => mainPairOf(result.spec)),
})

const layersIn = (series: readonly Series[]): Layer[] => [
  ...new Set(series.map(({ layer }) => layer)),
]

/** With more of them than this, a date for each would leave no room for what is drawn. */
const MOST_DATED = 4

/** Which run each letter is; the date of each where names alone do not say it. */
const legendOf = (layers: readonly (Layer | ForeignLayer)[]): string => {
  const names = new Set(layers.map(({ name }) => name))
  const isDated = layers.length <= MOST_DATED || names.size < layers.length
  return [...layers]
    .sort((a, b) => a.letter.localeCompare(b.letter))
    .map((layer) => {
      const { letter, name } = layer
      if ('run' in layer) return `${letter}: ${isolated(name)}, by ${toolTitle(layer.run.tool)}`
      return isDated
        ? `${letter}: ${name}, ${moment(layer.result.startedAt)}`
        : `${letter}: ${name}`
    })
    .join(' · ')
}

/** Which of the runs is not to be trusted; else how many ask for care. */
const overlayFootnote = (results: readonly Result[], foreign: readonly ForeignLayer[]): string => {
  if (foreign.length > 0) return NOT_JUDGED
  const doubted = results.filter((result) => distrustOf(result) !== null).length
  if (doubted > 0) return `${doubted} of ${count(results.length, 'run')} not to be trusted.`
  return notesFootnote(results.flatMap(standingNotes))
}

/** Latency by percentile of several runs. */
const overlaidLatency = (
  all: readonly Series[],
  foreign: readonly ForeignLayer[],
  look: Look,
): NamedChart => {
  const series = all.filter(({ contender }) => look.isShown(contender.name))
  // The latency of a queue that only grows is no figure.
  const shown = series.filter(
    ({ figures, layer }) => latencyFaultOf(figures, layer.result.spec) === null,
  )
  const among = amongOf(series)
  const isAside = ({ contender: { name } }: Series): boolean =>
    overlaidStyle(name, series, look.theme).colour === look.palette.other
  // The first ones lie on top, and are named where there is no room for all names.
  const byColour = [...shown].sort((a, b) => Number(isAside(a)) - Number(isAside(b)))
  const lines = byColour.map((one) => lineOf(one, among, look))
  const { datasets, labels, told } = assemble([
    ...lines,
    ...foreignLatencies(foreignLines(foreign), look),
  ])
  const values = datasets.flatMap(({ data }) => data.map(({ y }) => y ?? 0))
  const last = Math.max(10, ...datasets.map(({ data }) => data.at(-1)?.x ?? 0))
  const results = layersIn(series).map(({ result }) => result)
  return frameLines(
    {
      name: 'overlay-latency',
      title:
        foreign.length > 0
          ? besideTitle('Latency', results, toolsIn(foreign))
          : `Latency ${differenceOf(results)}`,
      subtitle: `${latencyWords(series.length, foreign)}. ${legendOf([...layersIn(series), ...foreign])}`,
      description: labels.map((label) => `${label.name}: ${label.detail}.`).join(' '),
      footnote: overlayFootnote(results, foreign),
      source: runsSource(results, 'latency'),
    },
    {
      data: { datasets },
      scales: {
        x: percentileAxis(last, look, foreign.length > 0 ? '' : undefined),
        y: latencyAxis(values, look),
      },
    },
    layersIn(shown).length > runDashes.length ? labelsOfMany(labels, byColour) : labels,
    told,
    look,
  )
}

/**
 * The labels of more runs than dashes tell apart: one for the lines of each contender together. The
 * lines of other tools keep theirs.
 */
const labelsOfMany = (labels: readonly EndLabel[], series: readonly Series[]): EndLabel[] => {
  const named = new Set<ContenderName>()
  return labels.flatMap((label) => {
    const of = series[label.datasetIndex]
    if (of === undefined) return [label]
    const { name } = of.contender
    if (named.has(name)) return []
    named.add(name)
    const runs = series.filter(({ contender }) => contender.name === name).length
    return [{ ...label, name, detail: count(runs, 'run') }]
  })
}

/** From when to when each of them takes the time. */
const latencyWords = (ours: number, foreign: readonly ForeignLayer[]): string => {
  const own = ours === 0 ? [] : ['from handing a job in to its end']
  const theirs = toolsIn(foreign).map((tool) => `${tool} ${timedBy[tool]}`)
  return `Latency by percentile, ${[...own, ...theirs].join('; ')}`
}

const lineOf = (
  { layer, contender, figures }: Series,
  among: ReturnType<typeof amongOf>,
  look: Look,
): LabelledLine => {
  const points = pointsOf(figures.latency)
  const isMarked = evenly(points.length, 5)
  const { dataset, mark } = measuredLine({ name: contender.name, among }, points, look, isMarked)
  const dash = dashOf(layer).map(look.px)
  const name = `${layer.letter} ${contender.name}`
  const { tone } = standingOf(contender)
  const detail = withRemark(contender, headline(figures.latency))
  return {
    dataset: { ...dataset, label: `${name} (${isolated(layer.name)})`, borderDash: dash },
    label: { mark: { ...mark, dash }, name, detail, tone },
    series: name,
    figures: points.map((point) => pointText(name, point)),
  }
}
