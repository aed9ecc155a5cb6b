import type { ForeignRun } from '../../engine/foreign/foreign-run'
import { moment } from '../../report/format'
import { foreignColumns, foreignNotes, toolTitle } from '../../report/foreign/foreign-words'
import { printable, type Paint } from '../terminal'
import { formatTable, NO_FIGURE } from './table'

/** What another tool measured, in words and a table: its figures, and no verdict on them. */
export function foreignView(run: ForeignRun, paint: Paint): string {
  const { tool, original, measuredAt, series } = run
  // What no series has is no column.
  const columns = foreignColumns.filter(({ value }) => series.some((one) => value(one) !== null))
  const rows = series.map((one) => [
    printable(one.name),
    ...columns.map(({ value, text }) => {
      const known = value(one)
      return known === null ? NO_FIGURE : text(known)
    }),
  ])
  const when = measuredAt === null ? '' : ` · ${moment(measuredAt)}`
  return [
    `${paint.bold(printable(original.fileName))} · another tool’s: ${toolTitle(tool)}${when}`,
    '',
    formatTable(['', ...columns.map(({ head }) => head)], rows, paint),
    '',
    ...foreignNotes(run).map(({ text }) => text),
  ].join('\n')
}
