import { wrap, type Surface } from '../surface'
import { font } from '../theme'
import type { Note } from '../../report/note'
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

/** The lines of each note. */
const linesOf = ({ surface, options }: BoxContext<NotesOptions>, width: number): string[][] =>
  options.notes.map(({ tone, text }) =>
    wrap(surface, text, font(options.sizePx), tone === 'information' ? width : width - INDENT, 4),
  )

const drawWarningSign = (surface: Surface, left: number, middle: number, colour: string): void => {
  surface.fillStyle = colour
  surface.beginPath()
  surface.moveTo(left + 5, middle - 5.5)
  surface.lineTo(left + 10, middle + 4)
  surface.lineTo(left, middle + 4)
  surface.closePath()
  surface.fill()
}
