import { textWidth } from '../surface'
import { font } from '../theme'
import { wrap } from '../wrap'
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

/** The rest of a chart's height is for what it shows. */
const MOST_OF_HEIGHT = 0.4
/** Of the width; with less, neither the badge nor what lies over the chart has a place beside it. */
const LEAST_TITLE_PX = 120

/** How the first line's width is shared: the title's part, and that of the badge if it has one. */
const sharedWidth = (
  { surface, options: { badge, keptFreePx = 0 } }: BoxContext<HeadingOptions>,
  width: number,
): { readonly title: number; readonly badge: number; readonly free: number } => {
  const free = width - keptFreePx < LEAST_TITLE_PX ? width : width - keptFreePx
  if (badge === null) return { title: free, badge: 0, free }
  const taken = textWidth(surface, badge.text, font(badge.sizePx, 600)) + 2 * PADDING
  const title = free - taken - GAP
  return title < LEAST_TITLE_PX ? { title: free, badge: 0, free } : { title, badge: taken, free }
}

const drawBadge = (
  { surface, options: { badge, titlePx } }: BoxContext<HeadingOptions>,
  width: number,
  top: number,
  right: number,
): void => {
  if (badge === null || width === 0) return
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
  surface.font = font(badge.sizePx, 600)
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
    const { badge, free } = sharedWidth(context, width)
    drawBadge(context, badge, top, left + free)
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
  const { chart, surface, options } = context
  const titleWidth = sharedWidth(context, width).title
  const { title, subtitle, titlePx, subtitlePx, ink, soft } = options
  const titleFont = font(titlePx, 600)
  const subtitleFont = font(subtitlePx)
  const roomPx = chart.height * MOST_OF_HEIGHT
  const mostTitle = Math.max(1, Math.min(3, Math.floor(roomPx / (titlePx * 1.25))))
  const titleLines = wrap(surface, title, titleFont, titleWidth, mostTitle).map((text, index) => ({
    text,
    font: titleFont,
    colour: ink,
    leading: index === 0 ? titlePx * 0.9 : titlePx * 1.25,
  }))
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
