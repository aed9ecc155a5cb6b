import { font } from '../theme'
import type { Surface } from '../surface'
import { ELLIPSIS, SEPARATOR, wrap } from '../wrap'
import { boxPlugin, type BoxContext } from './box'

export interface FootOptions {
  /** The footnote and the source; empty ones take no room. */
  readonly lines: readonly string[]
  readonly sizePx: number
  readonly soft: string
}

/** Distance of baselines as a multiple of the type's size. */
const LEADING = 1.35
const GAP_ABOVE = 0.9
const MOST_LINES = 2
/** The rest of a chart's height is for what it shows. */
const MOST_OF_HEIGHT = 0.25

/** What stands under the plot: at most one footnote, and where the figures are from. */
export const foot = boxPlugin<'foot', FootOptions>({
  id: 'foot',
  position: 'bottom',
  measure: (context, width) => footPx(context, width),
  draw(context, { left, top, width }) {
    const { surface, options } = context
    surface.font = font(options.sizePx)
    surface.fillStyle = options.soft
    surface.textAlign = 'left'
    surface.textBaseline = 'middle'
    linesOf(context, width).forEach((line, index) => {
      const middle = top + (GAP_ABOVE + (index + 0.5) * LEADING) * options.sizePx
      surface.fillText(line, left, middle)
    })
  },
})

/** How high it is in a chart of that width, in pixels. */
export const footPx = (context: BoxContext<FootOptions>, width: number): number => {
  const { length } = linesOf(context, width)
  return length === 0 ? 0 : (GAP_ABOVE + length * LEADING) * context.options.sizePx
}

const linesOf = (
  { chart, surface, options: { lines, sizePx } }: BoxContext<FootOptions>,
  width: number,
): string[] => {
  const most = Math.floor((chart.height * MOST_OF_HEIGHT) / (LEADING * sizePx) - GAP_ABOVE)
  return lines
    .filter((line) => line !== '')
    .flatMap((line) => withWholeParts(surface, line, font(sizePx), width))
    .slice(0, Math.max(0, most))
}

/**
 * Without the last parts of a list that have no room: half a version says nothing. What is left has
 * the same lines as before, so that only few parts about their end are tried, however many follow.
 */
const withWholeParts = (
  surface: Surface,
  line: string,
  textFont: string,
  width: number,
): string[] => {
  const parts = line.split(SEPARATOR)
  const linesOfFirst = (count: number): string[] =>
    wrap(surface, parts.slice(0, count).join(SEPARATOR), textFont, width, MOST_LINES)
  const all = linesOfFirst(parts.length)
  if (isWhole(all)) return all
  // A line may end where parts were separated.
  const seen = all.join(SEPARATOR).split(SEPARATOR).length
  for (let kept = Math.min(seen, parts.length - 1); kept > 1; kept -= 1) {
    const lines = linesOfFirst(kept)
    if (isWhole(lines)) return lines
  }
  return all
}

const isWhole = (lines: readonly string[]): boolean => lines.at(-1)?.endsWith(ELLIPSIS) !== true
