import { contenderStyle } from '../../../charts/contender-style'
import { textWidth, type Surface } from '../../../charts/surface'
import { font, paletteOf } from '../../../charts/theme'
import { wrap } from '../../../charts/wrap'
import {
  MARGIN,
  PORTRAIT,
  writeText,
  type TextPages,
  type TextStyle,
} from '../../export/picture/pdf-pages'
import { LABEL_PX, type Drawing, type Tone } from '../lane-drawing'
import { listingLines, UNBROKEN_LINES } from '../listing'
import { handoutStyles } from './pdf-styles'

/** A handout is printed: its colours are those for paper. */
export const palette = paletteOf('light')
export const styles = handoutStyles(palette)

/** Of lines to write on by hand, in points. */
const WRITING_LEADING = 24
/** What stands at the end of a line has so much room, in points. */
const END_WIDTH = 110

const colours: Record<Tone, string> = {
  ...palette,
  'event-loop': contenderStyle('event-loop', 'light').colour,
}

/** A line of the contents. */
interface Entry {
  readonly name: string
  readonly detail: string
  /** On which it begins; undefined where that is not known yet. */
  readonly page: number | undefined
  readonly anchor: string
}

/** Writes a line of the contents, which leads to where its anchor is. */
export function writeEntry(pages: TextPages, { name, detail, page, anchor }: Entry): void {
  const { text, soft } = styles
  const height = text.leading + 4
  pages.block(height, (surface, top) => {
    const shown = short(surface as Surface, name, text)
    writeText(surface as Surface, shown, MARGIN, top, text)
    const detailLeft = MARGIN + textWidth(surface as Surface, `${shown}  `, text.font)
    writeText(surface as Surface, detail, detailLeft, top, soft)
    writeAtEnd(surface as Surface, String(page ?? ''), top)
    surface.annotateLinkToDestination(MARGIN, top, PORTRAIT.width - MARGIN, top + height, anchor)
  })
}

/** Leaves lines to write on by hand. */
export function writeRuledLines(pages: TextPages, count: number): void {
  for (let line = 0; line < count; line += 1) {
    pages.block(WRITING_LEADING, (page, top) => {
      page.fillStyle = styles.rule
      page.fillRect(MARGIN, top + WRITING_LEADING - 1, pages.width, 0.75)
    })
  }
}

/** Writes a heading that the contents lead to. */
export function writeHeading(pages: TextPages, text: string, anchor: string): void {
  pages.block(0, (page, top) => {
    page.annotateNamedDestination(MARGIN, top, anchor)
  })
  pages.paragraph(text, styles.heading)
}

/** A heading of a part, on one page with the beginning of what it is above. */
export function writeSubheading(pages: TextPages, text: string, listing = ''): void {
  const { subheading, code } = styles
  pages.skip(16)
  const lines = listing === '' ? 4 : listingLines(listing).length
  pages.keepTogether(subheading.leading + 8 + (lines > UNBROKEN_LINES ? 4 : lines) * code.leading)
  pages.paragraph(text, subheading)
  pages.skip(3)
}

/** Writes a drawing over the width of the page. */
export function writeDrawing(pages: TextPages, drawing: Drawing): void {
  const scale = pages.width / drawing.width
  pages.block(drawing.height * scale + 6, (surface, top) => {
    draw(surface as Surface, drawing, top, scale)
  })
}

/** Writes what stands at the foot of each page: the handout's title, and which page of how many. */
export function writeFoot(surface: Surface, title: string, pageOfCount: string): void {
  const top = PORTRAIT.height - MARGIN + 8
  writeText(surface, short(surface, title, styles.soft), MARGIN, top, styles.soft)
  writeAtEnd(surface, pageOfCount, top)
}

/** As much of a text as fits before what stands at the end of its line. */
function short(surface: Surface, text: string, style: TextStyle): string {
  return wrap(surface, text, style.font, PORTRAIT.width - 2 * MARGIN - END_WIDTH, 1)[0] ?? ''
}

function writeAtEnd(surface: Surface, text: string, top: number): void {
  const left = PORTRAIT.width - MARGIN - textWidth(surface, text, styles.soft.font)
  writeText(surface, text, left, top, styles.soft)
}

function draw(surface: Surface, drawing: Drawing, top: number, scale: number): void {
  for (const { x, y, width, height, tone } of drawing.boxes) {
    surface.fillStyle = colours[tone]
    surface.fillRect(MARGIN + x * scale, top + y * scale, width * scale, height * scale)
  }
  surface.font = font(LABEL_PX * scale)
  surface.textAlign = 'left'
  surface.textBaseline = 'alphabetic'
  for (const { x, y, text, tone } of drawing.labels) {
    surface.fillStyle = colours[tone]
    surface.fillText(text, MARGIN + x * scale, top + y * scale)
  }
}
