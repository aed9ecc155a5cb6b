import type { Chart, ChartType, Plugin } from 'chart.js'
import { plottable } from '../axis'
import { inSeries, surfaceOf, tabularWidth, type Surface } from '../surface'
import { font, type Palette } from '../theme'
import type { Ends } from './error-bars'

/** What is drawn and written at the one bar of a dataset. */
export interface BarMark {
  /** Its row. */
  readonly index: number
  /** Whose it is. */
  readonly series: string
  /** Its figure, or words that say why there is none. */
  readonly text: string
  readonly isFigure: boolean
  /** After the figure, quietly: how far its interval reaches. */
  readonly detail: string
  /** Its 95 % interval; null where there is none. */
  readonly interval: Ends | null
  /** What a model allows at most; null where it says nothing. */
  readonly ceiling: number | null
}

export interface BarMarksOptions {
  /** Per dataset; each has one bar. */
  readonly marks: readonly BarMark[]
  readonly gapPx: number
  readonly valuePx: number
  readonly wordsPx: number
  readonly palette: Palette
}

/** A narrow interval is a hairline, so that it looks like no more than it is. */
const LEAST_INTERVAL = 8

/** An interval as a light bar that is thinner than the bar whose end it is laid over. */
const drawInterval = (surface: Surface, low: number, high: number, y: number, halfPx: number) => {
  surface.fillRect(low, y - halfPx, Math.max(high - low, halfPx / LEAST_INTERVAL), 2 * halfPx)
}

/** A line is so many times thinner than figures are high, however few bars there are. */
const CEILING_OF_VALUE = 9

/** A dashed upright line, as models are drawn everywhere. */
const drawCeiling = (
  surface: Surface,
  x: number,
  y: number,
  halfPx: number,
  mostPx: number,
): void => {
  // Of a picture without height there is nothing to see.
  if (halfPx < 1) return
  surface.lineWidth = Math.min(halfPx / 8, mostPx)
  surface.setLineDash([halfPx / 4, halfPx / 4])
  surface.beginPath()
  surface.moveTo(x, y - halfPx)
  surface.lineTo(x, y + halfPx)
  surface.stroke()
  surface.setLineDash([])
}

/** Writes the value of each horizontal bar at its end, and draws its interval and ceiling. */
export const barMarks: Plugin<ChartType, BarMarksOptions> & { readonly id: 'barMarks' } = {
  id: 'barMarks',
  afterDatasetsDraw(chart, _args, options) {
    const surface = surfaceOf(chart)
    surface.save()
    surface.fontVariantNumeric = 'tabular-nums'
    surface.textAlign = 'left'
    surface.textBaseline = 'middle'
    options.marks.forEach((mark, datasetIndex) => {
      inSeries(surface, mark.series, () => {
        drawMark(chart, datasetIndex, mark, options)
      })
    })
    surface.restore()
  },
}

const drawMark = (
  chart: Chart,
  datasetIndex: number,
  mark: BarMark,
  { gapPx, valuePx, wordsPx, palette }: BarMarksOptions,
): void => {
  const surface = surfaceOf(chart)
  const meta = chart.getDatasetMeta(datasetIndex)
  const bar = meta.data[mark.index]
  const scale = meta.vScale
  if (bar === undefined || scale === undefined) return
  const base = scale.getPixelForValue(0)
  const pixel = (value: number): number => scale.getPixelForValue(plottable(value) ?? 0)
  const { height } = bar.getProps(['height'], true) as { readonly height?: number }
  const halfPx = Number.isFinite(height) ? (height ?? 0) / 2 : valuePx / 2
  const valueFont = mark.isFigure ? font(valuePx, 600) : font(wordsPx)
  const valueWidth = tabularWidth(surface, mark.text, valueFont)
  const detailWidth =
    mark.detail === '' ? 0 : gapPx + tabularWidth(surface, mark.detail, font(wordsPx))
  let end = Number.isFinite(bar.x) ? bar.x : base
  if (mark.ceiling !== null) {
    surface.strokeStyle = palette.model
    drawCeiling(surface, pixel(mark.ceiling), bar.y, halfPx * 1.15, valuePx / CEILING_OF_VALUE)
    // Figures stand to the right of what they could be crossed by.
    const neededPx = valueWidth + detailWidth + 2 * gapPx
    if (pixel(mark.ceiling) - end < neededPx) end = Math.max(end, pixel(mark.ceiling))
  }
  if (mark.interval !== null) {
    const [low, high] = [pixel(mark.interval.low), pixel(mark.interval.high)]
    surface.fillStyle = palette.interval
    drawInterval(surface, low, high, bar.y, halfPx * 0.32)
    end = Math.max(end, high)
  }
  surface.font = valueFont
  surface.fillStyle = mark.isFigure ? palette.ink : palette.soft
  surface.fillText(mark.text, end + gapPx, bar.y)
  if (mark.detail !== '') {
    surface.font = font(wordsPx)
    surface.fillStyle = palette.soft
    surface.fillText(mark.detail, end + 2 * gapPx + valueWidth, bar.y)
  }
}
