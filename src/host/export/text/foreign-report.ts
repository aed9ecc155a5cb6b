import type { DecimalMark } from '../../../contract/export'
import { timedBy, momentOf, type ForeignRun } from '../../../engine/foreign/foreign-run'
import { moment } from '../../../report/format'
import {
  foreignColumns,
  foreignNotes,
  foreignVerdict,
  toolTitle,
} from '../../../report/foreign/foreign-words'
import { isolated } from '../../../report/isolated-text'
import { csvLines, tsvLines, type Cell } from './csv-lines'
import type { Report } from './report'

/** Shown where a file has no such figure. */
const NO_FIGURE = '–'

/** What another tool measured, in words and tables: its figures, and no verdict on them. */
export const foreignReport = (run: ForeignRun): Report => ({
  title: `${isolated(run.original.fileName)}, by ${toolTitle(run.tool)}`,
  subtitle: `Times ${timedBy[run.tool.name]}`,
  verdict: foreignVerdict(run),
  notes: foreignNotes(run),
  head: ['', ...foreignColumns.map(({ head }) => head)],
  names: 1,
  rows: run.series.map((series) => [
    isolated(series.name),
    ...foreignColumns.map(({ value, text }) => {
      const known = value(series)
      return known === null ? NO_FIGURE : text(known)
    }),
  ]),
  protocol: [
    ['tool', toolTitle(run.tool)],
    ['file', isolated(run.original.fileName)],
    ['measured', run.measuredAt === null ? NO_FIGURE : moment(run.measuredAt)],
    ['imported', moment(run.importedAt)],
  ],
  environment: [],
})

const head: readonly string[] = [
  'tool',
  'version',
  'file',
  'measured_at',
  'series',
  ...foreignColumns.map(({ csvName }) => csvName),
]

const tableOf = (runs: readonly ForeignRun[]): Cell[][] => [
  [...head],
  ...runs.flatMap((run) =>
    run.series.map((one): Cell[] => [
      run.tool.name,
      run.tool.version,
      run.original.fileName,
      momentOf(run),
      one.name,
      ...foreignColumns.map(({ value }) => value(one)),
    ]),
  ),
]

/** The figures of a foreign run as CSV (RFC 4180), in full precision, units in the column names. */
export const foreignCsv = (run: ForeignRun): string => csvLines(tableOf([run]))

/** The same of several runs as tab-separated values. */
export const foreignTsv = (runs: readonly ForeignRun[], mark: DecimalMark): string =>
  tsvLines(tableOf(runs), mark)
