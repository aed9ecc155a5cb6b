import type { ChartType, Plugin } from 'chart.js'
import type { Badge } from '../report/badge'
import { plottable } from './axis'
import type { Look } from './chart-style'
import type { BarChart, ChartName, LineChart, NamedChart } from './named-chart'
import { backdrop, type BackdropOptions } from './plugin/backdrop'
import { barValues, type BarValuesOptions } from './plugin/bar-values'
import { errorBars, type ErrorBarsOptions } from './plugin/error-bars'
import { endLabels, type EndLabel, type EndLabelsOptions } from './plugin/end-labels'
import { heading, type HeadingOptions } from './plugin/heading'
import { tabularTicks } from './plugin/tabular-ticks'
import { notes, type NotesOptions } from './plugin/notes'
import type { Note } from '../report/note/note'

declare module 'chart.js' {
  // eslint-disable-next-line @typescript-eslint/no-unused-vars -- merging needs the same parameter
  interface PluginOptionsByType<TType extends ChartType> {
    backdrop?: BackdropOptions
    heading?: HeadingOptions
    notes?: NotesOptions
    endLabels?: EndLabelsOptions
    barValues?: BarValuesOptions
    errorBars?: ErrorBarsOptions
  }
}

/** What a chart says around its plot. */
export interface Wording {
  readonly name: ChartName
  readonly title: string
  readonly subtitle: string
  readonly description: string
  readonly notes: readonly Note[]
  /** Null where nothing was finished yet that could be checked. */
  readonly badge: Badge | null
}

/** Puts a line plot into the frame that all charts share: heading, labels at line ends, notes. */
export const frameLines = (
  wording: Wording,
  plot: Pick<LineChart, 'data'> & {
    readonly scales: NonNullable<LineChart['options']>['scales']
    /** 95 % intervals, per dataset and point; null where there is none. */
    readonly intervals?: ErrorBarsOptions['intervals']
  },
  labels: readonly EndLabel[],
  look: Look,
): NamedChart => {
  const { ink, soft, faint, caution, fault } = look.palette
  return framed(wording, look, {
    type: 'line',
    data: { ...plot.data, datasets: plot.data.datasets.map(withinAxes) },
    options: {
      ...sharedBy(look),
      parsing: false,
      normalized: true,
      ...(plot.scales === undefined ? {} : { scales: plot.scales }),
      plugins: {
        ...frameOptions(wording, look),
        errorBars: { intervals: plot.intervals ?? [] },
        endLabels: { labels, sizePx: look.sizes.label, ink, soft, faint, caution, fault },
      },
    },
    plugins: [...framePlugins, errorBars, endLabels] as Plugin<'line'>[],
  })
}

/** Puts a bar plot into the same frame, with the value of each bar written at its end. */
export const frameBars = (
  wording: Wording,
  plot: Pick<BarChart, 'data'> & { readonly scales: NonNullable<BarChart['options']>['scales'] },
  values: Pick<BarValuesOptions, 'texts' | 'intervals' | 'ceilings'>,
  look: Look,
): NamedChart => {
  const { ink, soft } = look.palette
  return framed(wording, look, {
    type: 'bar',
    data: {
      ...plot.data,
      datasets: plot.data.datasets.map((bars) => ({ ...bars, data: bars.data.map(plottable) })),
    },
    options: {
      ...sharedBy(look),
      indexAxis: 'y',
      ...(plot.scales === undefined ? {} : { scales: plot.scales }),
      plugins: {
        ...frameOptions(wording, look),
        barValues: {
          ...values,
          model: look.palette.model,
          background: look.background,
          valuePx: look.sizes.value,
          wordsPx: look.sizes.note,
          ink,
          soft,
        },
      },
    },
    plugins: [...framePlugins, barValues] as Plugin<'bar'>[],
  })
}

const withinAxes = (line: LineChart['data']['datasets'][number]): typeof line => ({
  ...line,
  data: line.data.map(({ x, y }) => ({ x: plottable(x) ?? Number.NaN, y: plottable(y) })),
})

const framePlugins = [tabularTicks, backdrop, heading, notes]

const sharedBy = ({ isCompact }: Look) => ({
  animation: false as const,
  maintainAspectRatio: false,
  layout: {
    padding: isCompact
      ? { top: 14, right: 16, bottom: 12, left: 14 }
      : { top: 20, right: 24, bottom: 16, left: 24 },
  },
})

const frameOptions = (
  { title, subtitle, notes, badge }: Wording,
  look: Look,
): { backdrop: BackdropOptions; heading: HeadingOptions; notes: NotesOptions } & typeof unused => {
  const { ink, soft, caution, fault } = look.palette
  const { sizes, isBare, isCompact, isTiny } = look
  return {
    ...unused,
    backdrop: { background: look.background },
    heading: {
      title,
      subtitle: isBare ? '' : subtitle,
      titlePx: sizes.title,
      subtitlePx: sizes.subtitle,
      badge:
        badge === null || isTiny
          ? null
          : {
              text: isCompact ? badge.shortText : badge.text,
              sizePx: sizes.note,
              colour: { good: soft, caution, neutral: soft }[badge.tone],
              isOutlined: badge.tone !== 'neutral',
            },
      ink,
      soft,
    },
    notes: {
      notes: isBare ? notes.filter(({ tone }) => tone === 'fault') : notes,
      sizePx: sizes.note,
      ink,
      soft,
      caution,
      fault,
    },
  }
}

/** Chart.js's own legend and titles, in case whoever draws the chart has registered them. */
const unused = {
  legend: { display: false },
  title: { display: false },
  subtitle: { display: false },
} as const

const framed = (
  { name, title, subtitle, description }: Wording,
  { width, height }: Look,
  config: LineChart | BarChart,
): NamedChart => ({ name, title, subtitle, description, width, height, config })
