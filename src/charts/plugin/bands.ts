import type { ChartType, Plugin } from 'chart.js'
import { plottable } from '../axis'
import { surfaceOf, textWidth } from '../surface'
import { font } from '../theme'

/** A range of the x-axis that is marked, with its estimate if it has one. */
export interface Band {
  readonly from: number
  readonly to: number
  readonly at: number | null
  /** Written at its top. */
  readonly text: string
}

export interface BandsOptions {
  readonly bands: readonly Band[]
  readonly colour: string
  readonly ink: string
  readonly sizePx: number
}

/** Marks ranges behind the lines, such as where one contender overtakes another. */
export const bands: Plugin<ChartType, BandsOptions> & { readonly id: 'bands' } = {
  id: 'bands',
  beforeDatasetsDraw(chart, _args, { bands: all, colour, ink, sizePx }) {
    const scale = chart.scales.x
    if (scale === undefined) return
    const surface = surfaceOf(chart)
    const { top, bottom, left, right } = chart.chartArea
    const pixel = (value: number): number =>
      Math.min(right, Math.max(left, scale.getPixelForValue(plottable(value) ?? 0)))
    surface.save()
    for (const { from, to, at, text } of all) {
      const [start, end] = [pixel(from), pixel(to)]
      surface.fillStyle = colour
      surface.fillRect(start, top, Math.max(end - start, sizePx / 6), bottom - top)
      if (at !== null) {
        surface.strokeStyle = ink
        surface.lineWidth = sizePx / 9
        surface.setLineDash([sizePx / 4, sizePx / 4])
        surface.beginPath()
        surface.moveTo(pixel(at), top)
        surface.lineTo(pixel(at), bottom)
        surface.stroke()
        surface.setLineDash([])
      }
      const width = textWidth(surface, text, font(sizePx))
      surface.font = font(sizePx)
      surface.fillStyle = ink
      surface.textAlign = 'left'
      surface.textBaseline = 'middle'
      // Beside the range, on the side that has room; without room the title has to do.
      const gap = sizePx * 0.5
      const x = end + gap + width <= right ? end + gap : start - gap - width
      if (x >= left) surface.fillText(text, x, bottom - sizePx)
    }
    surface.restore()
  },
}
