import type { ChartConfiguration } from 'chart.js'
import { inNanoseconds } from '../../report/survey/cost-caption'
import { figure } from '../../report/format'
import { size } from '../../report/format'
import type { NamedChart, ChartName } from '../../charts/named-chart'
import { paletteOf, TYPEFACE, type ThemeName } from '../../charts/theme'

/** A chart as Chart.js takes it, with its name and what it says to those who cannot see it. */
export interface DrawableChart {
  readonly name: ChartName
  readonly title: string
  readonly description: string
  readonly config: ChartConfiguration
}

/** What a point is drawn at; null where there is no figure. */
interface Point {
  readonly x: number | null
  readonly y: number | null
}

/** Three buttons lie over the upper right corner of a chart. */
const BUTTONS_PX = 84

/**
 * The chart for the window, with the figures of the nearest point shown under the pointer. Where it
 * does not fill the stage, what is to be known of a run stands beside it, not in it.
 */
export function drawableChart(
  chart: NamedChart,
  theme: ThemeName,
  isExpanded: boolean,
): DrawableChart {
  const { config, name, title, description } = chart
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
      label: ({ parsed }: { parsed: Point }) => pointText(name, parsed),
    },
  }
  const plugins = config.options?.plugins
  const hasNotes = isExpanded || name.startsWith('sweep-')
  const options = {
    ...config.options,
    interaction: { mode: 'nearest', intersect: false },
    plugins: {
      ...plugins,
      heading: { ...plugins?.heading, keptFreePx: BUTTONS_PX },
      notes: hasNotes ? plugins?.notes : { ...plugins?.notes, notes: [] },
      tooltip,
    },
  }
  return { name, title, description, config: { ...config, options } as ChartConfiguration }
}

/** The figure of a point with its unit where the axis alone does not say it. */
function pointText(name: ChartName, { x, y }: Point): string {
  if (x === null || y === null) return ''
  // Rows stand at heights that mean nothing.
  if (name === 'cost') return inNanoseconds(x)
  return name.startsWith('memory-') ? `${size(y)} at ${x.toLocaleString('en')}` : figure(y)
}
