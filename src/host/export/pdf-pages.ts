import type { PDFDocument, SKRSContext2D } from '@napi-rs/canvas'
import { textWidth, wrap, type Surface } from '../../charts/surface'
import { font, type Palette } from '../../charts/theme'

/** A4 landscape in points. */
export const PAGE = { width: 842, height: 595 } as const
export const MARGIN = 42

/** How a piece of text is set. */
export interface TextStyle {
  readonly font: string
  readonly colour: string
  readonly leading: number
}

const WIDTH = PAGE.width - 2 * MARGIN
const CELL_GAP = 12

/** Pages of a PDF that text flows onto: what does not fit any more goes to a new page. */
export class TextPages {
  readonly #document: PDFDocument
  readonly #palette: Palette
  #surface: Surface
  /** Where the next line begins, from the top of the page. */
  #y = MARGIN

  /** Begins the first page; `end` must be called after the last text. */
  constructor(document: PDFDocument, palette: Palette) {
    this.#document = document
    this.#palette = palette
    this.#surface = beginPage(document, palette) as Surface
  }

  /** Ends the page that is being written. */
  end(): void {
    this.#document.endPage()
  }

  /** Leaves room, in points. */
  skip(height: number): void {
    this.#y += height
  }

  /** Writes a text across the page. */
  paragraph(text: string, style: TextStyle): void {
    for (const line of wrap(this.#surface, text, style.font, WIDTH)) {
      this.#reserve(style.leading)
      this.#write(line, MARGIN, style)
      this.#y += style.leading
    }
  }

  /** Writes names with their values beside them. */
  facts(list: readonly (readonly [string, string])[], style: TextStyle): void {
    const nameWidth = 150
    for (const [name, value] of list) {
      const lines = wrap(this.#surface, value, style.font, WIDTH - nameWidth)
      this.#reserve(style.leading * lines.length)
      this.#write(name, MARGIN, { ...style, colour: this.#palette.soft })
      for (const line of lines) {
        this.#write(line, MARGIN + nameWidth, style)
        this.#y += style.leading
      }
    }
  }

  /** Writes a table whose first `names` columns are words and whose others are figures. */
  table(
    head: readonly string[],
    rows: readonly (readonly string[])[],
    names: number,
    style: TextStyle,
  ): void {
    const widths = head.map((text, column) =>
      Math.max(
        ...[text, ...rows.map((row) => row[column] ?? '')].map((cell) =>
          textWidth(this.#surface, cell, style.font),
        ),
      ),
    )
    const total = widths.reduce((sum, width) => sum + width + CELL_GAP, 0)
    const stretch = Math.max(0, WIDTH - total) / head.length
    const columns = widths.map((width) => width + CELL_GAP + stretch)
    const shrunk = Math.min(1, WIDTH / total)
    const row = (cells: readonly string[], cellStyle: TextStyle): void => {
      this.#reserve(style.leading + 6)
      let left = MARGIN
      cells.forEach((cell, column) => {
        const width = (columns[column] ?? 0) * shrunk
        const line = wrap(this.#surface, cell, style.font, width, 1)[0] ?? ''
        const indent = column < names ? 0 : width - textWidth(this.#surface, line, style.font)
        this.#write(line, left + indent, cellStyle)
        left += width
      })
      this.#y += style.leading + 3
      this.#rule()
      this.#y += 3
    }
    row(head, { ...style, colour: this.#palette.soft })
    for (const cells of rows) row(cells, style)
  }

  #reserve(height: number): void {
    if (this.#y + height <= PAGE.height - MARGIN) return
    this.#document.endPage()
    this.#surface = beginPage(this.#document, this.#palette) as Surface
    this.#y = MARGIN
  }

  #write(text: string, left: number, { font: fontOfText, colour, leading }: TextStyle): void {
    this.#surface.font = fontOfText
    this.#surface.fillStyle = colour
    this.#surface.textAlign = 'left'
    this.#surface.textBaseline = 'alphabetic'
    this.#surface.fillText(text, left, this.#y + leading * 0.75)
  }

  #rule(): void {
    this.#surface.fillStyle = this.#palette.grid
    this.#surface.fillRect(MARGIN, this.#y, WIDTH, 0.75)
  }
}

/** Begins a page and paints its background. */
export const beginPage = (document: PDFDocument, palette: Palette): SKRSContext2D => {
  // The types leave out what a page can do beyond the standard, such as taking over a canvas.
  const page = document.beginPage(PAGE.width, PAGE.height) as SKRSContext2D
  page.lang = 'en'
  page.fillStyle = palette.background
  page.fillRect(0, 0, PAGE.width, PAGE.height)
  return page
}

/** A style in the bundled typeface. */
export const textStyle = (sizePt: number, colour: string, weight: 400 | 600 = 400): TextStyle => ({
  font: font(sizePt, weight),
  colour,
  leading: sizePt * 1.45,
})
