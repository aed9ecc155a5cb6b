import { wrap } from '../surface'
import { font } from '../theme'
import { boxPlugin, type BoxContext } from './box'

/** A pill in the corner of the chart. */
interface BadgeOptions {
  readonly text: string
  readonly sizePx: number
  readonly colour: string
  readonly isOutlined: boolean
}

export interface HeadingOptions {
  readonly badge: BadgeOptions | null
  readonly title: string
  readonly subtitle: string
  readonly titlePx: number
  readonly subtitlePx: number
  readonly ink: string
  readonly soft: string
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

const PADDING = 8
const GAP = 16

/** How much of the first line's width the badge takes. */
const badgeWidth = ({ surface, options: { badge } }: BoxContext<HeadingOptions>): number => {
  if (badge === null) return 0
  surface.font = font(badge.sizePx, 600)
  return surface.measureText(badge.text).width + 2 * PADDING
}

const drawBadge = (context: BoxContext<HeadingOptions>, top: number, right: number): void => {
  const { surface, options } = context
  const { badge, titlePx } = options
  if (badge === null) return
  const width = badgeWidth(context)
  const height = badge.sizePx + 8
  const middle = top + titlePx * 0.55
  surface.strokeStyle = badge.colour
  surface.fillStyle = badge.colour
  surface.lineWidth = 1
  if (badge.isOutlined) {
    surface.beginPath()
    surface.roundRect(right - width, middle - height / 2, width, height, height / 2)
    surface.stroke()
  }
  surface.textBaseline = 'middle'
  surface.fillText(badge.text, right - width + PADDING, middle + 0.5)
}

/** Title and subtitle, wrapped to the width of the chart; the badge stands beside the title. */
export const heading = boxPlugin<'heading', HeadingOptions>({
  id: 'heading',
  position: 'top',
  measure: (context, width) =>
    linesOf(context, width).reduce(
      (sum, { leading }) => sum + leading,
      context.options.titlePx * 1.5,
    ),
  draw(context, { left, top, width }) {
    const { surface } = context
    surface.textAlign = 'left'
    surface.textBaseline = 'alphabetic'
    drawBadge(context, top, left + width - (context.options.keptFreePx ?? 0))
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

const linesOf = (context: BoxContext<HeadingOptions>, width: number): Line[] => {
  const { surface, options } = context
  const badge = badgeWidth(context)
  const free = width - (options.keptFreePx ?? 0)
  const titleWidth = badge === 0 ? free : free - badge - GAP
  const { title, subtitle, titlePx, subtitlePx, ink, soft } = options
  const titleFont = font(titlePx, 600)
  const subtitleFont = font(subtitlePx)
  const titleLines = wrap(surface, title, titleFont, titleWidth, 3).map((text, index) => ({
    text,
    font: titleFont,
    colour: ink,
    leading: index === 0 ? titlePx * 0.9 : titlePx * 1.25,
  }))
  if (subtitle === '') return titleLines
  const subtitleLines = wrap(surface, subtitle, subtitleFont, width, 5).map((text, index) => ({
    text,
    font: subtitleFont,
    colour: soft,
    leading: index === 0 ? subtitlePx * 1.84 : subtitlePx * 1.44,
  }))
  return [...titleLines, ...subtitleLines]
}
