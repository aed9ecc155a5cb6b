import type { ChartType, Plugin } from 'chart.js'
import type { Look } from './look'
import type { BarChart, ChartName, LineChart, NamedChart } from './named-chart'
import { backdrop, type BackdropOptions } from './plugin/backdrop'
import { barValues, type BarValuesOptions } from './plugin/bar-values'
import { endLabels, type EndLabel, type EndLabelsOptions } from './plugin/end-labels'
import { heading, type HeadingOptions } from './plugin/heading'
import { tabularTicks } from './plugin/tabular-ticks'
import { notes, type Note, type NotesOptions } from './plugin/notes'

declare module 'chart.js' {
  // eslint-disable-next-line @typescript-eslint/no-unused-vars -- merging needs the same parameter
  interface PluginOptionsByType<TType extends ChartType> {
    backdrop?: BackdropOptions
    heading?: HeadingOptions
    notes?: NotesOptions
    endLabels?: EndLabelsOptions
    barValues?: BarValuesOptions
  }
}

/** What a chart says around its plot. */
export interface Wording {
  readonly name: ChartName
  readonly title: string
  readonly subtitle: string
  readonly description: string
  readonly notes: readonly Note[]
}

/** Puts a line plot into the frame that all charts share: heading, labels at line ends, notes. */
export const frameLines = (
  wording: Wording,
  plot: Pick<LineChart, 'data'> & { readonly scales: NonNullable<LineChart['options']>['scales'] },
  labels: readonly EndLabel[],
  look: Look,
): NamedChart => {
  const { ink, soft, faint, caution, fault } = look.palette
  return framed(wording, look, {
    type: 'line',
    data: plot.data,
    options: {
      ...sharedBy(look),
      parsing: false,
      normalized: true,
      ...(plot.scales === undefined ? {} : { scales: plot.scales }),
      plugins: {
        ...frameOptions(wording, look),
        endLabels: { labels, sizePx: look.sizes.label, ink, soft, faint, caution, fault },
      },
    },
    plugins: [...framePlugins, endLabels] as Plugin<'line'>[],
  })
}

/** Puts a bar plot into the same frame, with the value of each bar written at its end. */
export const frameBars = (
  wording: Wording,
  plot: Pick<BarChart, 'data'> & { readonly scales: NonNullable<BarChart['options']>['scales'] },
  texts: BarValuesOptions['texts'],
  look: Look,
): NamedChart => {
  const { ink, soft } = look.palette
  return framed(wording, look, {
    type: 'bar',
    data: plot.data,
    options: {
      ...sharedBy(look),
      indexAxis: 'y',
      ...(plot.scales === undefined ? {} : { scales: plot.scales }),
      plugins: {
        ...frameOptions(wording, look),
        barValues: {
          texts,
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
  { title, subtitle, notes }: Wording,
  look: Look,
): { backdrop: BackdropOptions; heading: HeadingOptions; notes: NotesOptions } & typeof unused => {
  const { ink, soft, caution, fault } = look.palette
  const { sizes, isBare } = look
  return {
    ...unused,
    backdrop: { background: look.background },
    heading: {
      title,
      subtitle: isBare ? '' : subtitle,
      titlePx: sizes.title,
      subtitlePx: sizes.subtitle,
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
