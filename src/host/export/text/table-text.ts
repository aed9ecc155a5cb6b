import type { TableFormat } from '../../../contract/export'
import type { Sweep } from '../../../engine/result/sweep'
import type { Result } from '../../../engine/result/result'
import { escapeMarkdown, markdownTable } from './markdown'
import { toTsv } from './csv'
import { reportOf } from './report'

/** A run or a sweep of the library, by its name there. */
interface NamedRecord {
  readonly name: string
  readonly record: Result | Sweep
}

/**
 * The figures of runs as text. TSV has the columns of the CSV, in full precision. Markdown has a
 * table of the report for each run, under its name where there are several.
 */
export const tableText = (runs: readonly NamedRecord[], format: TableFormat): string => {
  if (format === 'tsv') return toTsv(runs.map(({ record }) => record))
  return runs
    .map(({ name, record }) => {
      const table = markdownTable(reportOf(record))
      return `${runs.length === 1 ? '' : `**${escapeMarkdown(name)}**\n\n`}${table}\n`
    })
    .join('\n')
}
