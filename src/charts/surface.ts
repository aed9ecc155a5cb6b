/**
 * The part of a 2D drawing context that the charts' own plugins draw with: the type of a window's
 * context needs DOM types, which charts do not have because they are drawn without a window too.
 */
export interface Surface {
  font: string
  fillStyle: string
  strokeStyle: string
  lineWidth: number
  textAlign: 'left' | 'right' | 'center'
  textBaseline: 'alphabetic' | 'middle' | 'top'
  /** Not in every browser; figures are set in columns where it is. */
  fontVariantNumeric?: string
  /** How letters are put together: `optimizeSpeed` keeps each its own glyph. */
  textRendering?: string
  lang?: string
  save(): void
  restore(): void
  beginPath(): void
  closePath(): void
  moveTo(x: number, y: number): void
  lineTo(x: number, y: number): void
  fill(): void
  stroke(): void
  setLineDash(lengths: number[]): void
  roundRect(x: number, y: number, width: number, height: number, radius: number): void
  fillRect(x: number, y: number, width: number, height: number): void
  fillText(text: string, x: number, y: number): void
  measureText(text: string): { readonly width: number }
}

/** The surface that a chart draws on. */
export const surfaceOf = (chart: { readonly ctx: unknown }): Surface => chart.ctx as Surface

/** Width of a text in pixels when set in `font`. */
export const textWidth = (surface: Surface, text: string, font: string): number => {
  surface.save()
  surface.font = font
  surface.fontVariantNumeric = 'normal'
  const { width } = surface.measureText(text)
  surface.restore()
  return width
}

/**
 * Breaks a text into lines no wider than `maxWidth` pixels, at spaces where it can, inside a word
 * only where a word alone is too wide. A line break in the text stays one. What does not fit into
 * `maxLines` lines ends in an ellipsis.
 */
export const wrap = (
  surface: Surface,
  text: string,
  font: string,
  maxWidth: number,
  maxLines = Number.POSITIVE_INFINITY,
): string[] => {
  const fits = (line: string): boolean => textWidth(surface, line, font) <= maxWidth
  const lines = text.split('\n').flatMap((paragraph) => wrapParagraph(paragraph, fits))
  if (lines.length <= maxLines) return lines
  const last = longestStart(lines.slice(maxLines - 1).join(' '), (start) => fits(`${start}…`))
  return [...lines.slice(0, maxLines - 1), `${last.trimEnd()}…`]
}

/** Parts of a list stay whole where they can. */
const SEPARATOR = ' · '

/** A space that may become a line break: not the one between a figure and its unit or a sign. */
const breakingSpace = /(?<![\d÷×=]) |(?<=\d) (?!(?:ms|µs|s|M|G|T|%)(?:\W|$))/

const wrapParagraph = (paragraph: string, fits: (line: string) => boolean): string[] => {
  const lines: string[] = []
  let line = ''
  const put = (piece: string, glue: string, breakUp: (piece: string) => void): void => {
    const longer = line === '' ? piece : line + glue + piece
    if (fits(longer)) {
      line = longer
      return
    }
    if (fits(piece)) {
      lines.push(line)
      line = piece
      return
    }
    breakUp(piece)
  }
  const putLetters = (word: string): void => {
    if (line !== '') lines.push(line)
    line = word
    while (!fits(line)) {
      const start = longestStart(line, fits)
      lines.push(start)
      line = line.slice(start.length)
    }
  }
  for (const part of paragraph.split(SEPARATOR)) {
    let glue = SEPARATOR
    put(part, glue, (whole) => {
      for (const word of whole.split(breakingSpace)) {
        put(word, glue, putLetters)
        glue = ' '
      }
    })
  }
  return [...lines, line]
}

/** Never breaks a letter from its accent. */
const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' })

/** The longest start of a text that fits, at least one character so that wrapping ends. */
export const longestStart = (text: string, fits: (start: string) => boolean): string => {
  const characters = Array.from(graphemes.segment(text), ({ segment }) => segment)
  let low = 1
  let high = characters.length
  while (low < high) {
    const middle = Math.ceil((low + high) / 2)
    if (fits(characters.slice(0, middle).join(''))) low = middle
    else high = middle - 1
  }
  return characters.slice(0, low).join('')
}
