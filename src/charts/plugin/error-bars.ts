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
}

const CAP = 4

/** Draws the interval of each point of a line as an upright bar in the line's colour. */
export const errorBars: Plugin<ChartType, ErrorBarsOptions> & { readonly id: 'errorBars' } = {
  id: 'errorBars',
  beforeDatasetsDraw(chart, _args, { intervals }) {
    const surface = surfaceOf(chart)
    const { top: upper, bottom: lower } = chart.chartArea
    surface.save()
    surface.lineWidth = 1.25
    intervals.forEach((ofDataset, datasetIndex) => {
      const meta = chart.getDatasetMeta(datasetIndex)
      const scale = meta.yScale
      const colour: unknown = chart.data.datasets[datasetIndex]?.borderColor
      if (scale === undefined || typeof colour !== 'string') return
      surface.strokeStyle = colour
      ofDataset.forEach((ends, index) => {
        const point = meta.data[index]
        if (ends === null || point === undefined || !Number.isFinite(point.y)) return
        const [bottom, top] = [ends.low, ends.high].map((value) =>
          scale.getPixelForValue(plottable(value) ?? 0),
        )
        if (bottom === undefined || top === undefined) return
        surface.beginPath()
        surface.moveTo(point.x, Math.min(bottom, lower))
        surface.lineTo(point.x, Math.max(top, upper))
        // An end beyond the plot has no cap: it goes on there.
        for (const y of [bottom, top].filter((end) => end >= upper && end <= lower)) {
          surface.moveTo(point.x - CAP, y)
          surface.lineTo(point.x + CAP, y)
        }
        surface.stroke()
      })
    })
    surface.restore()
  },
}
