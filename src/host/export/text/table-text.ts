import type { DecimalMark, TableFormat } from '../../../contract/export'
import type { Sweep } from '../../../engine/result/sweep'
import type { Result } from '../../../engine/result/result'
import type { ForeignRun } from '../../../engine/foreign/foreign-run'
import { escapeMarkdown, markdownTable } from './markdown'
import { toTsv } from './csv'
import { foreignTsv } from './foreign-report'
import { reportOf } from './report'

/** What the library keeps, by its name there. */
interface NamedRecord {
  readonly name: string
  readonly record: Result | Sweep | ForeignRun
}

/**
 * The figures of runs as text. TSV has the columns of the CSV, in full
 * precision and with the decimal mark of who pastes it. Markdown has a
 * table of the report for each run, under its name where there are several.
 */
export const tableText = (
  runs: readonly NamedRecord[],
  format: TableFormat,
  mark: DecimalMark = '.',
): string => {
  if (format === 'tsv') {
    const own = runs.flatMap(({ record }) => (record.kind === 'corewise-foreign' ? [] : [record]))
    const foreign = runs.flatMap(({ record }) =>
      record.kind === 'corewise-foreign' ? [record] : [],
    )
    // Figures of another tool are none of the lab's: a table of their own, below.
    const tables = [
      ...(own.length > 0 ? [toTsv(own, mark)] : []),
      ...(foreign.length > 0 ? [foreignTsv(foreign, mark)] : []),
    ]
    return tables.join('\n')
  }
  return runs
    .map(({ name, record }) => {
      const table = markdownTable(reportOf(record))
      return `${runs.length === 1 ? '' : `**${escapeMarkdown(name)}**\n\n`}${table}\n`
    })
    .join('\n')
}
