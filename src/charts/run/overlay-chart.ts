import { isolated } from '../../report/isolated-text'
import type { Result } from '../../engine/result/result'
import { timedBy, type ForeignSeries, type ForeignTool } from '../../engine/foreign/foreign-run'
import { contenderNames, type ContenderName } from '../../engine/spec/spec'
import { NOT_JUDGED, toolTitle } from '../../report/foreign/foreign-words'
import { distrustOf } from '../../engine/analysis/trust/trust'
import { latencyFaultOf } from '../../engine/analysis/trust/latency-fault'
import { count, moment } from '../../report/format'
import { barChart, noBar } from '../bars'
import {
  foreignBars,
  foreignLatencies,
  foreignRows,
  ratePanel,
  type ForeignLine,
} from '../foreign/foreign-chart'
import { frameLines } from '../frame'
import type { EndLabel } from '../plugin/end-labels'
import { headline, latencyAxis, percentileAxis, pointsOf, pointText } from './latency-chart'
import { assemble, dashes, evenly, measuredLine, type LabelledLine } from '../line'
import { chartStyleOf, type ChartStyle } from '../chart-style'
import type { MakeChart, NamedChart, OverlayChartName } from '../named-chart'
import { standingNotes, withRemark, standingOf } from '../../report/note/status-notes'
import { notesFootnote } from '../../report/picture/footnote'
import { besideTitle, overlayWords, type OverlayWords } from '../../report/picture/overlay-title'
import { runsSource } from '../../report/picture/source-line'
import { describeBars, keyOf } from './run-bars'
import { throughputPanel } from './throughput-chart'
import {
  amongOf,
  dashOf,
  layersIn,
  overlaidStyle,
  type ForeignLayer,
  type Layer,
  type Series,
} from './overlay-layers'

/**
 * The charts of several runs laid over each other, each made only when it is asked for. A chart is
 * of those tools that give its figure; where nothing has it, there is no such chart.
 */
export const overlayCharts = (
  series: readonly Series[],
  foreign: readonly ForeignLayer[] = [],
): ReadonlyMap<OverlayChartName, MakeChart> => {
  const counting = foreign.filter(({ run }) => run.series.some(hasRate))
  const timing = foreign.filter(({ run }) => run.series.some(hasLatency))
  const charts: (readonly [OverlayChartName, readonly ForeignLayer[], MakeChart])[] = [
    [
      'overlay-throughput',
      counting,
      (options = {}) => overlaidThroughput(series, counting, chartStyleOf(options)),
    ],
    [
      'overlay-latency',
      timing,
      (options = {}) => overlaidLatency(series, timing, chartStyleOf(options)),
    ],
  ]
  return new Map(
    charts
      .filter(([, layers]) => series.length > 0 || layers.length > 0)
      .map(([name, , make]) => [name, make]),
  )
}

const hasRate = ({ requestsPerSecond }: ForeignSeries): boolean => requestsPerSecond !== null

const hasLatency = ({ latency }: ForeignSeries): boolean => (latency?.percentiles.length ?? 0) > 0

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
  style: ChartStyle,
): NamedChart => {
  const series = all.filter(({ contender }) => style.isShown(contender.name))
  // What is compared stands together.
  const byContender = contenderNames.flatMap((name) =>
    series.filter(({ contender }) => contender.name === name),
  )
  const rows = byContender.map(({ layer, contender }) => ({
    name: `${layer.letter} ${contender.name}`,
    remark: standingOf(contender).remark,
    colour: overlaidStyle(contender.name, series, style.theme).colour,
  }))
  const bars = byContender.flatMap(({ layer, contender }) => {
    const [bar] = throughputPanel(layer.result, [contender]).bars
    return bar === undefined ? [] : [bar]
  })
  const counted = foreignLines(foreign).filter((line) => hasRate(line.series))
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
  const allRows = [...rows, ...foreignRows(counted, style)]
  const results = layersIn(series).map(({ result }) => result)
  const drawn = bars.length > 0 ? 'Jobs and requests per second' : 'Requests per second'
  const words = wordsOf(series, foreign, 'throughput', drawn)
  return barChart(
    {
      name: 'overlay-throughput',
      title: words.title,
      subtitle: `${throughputWords(bars.length, counted.length)}${words.apart}${keyOf(panels, style)}. ${legendOf([...layersIn(series), ...foreign])}`,
      description: describeBars(allRows, panels),
      footnote: overlayFootnote(results, foreign),
      source: runsSource(results, 'jobsPerSecond'),
    },
    allRows,
    panels,
    style,
  )
}

/** Judged against none where other tools' runs are there: then the title says what is drawn. */
const wordsOf = (
  series: readonly Series[],
  foreign: readonly ForeignLayer[],
  topic: 'throughput' | 'latency',
  what: string,
): OverlayWords => {
  const layers = layersIn(series)
  if (foreign.length === 0) {
    return overlayWords(
      layers,
      series.map(({ contender }) => contender.name),
      topic,
    )
  }
  const results = layers.map(({ result }) => result)
  return { title: besideTitle(what, results, toolsIn(foreign)), apart: '' }
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
  style: ChartStyle,
): NamedChart => {
  const series = all.filter(({ contender }) => style.isShown(contender.name))
  // The latency of a queue that only grows is no figure.
  const shown = series.filter(
    ({ figures, layer }) => latencyFaultOf(figures, layer.result.spec) === null,
  )
  const among = amongOf(series)
  const isAside = ({ contender: { name } }: Series): boolean =>
    overlaidStyle(name, series, style.theme).colour === style.palette.other
  // The first ones lie on top, and are named where there is no room for all names.
  const byColour = [...shown].sort((a, b) => Number(isAside(a)) - Number(isAside(b)))
  const lines = byColour.map((one) => lineOf(one, among, style))
  const { datasets, labels, told } = assemble([
    ...lines,
    ...foreignLatencies(foreignLines(foreign), style),
  ])
  const values = datasets.flatMap(({ data }) => data.map(({ y }) => y ?? 0))
  const last = Math.max(10, ...datasets.map(({ data }) => data.at(-1)?.x ?? 0))
  const results = layersIn(series).map(({ result }) => result)
  const words = wordsOf(series, foreign, 'latency', 'Latency')
  return frameLines(
    {
      name: 'overlay-latency',
      title: words.title,
      subtitle: `${latencyWords(series.length, foreign)}${words.apart}. ${legendOf([...layersIn(series), ...foreign])}`,
      description: labels.map((label) => `${label.name}: ${label.detail}.`).join(' '),
      footnote: overlayFootnote(results, foreign),
      source: runsSource(results, 'latency'),
    },
    {
      data: { datasets },
      scales: {
        x: percentileAxis(last, style, foreign.length > 0 ? '' : undefined),
        y: latencyAxis(values, style),
      },
    },
    layersIn(shown).length > dashes.length ? labelsOfMany(labels, byColour) : labels,
    told,
    style,
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
  style: ChartStyle,
): LabelledLine => {
  const points = pointsOf(figures.latency)
  const isMarked = evenly(points.length, 5)
  const { dataset, mark } = measuredLine({ name: contender.name, among }, points, style, isMarked)
  const dash = dashOf(layer).map(style.px)
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
