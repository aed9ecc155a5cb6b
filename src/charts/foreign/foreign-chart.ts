import type { ForeignRun, ForeignSeries } from '../../engine/foreign/foreign-run'
import { timedBy } from '../../engine/foreign/foreign-run'
import { moment, figure } from '../../report/format'
import { headlineOf, NOT_JUDGED, toolTitle } from '../../report/foreign/foreign-words'
import { isolated } from '../../report/isolated-text'
import type { BarPanel, BarRow } from '../bars'
import { barChart } from '../bars'
import type { ChartStyle } from '../chart-style'
import { frameLines } from '../frame'
import { assemble, dashes, evenly, foreignLine, type LabelledLine } from '../line'
import type { ChartName, NamedChart } from '../named-chart'
import { latencyAxis, percentileAxis, pointText } from '../run/latency-chart'
import { ninesOf } from '../run/percentile-curve'
import { describeBars } from '../run/run-bars'

/** One command, kind of request or tag of another tool, and what it is called among others. */
export interface ForeignLine {
  readonly name: string
  readonly series: ForeignSeries
  readonly dash: readonly number[]
}

/** The charts of what another tool measured: what it gives of latency, and of requests a second. */
export const foreignCharts = (
  run: ForeignRun,
): (readonly [ChartName, (style: ChartStyle) => NamedChart])[] => {
  const lines = run.series.map((series, index): ForeignLine => {
    return { name: isolated(series.name), series, dash: dashes[index % dashes.length] ?? [] }
  })
  const wording = {
    footnote: NOT_JUDGED,
    source: [toolTitle(run.tool), run.measuredAt === null ? '' : moment(run.measuredAt)]
      .filter((part) => part !== '')
      .join(' · '),
  }
  const hasLatency = lines.some(({ series }) => (series.latency?.percentiles.length ?? 0) > 0)
  const hasRate = lines.some(({ series }) => series.requestsPerSecond !== null)
  return [
    ...(hasLatency
      ? [['foreign-latency', (style: ChartStyle) => latencyOf(run, lines, wording, style)] as const]
      : []),
    ...(hasRate
      ? [['foreign-rate', (style: ChartStyle) => rateOf(run, lines, wording, style)] as const]
      : []),
  ]
}

interface Foot {
  readonly footnote: string
  readonly source: string
}

const latencyOf = (
  { tool, series }: ForeignRun,
  lines: readonly ForeignLine[],
  foot: Foot,
  style: ChartStyle,
): NamedChart => {
  const [only, ...others] = series
  const came = others.length > 0 || only?.latency == null ? '' : headlineOf(only.latency)
  const { datasets, labels, told } = assemble(foreignLatencies(lines, style))
  const values = datasets.flatMap(({ data }) => data.map(({ y }) => y ?? 0))
  const last = Math.max(10, ...datasets.map(({ data }) => data.at(-1)?.x ?? 0))
  return frameLines(
    {
      name: 'foreign-latency',
      title: `${tool.name} measured ${came === '' ? 'latency' : came}`,
      subtitle: `Latency by percentile, ${timedBy[tool.name]}`,
      description: labels.map(({ name, detail }) => `${name}: ${detail}.`).join(' '),
      ...foot,
    },
    {
      data: { datasets },
      scales: { x: percentileAxis(last, style, ''), y: latencyAxis(values, style) },
    },
    labels,
    told,
    style,
  )
}

/** The latencies of another tool as lines on the axes of the lab's own. */
export const foreignLatencies = (
  lines: readonly ForeignLine[],
  style: ChartStyle,
): LabelledLine[] =>
  lines.flatMap(({ name, series: { latency }, dash }) => {
    // A log axis has no place for 0.
    const points = (latency?.percentiles ?? [])
      .filter(({ valueMs }) => valueMs > 0)
      .map(({ percentile, valueMs }) => ({ x: ninesOf(percentile), y: valueMs }))
    if (latency === null || points.length === 0) return []
    const isMarked = evenly(points.length, 5)
    const { dataset, mark } = foreignLine(name, points, dash, style, isMarked)
    return [
      {
        dataset,
        label: { mark, name, detail: headlineOf(latency), tone: 'plain' },
        series: name,
        figures: points.map((point) => pointText(name, point)),
      },
    ]
  })

const rateOf = (
  { tool }: ForeignRun,
  lines: readonly ForeignLine[],
  foot: Foot,
  style: ChartStyle,
): NamedChart => {
  const counted = lines.filter(({ series }) => series.requestsPerSecond !== null)
  const [only, ...others] = counted
  const rate = others.length > 0 ? null : (only?.series.requestsPerSecond ?? null)
  const rows = foreignRows(counted, style)
  const panel: BarPanel = { ...ratePanel, bars: foreignBars(counted) }
  return barChart(
    {
      name: 'foreign-rate',
      title: `${tool.name} counted ${rate === null ? 'requests' : `${figure(rate)} requests`} a second`,
      subtitle: 'Requests per second, which are no jobs of the lab',
      description: describeBars(rows, [panel]),
      ...foot,
    },
    rows,
    [panel],
    style,
  )
}

/** The panel of requests a second: a figure of its own, with a scale of its own. */
export const ratePanel = { id: 'requests', name: 'requests per second (other tools)' } as const

/** A row for each series, grey as no contender is. */
export const foreignRows = (lines: readonly ForeignLine[], { palette }: ChartStyle): BarRow[] =>
  lines.map(({ name }) => ({ name, remark: '', colour: palette.other }))

export const foreignBars = (lines: readonly ForeignLine[]): BarPanel['bars'] =>
  lines.map(({ name, series: { requestsPerSecond: rate } }) => ({
    value: rate,
    told: rate === null ? null : `${name}: ${figure(rate)} requests/s`,
    text: rate === null ? 'not told' : figure(rate),
    isFigure: rate !== null,
    detail: '',
    interval: null,
    ceiling: null,
  }))
