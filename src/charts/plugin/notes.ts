import type { Surface } from '../surface'
import { font } from '../theme'
import { wrap } from '../wrap'
import type { Note } from '../../report/note/note'
import { boxPlugin, type BoxContext } from './box'

export interface NotesOptions {
  readonly notes: readonly Note[]
  readonly sizePx: number
  readonly soft: string
  readonly ink: string
  readonly caution: string
  readonly fault: string
}

/** Distance of baselines as a multiple of the type's size. */
const LEADING = 1.42
const GAP_ABOVE = 10
const INDENT = 16
const MOST_LINES = 4
/** The rest of a chart's height is for what it shows. */
const MOST_OF_HEIGHT = 0.4

/** What a reader must know about the figures above: contenders that failed, what a model is. */
export const notes = boxPlugin<'notes', NotesOptions>({
  id: 'notes',
  position: 'bottom',
  measure(context, width) {
    const lines = linesOf(context, width).flat()
    return lines.length === 0 ? 0 : GAP_ABOVE + lines.length * LEADING * context.options.sizePx
  },
  draw(context, { left, top, width }) {
    const { surface, options } = context
    const leading = LEADING * options.sizePx
    let middle = top + GAP_ABOVE + leading / 2
    linesOf(context, width).forEach((lines, index) => {
      const tone = options.notes[index]?.tone ?? 'information'
      if (tone !== 'information') drawWarningSign(surface, left, middle, options[tone])
      surface.font = font(options.sizePx)
      surface.textAlign = 'left'
      surface.textBaseline = 'middle'
      surface.fillStyle = tone === 'information' ? options.soft : options.ink
      for (const line of lines) {
        surface.fillText(line, tone === 'information' ? left : left + INDENT, middle)
        middle += leading
      }
    })
  },
})

/** The lines of each note; where there is no room for all, how many are left out. */
const linesOf = (
  { chart, surface, options }: BoxContext<NotesOptions>,
  width: number,
): readonly string[][] => {
  const { notes: all, sizePx } = options
  const roomPx = chart.height * MOST_OF_HEIGHT - GAP_ABOVE
  const most = Math.max(1, Math.floor(roomPx / (LEADING * sizePx)))
  const shown: string[][] = []
  let count = 0
  for (const { tone, text } of all) {
    const widthPx = tone === 'information' ? width : width - INDENT
    const lines = wrap(surface, text, font(sizePx), widthPx, Math.min(MOST_LINES, most))
    count += lines.length
    // One line is kept for how many more there are.
    if (count > most - (shown.length + 1 < all.length ? 1 : 0)) {
      const left = `… and ${all.length - shown.length} more in the report`
      return [...shown, wrap(surface, left, font(sizePx), widthPx, 1)]
    }
    shown.push(lines)
  }
  return shown
}

const drawWarningSign = (surface: Surface, left: number, middle: number, colour: string): void => {
  surface.fillStyle = colour
  surface.beginPath()
  surface.moveTo(left + 5, middle - 5.5)
  surface.lineTo(left + 10, middle + 4)
  surface.lineTo(left, middle + 4)
  surface.closePath()
  surface.fill()
}
