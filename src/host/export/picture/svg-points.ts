import type { Chart } from 'chart.js'
import type { Told } from '../../../charts/frame'
import { escapeMarkup } from '../text/clean-text'

/** Half the side of the box around a point of a line, in pixels. */
const POINT_PX = 6
/** Points of a line that are closer would not be told apart, in pixels. */
const APART_PX = 8
/** The least length of the box of a bar, in pixels. */
const LEAST_BAR_PX = 12

/** The place of what is drawn of a point, in pixels of the picture. */
interface Box {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/**
 * A box for each point of a chart, unseen, with the figure of the point as its title: a browser
 * shows it to a pointer, and a page's script to the keyboard as well.
 *
 * @param chart drawn already
 */
export const svgPoints = (chart: Chart, told: Told): string =>
  told.figures
    .map((figures, dataset) => {
      const boxes: string[] = []
      let last: Box | null = null
      for (const [index, text] of figures.entries()) {
        const box = text === null ? null : boxOf(chart, dataset, index)
        if (text === null || box === null) continue
        const isClose = last !== null && Math.hypot(box.x - last.x, box.y - last.y) < APART_PX
        if (isClose && index !== figures.length - 1) continue
        boxes.push(pointOf(box, text))
        last = box
      }
      const series = told.series[dataset] ?? null
      const whose = series === null ? '' : ` data-series="${escapeMarkup(series)}"`
      return boxes.length === 0 ? '' : `<g${whose}>${boxes.join('')}</g>`
    })
    .join('')

const pointOf = ({ x, y, width, height }: Box, text: string): string =>
  `<rect class="point" x="${short(x)}" y="${short(y)}" width="${short(width)}" height="${short(height)}" fill="none" pointer-events="all"><title>${escapeMarkup(text)}</title></rect>`

const boxOf = (chart: Chart, dataset: number, index: number): Box | null => {
  const { data, vScale } = chart.getDatasetMeta(dataset)
  const place = data[index]
  if (place === undefined) return null
  const { height } = place.getProps(['height'], true) as { readonly height?: number }
  if (height === undefined) {
    if (!Number.isFinite(place.x) || !Number.isFinite(place.y)) return null
    const side = 2 * POINT_PX
    return { x: place.x - POINT_PX, y: place.y - POINT_PX, width: side, height: side }
  }
  const base = vScale?.getPixelForValue(0)
  if (base === undefined || !Number.isFinite(place.y)) return null
  const end = Number.isFinite(place.x) ? place.x : base
  const thick = Number.isFinite(height) && height > 0 ? height : 2 * POINT_PX
  return {
    x: Math.min(base, end),
    y: place.y - thick / 2,
    width: Math.max(Math.abs(end - base), LEAST_BAR_PX),
    height: thick,
  }
}

/** Hundredths of a pixel are exact enough. */
const short = (value: number): string => String(Number(value.toFixed(2)))
