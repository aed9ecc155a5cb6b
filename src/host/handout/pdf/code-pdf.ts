import { textWidth, type Surface } from '../../../charts/surface'
import { fitsWithin, longestStart } from '../../../charts/wrap'
import { MARGIN, writeText, type TextPages } from '../../export/picture/pdf-pages'
import { listingLines, UNBROKEN_LINES } from '../listing'
import type { HandoutStyles } from './pdf-styles'

const NUMBERS = 22
const PADDING = 6
/** What goes on in the next line begins so much further right than the line itself. */
const CONTINUATION = '    '

/** Writes a program or an output, every character of it: a line that is too long goes on below. */
export function writeCode(
  pages: TextPages,
  source: string,
  { code, lineNumber, rule }: HandoutStyles,
  { isNumbered }: { readonly isNumbered: boolean },
): void {
  const left = MARGIN + (isNumbered ? NUMBERS : 0) + PADDING
  const width = MARGIN + pages.width - left
  const lines = listingLines(source.replaceAll('\t', '    ')).map((line) =>
    foldLine(pages.surface, line, code.font, width),
  )
  const count = lines.reduce((sum, parts) => sum + parts.length, 0)
  pages.keepTogether(code.leading * (count <= UNBROKEN_LINES ? count : 3))
  for (const [index, parts] of lines.entries()) {
    for (const [part, text] of parts.entries()) {
      pages.block(code.leading, (page, top) => {
        const surface = page as Surface
        surface.fillStyle = rule
        surface.fillRect(left - PADDING, top, 1.5, code.leading)
        if (isNumbered && part === 0) {
          const number = String(index + 1)
          const numberLeft = left - 2 * PADDING - textWidth(surface, number, lineNumber.font)
          writeText(surface, number, numberLeft, top, lineNumber)
        }
        writeText(surface, text, left, top, code)
      })
    }
  }
}

/** A line of code in parts that fit, broken after a space where there is one. */
function foldLine(surface: Surface, line: string, font: string, width: number): string[] {
  const indented = `${/^ */.exec(line)?.[0] ?? ''}${CONTINUATION}`
  const indentedWidth = textWidth(surface, indented + CONTINUATION, font)
  // An indentation has to leave room for something that is indented.
  const lead = indentedWidth <= width ? indented : ''
  const parts: string[] = []
  let rest = line
  let fits = fitsWithin(surface, font, width)
  while (!fits(rest)) {
    const part = longestStart(rest, fits)
    const afterSpace = part.lastIndexOf(' ') + 1
    const cut = part.slice(0, afterSpace).trim() === '' ? part.length : afterSpace
    parts.push((parts.length === 0 ? '' : lead) + rest.slice(0, cut))
    rest = rest.slice(cut)
    fits = fitsWithin(surface, font, width - textWidth(surface, lead, font))
  }
  return [...parts, (parts.length === 0 ? '' : lead) + rest]
}
