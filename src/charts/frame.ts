import type { ChartType, Plugin } from 'chart.js'
import { plottable } from './axis'
import type { ChartStyle } from './chart-style'
import type { BarChart, ChartName, LineChart, NamedChart } from './named-chart'
import { axisNames, type AxisName, type AxisNamesOptions } from './plugin/axis-names'
import { backdrop, type BackdropOptions } from './plugin/backdrop'
import { bands, type Band, type BandsOptions } from './plugin/bands'
import { barMarks, type BarMarksOptions } from './plugin/bar-marks'
import { errorBars, type ErrorBarsOptions } from './plugin/error-bars'
import { endLabels, type EndLabel, type EndLabelsOptions } from './plugin/end-labels'
import { foot, type FootOptions } from './plugin/foot'
import { heading, type HeadingOptions } from './plugin/heading'
import { tabularTicks } from './plugin/tabular-ticks'

declare module 'chart.js' {
  // eslint-disable-next-line @typescript-eslint/no-unused-vars -- merging needs the same parameter
  interface PluginOptionsByType<TType extends ChartType> {
    backdrop?: BackdropOptions
    heading?: HeadingOptions
    foot?: FootOptions
    axisNames?: AxisNamesOptions
    endLabels?: EndLabelsOptions
    barMarks?: BarMarksOptions
    errorBars?: ErrorBarsOptions
    bands?: BandsOptions
  }
}

/** What a chart says around its plot. */
export interface Wording {
  readonly name: ChartName
  /** What came, as far as it is claimed; else what is drawn. */
  readonly title: string
  /** What is drawn, with its unit. */
  readonly subtitle: string
  readonly description: string
  /** One short sentence; empty where there is nothing to know. */
  readonly footnote: string
  /** Noise, machine, runtime, date, seed and version. */
  readonly source: string
}

/** What a chart shows and says of each of its points. */
export interface Told {
  /** Whose each dataset is, for what hides and shows them; null of a model. */
  readonly series: readonly (string | null)[]
  /** Per dataset and point, a figure with its unit and interval; null where there is none. */
  readonly figures: readonly (readonly (string | null)[])[]
  /** Per dataset what a table says in place of points with a marker; null where it is these. */
  readonly rows?: readonly (readonly string[] | null)[]
}

/** Puts a line plot into the frame that all charts share: heading, labels at line ends, foot. */
export const frameLines = (
  wording: Wording,
  plot: Pick<LineChart, 'data'> & {
    readonly scales: NonNullable<LineChart['options']>['scales']
    /** 95 % intervals, per dataset and point; null where there is none. */
    readonly intervals?: ErrorBarsOptions['intervals']
    readonly bands?: readonly Band[]
  },
  labels: readonly EndLabel[],
  told: Told,
  style: ChartStyle,
): NamedChart => {
  const { palette, px, sizes } = style
  const { scales, names } = namedAbove(plot.scales)
  return framed(wording, told, style, {
    type: 'line',
    data: { ...plot.data, datasets: plot.data.datasets.map(withinAxes) },
    options: {
      ...sharedBy(style),
      parsing: false,
      normalized: true,
      ...(scales === undefined ? {} : { scales }),
      plugins: {
        ...frameOptions(wording, style, names, leastOfLines(labels, style)),
        bands: {
          bands: plot.bands ?? [],
          colour: palette.band,
          ink: palette.soft,
          sizePx: sizes.note,
        },
        errorBars: { intervals: plot.intervals ?? [], widthPx: px(5) },
        endLabels: { labels, sizePx: sizes.label, palette },
      },
    },
    plugins: [...framePlugins, bands, errorBars, endLabels] as Plugin<'line'>[],
  })
}

/** Puts a bar plot into the same frame, with the value of each bar written at its end. */
export const frameBars = (
  wording: Wording,
  plot: Pick<BarChart, 'data'> & {
    readonly scales: NonNullable<BarChart['options']>['scales']
    readonly names: readonly AxisName[]
    /** The size of the figures. */
    readonly valuePx: number
    /** What the rows take at least, in pixels. */
    readonly leastPx: number
    /** Whether bars are compared from axis to axis. */
    readonly hasOneScale: boolean
  },
  marks: BarMarksOptions['marks'],
  told: Told,
  style: ChartStyle,
): NamedChart => {
  const { palette, px, sizes } = style
  return framed(wording, told, style, {
    type: 'bar',
    data: {
      ...plot.data,
      datasets: plot.data.datasets.map((bars) => ({ ...bars, data: bars.data.map(plottable) })),
    },
    options: {
      ...sharedBy(style),
      indexAxis: 'y',
      ...(plot.scales === undefined ? {} : { scales: plot.scales }),
      plugins: {
        ...frameOptions(wording, style, plot.names, plot.leastPx),
        barMarks: {
          marks,
          hasOneScale: plot.hasOneScale,
          gapPx: px(7),
          valuePx: plot.valuePx,
          wordsPx: sizes.note,
          palette,
        },
      },
    },
    plugins: [...framePlugins, barMarks] as Plugin<'bar'>[],
  })
}

/** Has the name of the upright axis stand above it. */
const namedAbove = (scales: NonNullable<LineChart['options']>['scales']) => {
  const y = scales?.y
  const title = y !== undefined && 'title' in y ? y.title : undefined
  if (y === undefined || typeof title?.text !== 'string' || title.text === '') {
    return { scales, names: [] }
  }
  const names: AxisName[] = [{ scaleId: 'y', text: title.text, isWhole: true }]
  return { scales: { ...scales, y: { ...y, title: { ...title, display: false } } }, names }
}

const withinAxes = (line: LineChart['data']['datasets'][number]): typeof line => ({
  ...line,
  data: line.data.map(({ x, y }) => ({ x: plottable(x) ?? Number.NaN, y: plottable(y) })),
})

const framePlugins = [tabularTicks, backdrop, heading, axisNames, foot]

const sharedBy = (style: ChartStyle) => ({
  animation: false as const,
  maintainAspectRatio: false,
  layout: { padding: paddingOf(style) },
})

const paddingOf = ({ isCompact, px }: ChartStyle) =>
  isCompact
    ? { top: px(12), right: px(14), bottom: px(10), left: px(14) }
    : { top: px(22), right: px(28), bottom: px(18), left: px(28) }

/** Lines are read by their ticks and by the labels at their ends: some are to have room. */
const LEAST_TICKS = 4
/** Under a plot, the figures of its axis and its name. */
const LINES_BELOW = 2
/** Distance of baselines as a multiple of the type's size. */
const LEADING = 1.3

/** What a plot of lines takes at least, in pixels. */
const leastOfLines = (labels: readonly EndLabel[], { sizes, isTiny }: ChartStyle): number => {
  const insidePx = Math.max(LEAST_TICKS * sizes.axis, labels.length * sizes.label) * LEADING
  return insidePx + (isTiny ? 1 : LINES_BELOW) * LEADING * sizes.axis
}

const frameOptions = (
  { title, subtitle, footnote, source }: Wording,
  style: ChartStyle,
  names: readonly AxisName[],
  plotPx: number,
) => {
  const { palette, sizes, isBare, isTiny, hasFoot } = style
  const { ink, soft } = palette
  const padding = paddingOf(style)
  const axisNames = { names: isTiny ? [] : names, sizePx: sizes.axis, colour: soft }
  const foot = { lines: hasFoot ? [footnote, source] : [], sizePx: sizes.note, soft }
  return {
    ...unused,
    backdrop: { background: style.background },
    heading: {
      title: style.title ?? title,
      subtitle: isBare ? '' : (style.subtitle ?? subtitle),
      titlePx: sizes.title,
      subtitlePx: sizes.subtitle,
      ink,
      soft,
      plotPx: plotPx + padding.top + padding.bottom,
      axisNames,
      foot,
    },
    axisNames,
    foot,
  }
}

/** Chart.js's own legend and titles, in case what draws the chart has registered them. */
const unused = {
  legend: { display: false },
  title: { display: false },
  subtitle: { display: false },
} as const

const framed = (
  { name, title, subtitle, description }: Wording,
  told: Told,
  style: ChartStyle,
  config: LineChart | BarChart,
): NamedChart => ({
  name,
  title: style.title ?? title,
  subtitle: style.subtitle ?? subtitle,
  description,
  width: style.width,
  height: style.height,
  told,
  config,
})
