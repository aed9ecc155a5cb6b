import type { Palette } from '../../../charts/theme'
import { textStyle, type TextStyle } from '../../export/picture/pdf-pages'
import { CODE_TYPEFACE } from '../../export/picture/typeface'

/** How the texts of a handout are set on paper. */
export interface HandoutStyles {
  readonly title: TextStyle
  /** The heading of a lesson. */
  readonly heading: TextStyle
  /** The heading of a part of a lesson. */
  readonly subheading: TextStyle
  readonly text: TextStyle
  readonly strong: TextStyle
  readonly emphasis: TextStyle
  readonly soft: TextStyle
  readonly inlineCode: TextStyle
  readonly code: TextStyle
  /** The numbers of lines. */
  readonly lineNumber: TextStyle
  /** The colour of lines between parts. */
  readonly rule: string
}

const TEXT_PT = 10
const CODE_PT = 8

/** The styles of a handout in a theme's colours. */
export function handoutStyles({ ink, soft, grid }: Palette): HandoutStyles {
  const text = textStyle(TEXT_PT, ink)
  const code = (sizePt: number, colour: string): TextStyle => ({
    font: `${sizePt}px "${CODE_TYPEFACE}"`,
    colour,
    leading: sizePt * 1.4,
  })
  return {
    title: textStyle(22, ink, 600),
    heading: textStyle(18, ink, 600),
    subheading: textStyle(11.5, ink, 600),
    text,
    strong: textStyle(TEXT_PT, ink, 600),
    // The bundled typeface has no italics; Skia slants it.
    emphasis: { ...text, font: `italic ${text.font}` },
    soft: textStyle(9, soft),
    inlineCode: { ...code(9, ink), leading: text.leading },
    code: code(CODE_PT, ink),
    lineNumber: code(CODE_PT, soft),
    rule: grid,
  }
}
