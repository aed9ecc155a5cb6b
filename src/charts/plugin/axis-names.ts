import { textWidth } from '../surface'
import { font } from '../theme'
import { wrap } from '../wrap'
import { boxPlugin, type BoxContext } from './box'

/** The name of an axis, above where it begins. */
export interface AxisName {
  readonly scaleId: string
  /** What it shows, with its unit. */
  readonly text: string
  /** Whether it has the whole width of the chart, or only that of its axis. */
  readonly isWhole: boolean
}

export interface AxisNamesOptions {
  readonly names: readonly AxisName[]
  readonly sizePx: number
  readonly colour: string
}

const LEADING = 1.25
/** The uppermost tick stands half above the plot. */
const GAP_BELOW = 1
const MOST_LINES = 3
/** Of the width, what axes side by side have beside the names of their rows, before it is known. */
const SHARE_OF_AXES = 0.55

/** The names of axes in a line of their own above the plot: nobody has to tilt their head. */
export const axisNames = boxPlugin<'axisNames', AxisNamesOptions>({
  id: 'axisNames',
  position: 'top',
  weight: 1_000,
  measure: (context, width) => axisNamesPx(context, width),
  draw(context, item) {
    const { chart, surface, options } = context
    const { names, sizePx, colour } = options
    surface.font = font(sizePx)
    surface.fillStyle = colour
    surface.textAlign = 'left'
    surface.textBaseline = 'alphabetic'
    const bottom = item.bottom - GAP_BELOW * sizePx
    for (const name of names) {
      const scale = chart.scales[name.scaleId]
      if (scale === undefined) continue
      const width = name.isWhole ? item.width : scale.width - sizePx * 0.5
      const lines = linesOf(context, name, width)
      const left = name.isWhole ? item.left : scale.left
      lines.forEach((line, index) => {
        surface.fillText(line, left, bottom - (lines.length - 1 - index) * LEADING * sizePx)
      })
    }
  },
})

/** How high they are above a plot of that width, in pixels. */
export const axisNamesPx = (context: BoxContext<AxisNamesOptions>, width: number): number => {
  const { names, sizePx } = context.options
  if (names.length === 0) return 0
  const share = (width * SHARE_OF_AXES) / names.length
  const most = Math.max(
    ...names.map((name) => linesOf(context, name, name.isWhole ? width : share).length),
  )
  return (most * LEADING + GAP_BELOW + 0.2) * sizePx
}

const linesOf = (
  { surface, options: { sizePx } }: BoxContext<AxisNamesOptions>,
  { text }: AxisName,
  width: number,
): string[] => {
  if (textWidth(surface, text, font(sizePx)) <= width) return [text]
  return wrap(surface, text, font(sizePx), width, MOST_LINES)
}
