import type { DecimalMark } from '../../../contract/export'
import { cleanText } from './clean-text'

/** A cell of CSV; null where there is no figure. */
export type Cell = string | number | null

/** Rows as CSV (RFC 4180: comma, CRLF), safe to open in a spreadsheet. */
export const csvLines = (rows: readonly (readonly Cell[])[]): string =>
  rows.map((cells) => `${cells.map(field).join(',')}\r\n`).join('')

/**
 * Rows as tab-separated values, in which nothing is quoted: a tab or a line break of a text becomes
 * a space.
 */
export const tsvLines = (rows: readonly (readonly Cell[])[], mark: DecimalMark): string =>
  rows.map((cells) => `${cells.map((cell) => tsvField(cell, mark)).join('\t')}\n`).join('')

const tsvField = (cell: Cell, mark: DecimalMark): string =>
  typeof cell === 'string'
    ? harmless(cell).replace(/\s+/g, ' ')
    : String(cell ?? '').replace('.', mark)

/** What a spreadsheet takes for a formula when a text begins with it. */
const formulaStart = /^[=+\-@\t\r＝＋－＠]/

const field = (cell: Cell): string => {
  if (cell === null) return ''
  if (typeof cell === 'number') return String(cell)
  const text = harmless(cell)
  return /[",\r\n]/.test(text) || text !== text.trim() ? `"${text.replaceAll('"', '""')}"` : text
}

/** An apostrophe makes a spreadsheet take the rest as text (OWASP, "CSV Injection"). */
const harmless = (cell: string): string => {
  const clean = cleanText(cell)
  return formulaStart.test(clean) ? `'${clean}` : clean
}
