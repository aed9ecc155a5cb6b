import type { ChartType, Plugin } from 'chart.js'
import { plottable } from '../axis'
import { surfaceOf } from '../surface'

/** The ends of an interval on its axis. */
export interface Ends {
  readonly low: number
  readonly high: number
}

export interface ErrorBarsOptions {
  /** Per dataset, per point; null where there is no interval. */
  readonly intervals: readonly (readonly (Ends | null)[])[]
  readonly widthPx: number
}

/** How much of the line's colour its intervals have. */
const LIGHT = '55'

/** Draws the interval of each point of a line as a light upright bar in the line's colour. */
export const errorBars: Plugin<ChartType, ErrorBarsOptions> & { readonly id: 'errorBars' } = {
  id: 'errorBars',
  beforeDatasetDraw(chart, { index: datasetIndex, meta }, { intervals, widthPx }) {
    const surface = surfaceOf(chart)
    const { top: upper, bottom: lower } = chart.chartArea
    const scale = meta.yScale
    const colour: unknown = chart.data.datasets[datasetIndex]?.borderColor
    if (scale === undefined || typeof colour !== 'string') return
    surface.save()
    surface.fillStyle = `${colour}${LIGHT}`
    intervals[datasetIndex]?.forEach((ends, index) => {
      const point = meta.data[index]
      if (ends === null || point === undefined || !Number.isFinite(point.y)) return
      const [low, high] = [ends.low, ends.high].map((value) =>
        Math.min(lower, Math.max(upper, scale.getPixelForValue(plottable(value) ?? 0))),
      )
      if (low === undefined || high === undefined) return
      surface.fillRect(point.x - widthPx / 2, high, widthPx, low - high)
    })
    surface.restore()
  },
}
