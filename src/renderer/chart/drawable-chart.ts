import type { ChartConfiguration } from 'chart.js'
import type { Told } from '../../charts/frame'
import type { NamedChart, ChartName } from '../../charts/named-chart'
import { paletteOf, TYPEFACE, type ThemeName } from '../../charts/theme'

/** A chart as Chart.js takes it, with its name and what it says to those who cannot see it. */
export interface DrawableChart {
  readonly name: ChartName
  readonly title: string
  readonly description: string
  readonly config: ChartConfiguration
  /** Whose each dataset is; null of a model. */
  readonly series: Told['series']
}

/** Three buttons lie over the upper right corner of a chart. */
const BUTTONS_PX = 84

/** The chart for the window, with what the nearest point says shown under the pointer. */
export function drawableChart(chart: NamedChart, theme: ThemeName): DrawableChart {
  const { config, name, title, subtitle, description, told } = chart
  const { ink, background } = paletteOf(theme)
  const font = { family: TYPEFACE, size: 13 }
  const tooltip = {
    enabled: true,
    animation: false as const,
    displayColors: false,
    backgroundColor: ink,
    bodyColor: background,
    bodyFont: font,
    padding: 10,
    cornerRadius: 6,
    filter: ({ datasetIndex, dataIndex }: Place) => toldAt(told, datasetIndex, dataIndex) !== '',
    callbacks: {
      title: () => '',
      label: ({ datasetIndex, dataIndex }: Place) => toldAt(told, datasetIndex, dataIndex),
    },
  }
  const plugins = config.options?.plugins
  const options = {
    ...config.options,
    interaction: { mode: 'nearest', intersect: false },
    plugins: { ...plugins, heading: { ...plugins?.heading, keptFreePx: BUTTONS_PX }, tooltip },
  }
  const says = [subtitle, description].filter((part) => part !== '').join('. ')
  return {
    name,
    title,
    description: says,
    config: { ...config, options } as ChartConfiguration,
    series: told.series,
  }
}

/** A point of a dataset. */
interface Place {
  readonly datasetIndex: number
  readonly dataIndex: number
}

const toldAt = ({ figures }: Told, datasetIndex: number, dataIndex: number): string =>
  figures[datasetIndex]?.[dataIndex] ?? ''
