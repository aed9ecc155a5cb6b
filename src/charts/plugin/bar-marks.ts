import type { Chart, ChartType, Plugin, Scale } from 'chart.js'
import { plottable, within } from '../axis'
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
  /** How far off a ceiling may lie that was predicted from what was measured; else left out. */
  readonly ceilingRange?: Ends | null
}

export interface BarMarksOptions {
  /** Per dataset; each has one bar. */
  readonly marks: readonly BarMark[]
  /** Whether bars are compared from axis to axis, which then end at the same figure. */
  readonly hasOneScale: boolean
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

/** How much of a predicted range is seen over what it is laid on, in hexadecimal. */
const BAND_ALPHA = '40'

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

/**
 * Writes the value of each horizontal bar at its end, and draws its interval and ceiling. Axes go
 * on until all of it has room: how wide they are is known once the chart is laid out.
 */
export const barMarks: Plugin<ChartType, BarMarksOptions> & { readonly id: 'barMarks' } = {
  id: 'barMarks',
  afterLayout(chart, _args, options) {
    const ends = new Map<Scale, number>()
    options.marks.forEach((mark, datasetIndex) => {
      const scale = chart.getDatasetMeta(datasetIndex).vScale
      const value = chart.data.datasets[datasetIndex]?.data[mark.index]
      if (scale === undefined) return
      const end = typeof value === 'number' ? value : 0
      ends.set(scale, Math.max(ends.get(scale) ?? 0, axisEnd(scale, end, mark, options)))
    })
    const last = Math.max(0, ...ends.values())
    for (const [scale, end] of ends) {
      scale.max = within(Math.max(scale.max, options.hasOneScale ? last : end))
      scale.configure()
    }
  },
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

/** Of an axis, what bars have left beside figures that are too long for it. */
const LEAST_BARS = 0.08

/** Where an axis has to end so that a bar, its marks and its figure have room on it. */
const axisEnd = (scale: Scale, value: number, mark: BarMark, options: BarMarksOptions): number => {
  const { value: valuePx, detail: detailPx } = widthsOf(surfaceOf(scale), mark, options)
  const textPx = valuePx + detailPx + 2 * options.gapPx
  const barsPx = Math.max(scale.width - textPx, scale.width * LEAST_BARS)
  const furthest = Math.max(
    value,
    mark.interval?.high ?? 0,
    mark.ceilingRange?.high ?? mark.ceiling ?? 0,
  )
  return barsPx > 0 ? (furthest * scale.width) / barsPx : 0
}

/** How wide a figure is, and what stands after it with the gap before that. */
const widthsOf = (
  surface: Surface,
  { text, isFigure, detail }: BarMark,
  { gapPx, valuePx, wordsPx }: BarMarksOptions,
): { readonly value: number; readonly detail: number } => ({
  value: tabularWidth(surface, text, isFigure ? font(valuePx, 600) : font(wordsPx)),
  detail: detail === '' ? 0 : gapPx + tabularWidth(surface, detail, font(wordsPx)),
})

const drawMark = (
  chart: Chart,
  datasetIndex: number,
  mark: BarMark,
  options: BarMarksOptions,
): void => {
  const { gapPx, valuePx, wordsPx, palette } = options
  const surface = surfaceOf(chart)
  const meta = chart.getDatasetMeta(datasetIndex)
  const bar = meta.data[mark.index]
  const scale = meta.vScale
  if (bar === undefined || scale === undefined) return
  const base = scale.getPixelForValue(0)
  const pixel = (value: number): number => scale.getPixelForValue(plottable(value) ?? 0)
  const { height } = bar.getProps(['height'], true) as { readonly height?: number }
  const halfPx = Number.isFinite(height) ? (height ?? 0) / 2 : valuePx / 2
  const widths = widthsOf(surface, mark, options)
  const reach = mark.interval === null ? null : pixel(mark.interval.high)
  let end = Math.max(Number.isFinite(bar.x) ? bar.x : base, reach ?? 0)
  if (mark.ceiling !== null) {
    if (mark.ceilingRange != null) {
      const [low, high] = [pixel(mark.ceilingRange.low), pixel(mark.ceilingRange.high)]
      surface.fillStyle = palette.model + BAND_ALPHA
      surface.fillRect(low, bar.y - halfPx * 1.15, high - low, halfPx * 2.3)
      end = Math.max(end, high)
    }
    surface.strokeStyle = palette.model
    drawCeiling(surface, pixel(mark.ceiling), bar.y, halfPx * 1.15, valuePx / CEILING_OF_VALUE)
    // Figures stand to the right of what they could be crossed by.
    const neededPx = widths.value + widths.detail + 2 * gapPx
    if (pixel(mark.ceiling) - end < neededPx) end = Math.max(end, pixel(mark.ceiling))
  }
  if (mark.interval !== null && reach !== null) {
    surface.fillStyle = palette.interval
    drawInterval(surface, pixel(mark.interval.low), reach, bar.y, halfPx * 0.32)
  }
  surface.font = mark.isFigure ? font(valuePx, 600) : font(wordsPx)
  surface.fillStyle = mark.isFigure ? palette.ink : palette.soft
  surface.fillText(mark.text, end + gapPx, bar.y)
  if (mark.detail !== '') {
    surface.font = font(wordsPx)
    surface.fillStyle = palette.soft
    surface.fillText(mark.detail, end + 2 * gapPx + widths.value, bar.y)
  }
}
