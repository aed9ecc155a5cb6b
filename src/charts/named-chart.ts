import type { ChartConfiguration } from 'chart.js'
import type { ThemeName } from './theme'

/** Every chart there is; the name is also the stem of its file when exported. */
export type ChartName = RunChartName | OverlayChartName | SurveyChartName

/** Charts of a run or of a sweep. */
export type RunChartName =
  | 'efficiency'
  | 'throughput'
  | 'latency'
  | 'sweep-cpu'
  | 'sweep-efficiency'
  | 'sweep-throughput'
  | 'sweep-latency'

/** Charts of several runs laid over each other. */
export type OverlayChartName = 'overlay-throughput' | 'overlay-latency'

/** Charts of what was measured of a machine. */
export type SurveyChartName = 'cost' | 'memory-each' | 'memory-whole'

/** How a chart is to look. */
export interface ChartOptions {
  readonly theme?: ThemeName
  /** Whether the theme's background is painted; opaque unless said otherwise. */
  readonly background?: 'theme' | 'transparent'
  /** CSS pixels. */
  readonly width?: number
  /** CSS pixels. */
  readonly height?: number
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
  /** What is seen, computed from the spec; drawn in the chart. */
  readonly title: string
  /** Load, protocol, machine, runtime, date and seed in two lines; drawn in the chart. */
  readonly subtitle: string
  /** The chart in words and figures, for those who cannot see it. */
  readonly description: string
  /** CSS pixels. */
  readonly width: number
  /** CSS pixels. */
  readonly height: number
  readonly config: LineChart | BarChart
}

/** Makes a chart for the size and theme that it is shown in. */
export type MakeChart = (options?: ChartOptions) => NamedChart
