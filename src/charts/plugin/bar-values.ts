import type { ChartType, Plugin } from 'chart.js'
import { plottable } from '../axis'
import { surfaceOf } from '../surface'
import { font } from '../theme'
import type { Ends } from './error-bars'

/** What is written at the end of a bar. */
export interface BarText {
  readonly text: string
  /** A figure, or words that say why there is none. */
  readonly isFigure: boolean
}

export interface BarValuesOptions {
  /** Per dataset, per bar. */
  readonly texts: readonly (readonly BarText[])[]
  /** 95 % intervals, per dataset, per bar; null where there is none. */
  readonly intervals: readonly (readonly (Ends | null)[])[]
  /** What a model allows at most, per dataset, per bar; null where it says nothing. */
  readonly ceilings: readonly (readonly (number | null)[])[]
  readonly model: string
  /** Painted behind the text, so that no grid line crosses it; null where nothing is. */
  readonly background: string | null
  readonly valuePx: number
  readonly wordsPx: number
  readonly ink: string
  readonly soft: string
}

const GAP = 7

const CAP = 5

type Surface = ReturnType<typeof surfaceOf>

/** An interval as a line with caps across the end of its bar; returns where it ends. */
const drawInterval = (
  surface: Surface,
  { low, high }: { readonly low: number; readonly high: number },
  y: number,
): number => {
  surface.lineWidth = 1.5
  surface.beginPath()
  surface.moveTo(low, y)
  surface.lineTo(high, y)
  for (const x of [low, high]) {
    surface.moveTo(x, y - CAP)
    surface.lineTo(x, y + CAP)
  }
  surface.stroke()
  return high
}

/** A dashed upright line, as models are drawn everywhere. */
const drawCeiling = (surface: Surface, x: number, y: number, halfPx: number): void => {
  surface.lineWidth = 1.5
  surface.setLineDash([3, 3])
  surface.beginPath()
  surface.moveTo(x, y - halfPx)
  surface.lineTo(x, y + halfPx)
  surface.stroke()
  surface.setLineDash([])
}

/** Writes the value of each horizontal bar at its end, and draws its interval and ceiling. */
export const barValues: Plugin<ChartType, BarValuesOptions> & { readonly id: 'barValues' } = {
  id: 'barValues',
  afterDatasetsDraw(chart, _args, options) {
    const { texts, intervals, ceilings, model, background, valuePx, wordsPx, ink, soft } = options
    const surface = surfaceOf(chart)
    surface.save()
    surface.fontVariantNumeric = 'tabular-nums'
    surface.textAlign = 'left'
    surface.textBaseline = 'middle'
    texts.forEach((bars, datasetIndex) => {
      const meta = chart.getDatasetMeta(datasetIndex)
      const base = meta.vScale?.getPixelForValue(0) ?? 0
      bars.forEach(({ text, isFigure }, index) => {
        const bar = meta.data[index]
        if (bar === undefined) return
        surface.font = isFigure ? font(valuePx, 600) : font(wordsPx)
        const pixel = (value: number) =>
          meta.vScale?.getPixelForValue(plottable(value) ?? 0) ?? base
        let end = Number.isFinite(bar.x) ? bar.x : base
        const ceiling = ceilings[datasetIndex]?.[index] ?? null
        if (ceiling !== null) {
          surface.strokeStyle = model
          drawCeiling(surface, pixel(ceiling), bar.y, valuePx * 1.1)
          // Figures stand to the right of what they could be crossed by.
          const roomPx = surface.measureText(text).width + 2 * GAP
          if (pixel(ceiling) - end < roomPx) end = Math.max(end, pixel(ceiling))
        }
        const ends = intervals[datasetIndex]?.[index] ?? null
        if (ends !== null) {
          surface.strokeStyle = ink
          const [low, high] = [pixel(ends.low), pixel(ends.high)]
          end = Math.max(end, drawInterval(surface, { low, high }, bar.y))
        }
        if (background !== null && text !== '') {
          surface.fillStyle = background
          surface.fillRect(end + GAP - 3, bar.y - 9, surface.measureText(text).width + 6, 18)
        }
        surface.fillStyle = isFigure ? ink : soft
        surface.fillText(text, end + GAP, bar.y)
      })
    })
    surface.restore()
  },
}
