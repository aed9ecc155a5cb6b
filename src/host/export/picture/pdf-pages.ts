import type { PDFDocument, SKRSContext2D } from '@napi-rs/canvas'
import { textWidth, type Surface } from '../../../charts/surface'
import { font, type Palette } from '../../../charts/theme'
import { wrap } from '../../../charts/wrap'
import { drawCleanTexts } from '../text/clean-text'

/** Points. */
interface PageSize {
  readonly width: number
  readonly height: number
}

/** A4 landscape in points. */
export const PAGE: PageSize = { width: 842, height: 595 }
/** A4 portrait in points. */
export const PORTRAIT: PageSize = { width: PAGE.height, height: PAGE.width }
export const MARGIN = 42

/** How a piece of text is set. */
export interface TextStyle {
  readonly font: string
  readonly colour: string
  readonly leading: number
}

/** How pages are laid out. */
interface PagesOptions {
  readonly size?: PageSize
  /** Writes what stands in the bottom margin of a page, counted from 1. */
  readonly foot?: (surface: Surface, pageNumber: number) => void
}

const CELL_GAP = 12
/** Of one text; as many as fit onto a page in any style but that of a title. */
const MOST_LINES = 24

/** Pages of a PDF that text flows onto: what does not fit any more goes to a new page. */
export class TextPages {
  /** Between the margins, in points. */
  readonly width: number
  readonly #document: PDFDocument
  readonly #palette: Palette
  readonly #size: PageSize
  readonly #foot: PagesOptions['foot']
  #page: SKRSContext2D
  #pageNumber = 1
  /** Where the next line begins, from the top of the page. */
  #y = MARGIN

  /** Begins the first page; `end` must be called after the last text. */
  constructor(document: PDFDocument, palette: Palette, { size = PAGE, foot }: PagesOptions = {}) {
    this.#document = document
    this.#palette = palette
    this.#size = size
    this.#foot = foot
    this.width = size.width - 2 * MARGIN
    this.#page = beginPage(document, palette, size)
  }

  /** Of the page that is being written, from 1. */
  get pageNumber(): number {
    return this.#pageNumber
  }

  /** Of the page that is being written, to measure text on. */
  get surface(): Surface {
    return this.#page as Surface
  }

  /** Ends the page that is being written. */
  end(): void {
    this.#foot?.(this.surface, this.#pageNumber)
    this.#document.endPage()
  }

  /** Goes to a new page. */
  newPage(): void {
    this.end()
    this.#page = beginPage(this.#document, this.#palette, this.#size)
    this.#pageNumber += 1
    this.#y = MARGIN
  }

  /** Leaves room, in points; none at the top of a page. */
  skip(height: number): void {
    if (this.#y > MARGIN) this.#y += height
  }

  /** Goes to a new page unless that much of this one is left, in points. */
  keepTogether(height: number): void {
    if (this.#y + height > this.#size.height - MARGIN && this.#y > MARGIN) this.newPage()
  }

  /**
   * Takes a block of that height, in points, on this page or the next, and lets it be drawn.
   *
   * @param draw is given the page, and the block's top
   */
  block(height: number, draw: (page: SKRSContext2D, top: number) => void): void {
    this.keepTogether(height)
    draw(this.#page, this.#y)
    this.#y += height
  }

  /** Writes a text across the page; one that would fill pages ends in an ellipsis. */
  paragraph(text: string, style: TextStyle): void {
    for (const line of wrap(this.surface, text, style.font, this.width, MOST_LINES)) {
      this.keepTogether(style.leading)
      this.#write(line, MARGIN, style)
      this.#y += style.leading
    }
  }

  /** Writes names with their values beside them. */
  facts(list: readonly (readonly [string, string])[], style: TextStyle): void {
    const nameWidth = 150
    for (const [name, value] of list) {
      const lines = wrap(this.surface, value, style.font, this.width - nameWidth, MOST_LINES)
      this.keepTogether(style.leading * lines.length)
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
          textWidth(this.surface, cell, style.font),
        ),
      ),
    )
    const total = widths.reduce((sum, width) => sum + width + CELL_GAP, 0)
    const stretch = Math.max(0, this.width - total) / head.length
    const columns = widths.map((width) => width + CELL_GAP + stretch)
    const shrunk = Math.min(1, this.width / total)
    const row = (cells: readonly string[], cellStyle: TextStyle): void => {
      this.keepTogether(style.leading + 6)
      let left = MARGIN
      cells.forEach((cell, column) => {
        const width = (columns[column] ?? 0) * shrunk
        const line = wrap(this.surface, cell, style.font, width, 1)[0] ?? ''
        const indent = column < names ? 0 : width - textWidth(this.surface, line, style.font)
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

  #write(text: string, left: number, style: TextStyle): void {
    writeText(this.surface, text, left, this.#y, style)
  }

  #rule(): void {
    this.surface.fillStyle = this.#palette.grid
    this.surface.fillRect(MARGIN, this.#y, this.width, 0.75)
  }
}

/** Writes one line of text below `top`. */
export const writeText = (
  surface: Surface,
  text: string,
  left: number,
  top: number,
  { font: fontOfText, colour, leading }: TextStyle,
): void => {
  surface.font = fontOfText
  surface.fillStyle = colour
  surface.textAlign = 'left'
  surface.textBaseline = 'alphabetic'
  surface.fillText(text, left, top + leading * 0.75)
}

/** Begins a page and paints its background. */
export const beginPage = (
  document: PDFDocument,
  palette: Palette,
  { width, height }: PageSize = PAGE,
): SKRSContext2D => {
  // The types leave out what a page can do beyond the standard, such as taking over a canvas.
  const page = document.beginPage(width, height) as SKRSContext2D
  drawCleanTexts(page)
  page.lang = 'en'
  // Keeps each letter's own glyph: alternates, such as the arrow for "->", cannot be searched or
  // copied.
  page.textRendering = 'optimizeSpeed'
  page.fillStyle = palette.background
  page.fillRect(0, 0, width, height)
  return page
}

/** A style in the bundled typeface. */
export const textStyle = (sizePt: number, colour: string, weight: 400 | 600 = 400): TextStyle => ({
  font: font(sizePt, weight),
  colour,
  leading: sizePt * 1.45,
})
