import type { DecimalMark, TableFormat } from '../../../contract/export'
import type { Sweep } from '../../../engine/result/sweep'
import type { Result } from '../../../engine/result/result'
import type { ForeignRun } from '../../../engine/foreign/foreign-run'
import { escapeMarkdown, markdownTable } from './markdown'
import { toTsv } from './csv'
import { foreignTsv } from './foreign-report'
import { reportOf } from './report'

/** What the library keeps, by its name there. */
interface NamedResult {
  readonly name: string
  readonly result: Result | Sweep | ForeignRun
}

/**
 * The figures of runs as text. TSV has the columns of the CSV, in full
 * precision and with the decimal mark of who pastes it. Markdown has a
 * table of the report for each run, under its name where there are several.
 */
export const tableText = (
  runs: readonly NamedResult[],
  format: TableFormat,
  mark: DecimalMark = '.',
): string => {
  if (format === 'tsv') {
    const own = runs.flatMap(({ result }) => (result.kind === 'corewise-foreign' ? [] : [result]))
    const foreign = runs.flatMap(({ result }) =>
      result.kind === 'corewise-foreign' ? [result] : [],
    )
    // Figures of another tool are none of the lab's: a table of their own, below.
    const tables = [
      ...(own.length > 0 ? [toTsv(own, mark)] : []),
      ...(foreign.length > 0 ? [foreignTsv(foreign, mark)] : []),
    ]
    return tables.join('\n')
  }
  return runs
    .map(({ name, result }) => {
      const table = markdownTable(reportOf(result))
      return `${runs.length === 1 ? '' : `**${escapeMarkdown(name)}**\n\n`}${table}\n`
    })
    .join('\n')
}
