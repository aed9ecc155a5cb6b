import { font } from '../theme'
import { wrap, wrapBalanced } from '../wrap'
import { axisNamesPx, type AxisNamesOptions } from './axis-names'
import { boxPlugin, type BoxContext } from './box'
import { footPx, type FootOptions } from './foot'

export interface HeadingOptions {
  readonly title: string
  readonly subtitle: string
  readonly titlePx: number
  readonly subtitlePx: number
  readonly ink: string
  readonly soft: string
  /** What the plot is to have of the height at least, with its ticks, in pixels. */
  readonly plotPx: number
  /** What else stands above and below the plot. */
  readonly axisNames: AxisNamesOptions
  readonly foot: FootOptions
  /** Room at the right of the title that is kept free for what lies over the chart, in pixels. */
  readonly keptFreePx?: number
}

interface Line {
  readonly text: string
  readonly font: string
  readonly colour: string
  /** Distance of its baseline from that of the line above, in pixels. */
  readonly leading: number
}

/** The rest of a chart's height is for what it shows. */
const MOST_OF_HEIGHT = 0.4
/** Of the height, what a heading has however much the plot needs. */
const LEAST_OF_HEIGHT = 0.3
/** Of the width; with less, what lies over the chart has no place beside it. */
const LEAST_TITLE_PX = 120

/** How much of the width the title has beside what lies over the chart. */
const titleWidth = (keptFreePx: number, width: number): number =>
  width - keptFreePx < LEAST_TITLE_PX ? width : width - keptFreePx

/** Title and subtitle, wrapped to the width of the chart. */
export const heading = boxPlugin<'heading', HeadingOptions>({
  id: 'heading',
  position: 'top',
  measure: (context, width) =>
    linesOf(context, width).reduce((sum, { leading }) => sum + leading, gapBelow(context.options)),
  draw(context, { left, top, width }) {
    const { surface } = context
    surface.textAlign = 'left'
    surface.textBaseline = 'alphabetic'
    let baseline = top
    for (const line of linesOf(context, width)) {
      baseline += line.leading
      surface.font = line.font
      surface.fillStyle = line.colour
      surface.fillText(line.text, left, baseline)
    }
  },
})

const gapBelow = ({ subtitle, subtitlePx }: HeadingOptions): number =>
  subtitlePx * (subtitle === '' ? 0.9 : 1.2)

/** What the plot, the names of its axes and what stands under it leave of the height. */
const roomIn = ({ chart, surface, options }: BoxContext<HeadingOptions>, width: number): number => {
  const { axisNames: names, foot, plotPx } = options
  const namesPx = axisNamesPx({ chart, surface, options: names }, width)
  const footerPx = footPx({ chart, surface, options: foot }, width)
  const leftPx = chart.height - namesPx - footerPx - plotPx - gapBelow(options)
  const most = chart.height * MOST_OF_HEIGHT
  return Math.max(chart.height * LEAST_OF_HEIGHT, Math.min(most, leftPx))
}

const linesOf = (context: BoxContext<HeadingOptions>, width: number): Line[] => {
  const { surface, options } = context
  const { keptFreePx = 0, title, subtitle, titlePx, subtitlePx, ink, soft } = options
  const titleFont = font(titlePx, 600)
  const subtitleFont = font(subtitlePx)
  const roomPx = roomIn(context, width)
  const mostTitle = Math.max(1, Math.min(3, Math.floor(roomPx / (titlePx * 1.25))))
  const widthPx = titleWidth(keptFreePx, width)
  const titleLines = wrapBalanced(surface, title, titleFont, widthPx, mostTitle).map(
    (text, index) => ({
      text,
      font: titleFont,
      colour: ink,
      leading: index === 0 ? titlePx * 0.9 : titlePx * 1.25,
    }),
  )
  if (subtitle === '') return titleLines
  const leftPx = roomPx - titleLines.reduce((sum, { leading }) => sum + leading, 0)
  const most = Math.min(5, Math.floor(leftPx / (subtitlePx * 1.44)))
  const subtitleLines = wrap(surface, subtitle, subtitleFont, width, most).map((text, index) => ({
    text,
    font: subtitleFont,
    colour: soft,
    leading: index === 0 ? subtitlePx * 1.84 : subtitlePx * 1.44,
  }))
  return [...titleLines, ...subtitleLines]
}
