import type { ChartConfiguration } from 'chart.js'
import { figure } from '../../charts/figure'
import type { NamedChart } from '../../charts/named-chart'
import { paletteOf, TYPEFACE, type ThemeName } from '../../charts/theme'

/** A chart as Chart.js takes it, with its name and what it says to those who cannot see it. */
export interface DrawableChart {
  readonly name: NamedChart['name']
  readonly title: string
  readonly description: string
  readonly config: ChartConfiguration
}

/** The chart for the window, with the figures of the nearest point shown under the pointer. */
export function drawableChart(chart: NamedChart, theme: ThemeName): DrawableChart {
  const { config } = chart
  const { ink, background } = paletteOf(theme)
  const font = { family: TYPEFACE, size: 13 }
  const tooltip = {
    enabled: config.type === 'line',
    animation: false as const,
    displayColors: false,
    backgroundColor: ink,
    titleColor: background,
    bodyColor: background,
    titleFont: { ...font, weight: 600 as const },
    bodyFont: font,
    padding: 10,
    cornerRadius: 6,
    callbacks: {
      title: ([item]: { dataset: { label?: string } }[]) => item?.dataset.label ?? '',
      label: ({ parsed: { y } }: { parsed: { y: number | null } }) => (y === null ? '' : figure(y)),
    },
  }
  const options = {
    ...config.options,
    interaction: { mode: 'nearest', intersect: false },
    plugins: { ...config.options?.plugins, tooltip },
  }
  const { name, title, description } = chart
  return { name, title, description, config: { ...config, options } as ChartConfiguration }
}
