import type { Surface } from '../../charts/surface'
import { MARGIN, type TextPages } from '../export/pdf-pages'
import { breakLines, leadingOf, widthOf, wordsOf, writeLine, type Run } from './rich-text'

const COLUMN_GAP = 14
const CELL_PADDING = 3

/** Writes a table; a cell has as many lines as it takes, and a row stays on one page. */
export function writeTable(pages: TextPages, rows: readonly Run[][][], rule: string): void {
  const widths = columnWidths(pages.surface, rows, pages.width)
  for (const row of rows) {
    const cells = row.map((runs, column) => breakLines(pages.surface, runs, widths[column] ?? 0))
    const leading = Math.max(...row.map(leadingOf))
    const height = leading * Math.max(...cells.map((lines) => lines.length)) + 2 * CELL_PADDING
    pages.block(height, (page, top) => {
      let left = MARGIN
      for (const [column, lines] of cells.entries()) {
        for (const [index, line] of lines.entries()) {
          writeLine(page as Surface, line, left, top + CELL_PADDING + index * leading)
        }
        left += (widths[column] ?? 0) + COLUMN_GAP
      }
      page.fillStyle = rule
      page.fillRect(MARGIN, top + height - 1, pages.width, 0.75)
    })
  }
}

/**
 * What each column needs where that fits; else what its widest word needs, and of the rest as much
 * as it lacks in proportion.
 */
function columnWidths(
  surface: Surface,
  rows: readonly Run[][][],
  width: number,
): readonly number[] {
  const columns = (rows[0] ?? []).map((_, column) => rows.map((row) => row[column] ?? []))
  const room = width - COLUMN_GAP * (columns.length - 1)
  const wanted = columns.map((cells) => Math.max(...cells.map((runs) => widthOf(surface, runs))))
  const total = sum(wanted)
  if (total <= room) return wanted
  const least = columns.map((cells) =>
    Math.max(...cells.flatMap(wordsOf).map((word) => widthOf(surface, word))),
  )
  const spare = room - sum(least)
  if (spare <= 0) return least.map((each) => (each / sum(least)) * room)
  const lacking = total - sum(least)
  return least.map((each, column) => each + (((wanted[column] ?? 0) - each) / lacking) * spare)
}

function sum(lengths: readonly number[]): number {
  return lengths.reduce((total, length) => total + length, 0)
}
