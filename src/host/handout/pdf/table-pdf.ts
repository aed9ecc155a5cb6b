import { max, sum } from 'simple-statistics'
import type { Surface } from '../../../charts/surface'
import { MARGIN, type TextPages } from '../../export/picture/pdf-pages'
import {
  breakLines,
  leadingOf,
  widthOf,
  wordsOf,
  writeLine,
  writeRuns,
  type Run,
} from './rich-text'

const COLUMN_GAP = 14
const CELL_PADDING = 3
/** In columns narrower than this, in points, hardly a word could be read. */
const LEAST_COLUMN = 36
const CELL_INDENT = 18

type Row = readonly (readonly Run[])[]

/**
 * Writes a table; a cell has as many lines as it takes. Of a table with more columns than a page
 * has room for, the cells of a row stand below each other.
 */
export function writeTable(pages: TextPages, rows: readonly Row[], rule: string): void {
  const columns = rows[0]?.length ?? 0
  if ((pages.width + COLUMN_GAP) / columns - COLUMN_GAP < LEAST_COLUMN) {
    const [head = [], ...body] = rows
    for (const row of body.length === 0 ? rows : body) writeCells(pages, head, row, rule)
    return
  }
  const widths = columnWidths(pages.surface, rows, pages.width)
  for (const row of rows) writeRow(pages, row, widths, rule)
}

/** One row; it stays on one page where a page has room for it. */
function writeRow(pages: TextPages, row: Row, widths: readonly number[], rule: string): void {
  const cells = row.map((runs, column) => breakLines(pages.surface, runs, widths[column] ?? 0))
  const leading = max(row.map(leadingOf))
  const lineCount = max(cells.map((lines) => lines.length))
  pages.keepTogether(leading * lineCount + 2 * CELL_PADDING)
  pages.skip(CELL_PADDING)
  for (let index = 0; index < lineCount; index += 1) {
    pages.block(leading, (page, top) => {
      let left = MARGIN
      for (const [column, lines] of cells.entries()) {
        writeLine(page as Surface, lines[index] ?? [], left, top)
        left += (widths[column] ?? 0) + COLUMN_GAP
      }
    })
  }
  writeRule(pages, rule)
}

/** The cells of a row below each other, each after the head of its column. */
function writeCells(pages: TextPages, head: Row, row: Row, rule: string): void {
  for (const [column, runs] of row.entries()) {
    const named = row === head ? [] : (head[column] ?? [])
    const colon = named.slice(-1).map(({ style }) => ({ text: ': ', style }))
    writeRuns(pages, [...named, ...colon, ...runs], { indent: column === 0 ? 0 : CELL_INDENT })
  }
  writeRule(pages, rule)
}

function writeRule(pages: TextPages, rule: string): void {
  pages.block(CELL_PADDING, (page, top) => {
    page.fillStyle = rule
    page.fillRect(MARGIN, top + CELL_PADDING - 1, pages.width, 0.75)
  })
}

/**
 * What each column needs where that fits; else what its widest word needs, and of the rest as much
 * as it lacks in proportion.
 */
function columnWidths(surface: Surface, rows: readonly Row[], width: number): readonly number[] {
  const columns = (rows[0] ?? []).map((_, column) => rows.map((row) => row[column] ?? []))
  const room = width - COLUMN_GAP * (columns.length - 1)
  const wanted = columns.map((cells) => max(cells.map((runs) => widthOf(surface, runs))))
  const total = sum(wanted)
  if (total <= room) return wanted
  const words = columns.map((cells) => max(cells.map((runs) => widestWord(surface, runs))))
  // Where words are broken in any case, none takes the room of the others.
  const least =
    sum(words) <= room ? words : words.map((each) => Math.min(each, room / words.length))
  const spare = room - sum(least)
  const lacking = total - sum(least)
  return least.map((each, column) => each + (((wanted[column] ?? 0) - each) / lacking) * spare)
}

function widestWord(surface: Surface, runs: readonly Run[]): number {
  return max([0, ...wordsOf(runs).map((word) => widthOf(surface, word))])
}
