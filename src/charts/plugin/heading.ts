import { wrap } from '../surface'
import { font } from '../theme'
import { boxPlugin, type BoxContext } from './box'

export interface HeadingOptions {
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

/** Title and subtitle, wrapped to the width of the chart. */
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
    let baseline = top
    for (const line of linesOf(context, width)) {
      baseline += line.leading
      surface.font = line.font
      surface.fillStyle = line.colour
      surface.fillText(line.text, left, baseline)
    }
  },
})

const linesOf = ({ surface, options }: BoxContext<HeadingOptions>, width: number): Line[] => {
  const { title, subtitle, titlePx, subtitlePx, ink, soft } = options
  const titleFont = font(titlePx, 600)
  const subtitleFont = font(subtitlePx)
  const titleWidth = width - (options.keptFreePx ?? 0)
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
