import type { ChartConfiguration } from 'chart.js'
import type { ContenderName } from '../engine/contender'
import type { Told } from './frame'
import type { ThemeName } from './theme'

/** Charts of a run or of a sweep. */
const runChartNames = [
  'story',
  'throughput',
  'cpu',
  'latency',
  'over-time',
  'highest-rate',
  'experiment',
  'sweep-cpu',
  'sweep-efficiency',
  'sweep-throughput',
  'sweep-latency',
] as const
export type RunChartName = (typeof runChartNames)[number]

/** Charts of several runs laid over each other. */
const overlayChartNames = ['overlay-throughput', 'overlay-latency'] as const
export type OverlayChartName = (typeof overlayChartNames)[number]

/** Charts of many machines. */
const machinesChartNames = ['machines-throughput', 'machines-cpu'] as const
export type MachinesChartName = (typeof machinesChartNames)[number]

/** Charts of what was measured of a machine. */
const surveyChartNames = ['cost', 'memory-each', 'memory-whole'] as const
export type SurveyChartName = (typeof surveyChartNames)[number]

/** Charts of what another tool measured. */
const foreignChartNames = ['foreign-latency', 'foreign-rate'] as const
export type ForeignChartName = (typeof foreignChartNames)[number]

/** The chart of how a room voted. */
const sessionChartNames = ['votes'] as const

/** Every chart there is; the name is also the stem of its file when exported. */
export const chartNames = [
  ...runChartNames,
  ...overlayChartNames,
  ...machinesChartNames,
  ...surveyChartNames,
  ...foreignChartNames,
  ...sessionChartNames,
] as const
export type ChartName = (typeof chartNames)[number]

/** How a chart is to look. */
export interface ChartOptions {
  readonly theme?: ThemeName
  /** Whether the theme's background is painted; opaque unless said otherwise. */
  readonly background?: 'theme' | 'transparent'
  /** CSS pixels. */
  readonly width?: number
  /** CSS pixels. */
  readonly height?: number
  /** In place of the chart's own title and subtitle. */
  readonly title?: string
  readonly subtitle?: string
  /** Whose figures are drawn; null for everyone's. */
  readonly contenders?: readonly ContenderName[] | null
  /** The scale of figures where both are possible; null for what suits them. */
  readonly axis?: 'linear' | 'log' | null
  /** Whether the footnote and the source stand under the plot. */
  readonly hasNotes?: boolean
}

/** A point of a line; null leaves a gap. */
export interface LinePoint {
  readonly x: number
  readonly y: number | null
}

export type LineChart = ChartConfiguration<'line', LinePoint[]>
export type BarChart = ChartConfiguration<'bar', (number | null)[], string>

/** A chart ready to be drawn: by the window, the command line or an export alike. */
export interface NamedChart {
  readonly name: ChartName
  /** What came, as far as it is claimed, else what is drawn; drawn in the chart. */
  readonly title: string
  /** What is drawn, with its unit; drawn in the chart. */
  readonly subtitle: string
  /** The chart in words and figures, for those who cannot see it. */
  readonly description: string
  /** CSS pixels. */
  readonly width: number
  /** CSS pixels. */
  readonly height: number
  /** Whose each dataset is, and what each of its points says. */
  readonly told: Told
  readonly config: LineChart | BarChart
}

/** Makes a chart for the size and theme that it is shown in. */
export type MakeChart = (options?: ChartOptions) => NamedChart
