import type { DrawableChart } from './drawable-chart'

/** A point of a line of a chart. */
export interface ChartPoint {
  /** Whose line it is. */
  readonly series: string
  /** Its place along the line. */
  readonly x: number
}

/** A point that leads somewhere, and what it says. */
export interface PressablePoint extends ChartPoint {
  readonly says: string
}

/** A chart that is drawn, as its frame uses it. */
export interface DrawnChart {
  /** Marks a point with what it says, as the pointer would; null marks none. */
  readonly show: (point: ChartPoint | null) => void
  /** The point of a line that the pointer is on; null where it is on none. */
  readonly pointUnder: (event: MouseEvent) => ChartPoint | null
}

/** Where Chart.js has a point. */
export interface PlacedPoint {
  readonly datasetIndex: number
  readonly index: number
}

/**
 * The point of a chart that is nearest to one that was asked for; null where nothing is drawn of
 * it.
 */
export function placeOf(chart: DrawableChart, { series, x }: ChartPoint): PlacedPoint | null {
  const datasetIndex = chart.series.indexOf(series)
  const data = chart.config.data.datasets[datasetIndex]?.data ?? []
  const away = (index: number): number => Math.abs(Math.log(xOf(data[index]) / x))
  const [index] = [...data.keys()].sort((a, b) => away(a) - away(b))
  return index === undefined ? null : { datasetIndex, index }
}

/** The point that Chart.js has there; null of a model, and of what has no place along a line. */
export function pointAt(
  { series, config }: DrawableChart,
  { datasetIndex, index }: PlacedPoint,
): ChartPoint | null {
  const name = series[datasetIndex] ?? null
  const x = xOf(config.data.datasets[datasetIndex]?.data[index])
  return name === null || Number.isNaN(x) ? null : { series: name, x }
}

function xOf(point: unknown): number {
  return typeof point === 'object' && point !== null && 'x' in point ? Number(point.x) : Number.NaN
}
