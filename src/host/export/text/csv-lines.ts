import { cleanText } from './clean-text'

/** A cell of CSV; null where there is no figure. */
export type Cell = string | number | null

/** Rows as CSV (RFC 4180: comma, CRLF), safe to open in a spreadsheet. */
export const csvLines = (rows: readonly (readonly Cell[])[]): string =>
  rows.map((cells) => `${cells.map(field).join(',')}\r\n`).join('')

/** What a spreadsheet takes for a formula when a text begins with it. */
const formulaStart = /^[=+\-@\t\r＝＋－＠]/

const field = (cell: Cell): string => {
  if (cell === null) return ''
  if (typeof cell === 'number') return String(cell)
  // An apostrophe makes a spreadsheet take the rest as text (OWASP, "CSV Injection").
  const clean = cleanText(cell)
  const text = formulaStart.test(clean) ? `'${clean}` : clean
  return /[",\r\n]/.test(text) || text !== text.trim() ? `"${text.replaceAll('"', '""')}"` : text
}
