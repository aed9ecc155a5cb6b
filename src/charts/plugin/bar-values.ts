import type { ChartType, Plugin } from 'chart.js'
import { surfaceOf } from '../surface'
import { font } from '../theme'

/** What is written at the end of a bar. */
export interface BarText {
  readonly text: string
  /** A figure, or words that say why there is none. */
  readonly isFigure: boolean
}

export interface BarValuesOptions {
  /** Per dataset, per bar. */
  readonly texts: readonly (readonly BarText[])[]
  /** Painted behind the text, so that no grid line crosses it; null where nothing is. */
  readonly background: string | null
  readonly valuePx: number
  readonly wordsPx: number
  readonly ink: string
  readonly soft: string
}

const GAP = 7

/** Writes the value of each horizontal bar at its end. */
export const barValues: Plugin<ChartType, BarValuesOptions> & { readonly id: 'barValues' } = {
  id: 'barValues',
  afterDatasetsDraw(chart, _args, { texts, background, valuePx, wordsPx, ink, soft }) {
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
        const end = Number.isFinite(bar.x) ? bar.x : base
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
