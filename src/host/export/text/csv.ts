import type { DecimalMark } from '../../../contract/export'
import { figuresAt, plainValueOf, rowOf, type Row as FigureRow } from '../../../report/figures'
import type { Sweep } from '../../../engine/result/sweep'
import type { ContenderResult, Result } from '../../../engine/result/result'
import { threadCounts } from '../../../engine/analysis/thread-counts'
import { effectiveCores } from '../../../engine/measure/processors/processors'
import { csvLines, tsvLines, type Cell } from './csv-lines'

/** One contender of one run, and the value at which it ran if the run is part of a sweep. */
interface Row {
  readonly result: Result
  readonly contender: ContenderResult
  /** Null where nothing was measured of it. */
  readonly figures: FigureRow | null
  readonly over: string | null
  readonly value: number | null
}

interface Column {
  /** With its unit, so that a file alone says what its figures are. */
  readonly name: string
  readonly cell: (row: Row) => Cell
}

const figureColumns: readonly Column[] = figuresAt('csv').map((figure) => ({
  name: figure.csvName ?? figure.name,
  cell: ({ figures }) => (figures === null ? null : plainValueOf(figure, figures)),
}))

const columns: readonly Column[] = [
  { name: 'run', cell: ({ result }) => result.id },
  { name: 'spec', cell: ({ result }) => result.spec.name },
  { name: 'started_at', cell: ({ result }) => result.startedAt },
  { name: 'swept', cell: ({ over }) => over },
  { name: 'swept_value', cell: ({ value }) => value },
  { name: 'contender', cell: ({ contender }) => contender.name },
  { name: 'status', cell: ({ contender }) => contender.status },
  { name: 'error', cell: ({ contender }) => ('error' in contender ? contender.error : null) },
  ...figureColumns,
  { name: 'cpu_source', cell: ({ figures }) => figures?.figures.cpuSource ?? null },
  { name: 'workload', cell: ({ result }) => result.spec.workload.kind },
  { name: 'wait_ms', cell: ({ result: { spec } }) => amountOf(spec.workload, 'waitMs') },
  { name: 'cpu_ms', cell: ({ result: { spec } }) => amountOf(spec.workload, 'cpuMs') },
  {
    name: 'arrivals_per_s',
    cell: ({ result: { spec } }) =>
      spec.load.kind === 'open' ? spec.load.arrivalsPerSecond : null,
  },
  { name: 'jobs_in_flight', cell: ({ result }) => result.spec.concurrency },
  { name: 'workers', cell: ({ result }) => result.spec.workers },
  { name: 'loops', cell: ({ result }) => threadCounts(result.spec, result.environment).loops },
  { name: 'uv_threads', cell: ({ result }) => result.environment.uvThreads },
  { name: 'seed', cell: ({ result }) => result.spec.seed },
  { name: 'plan_sha256', cell: ({ result }) => result.plan.sha256 },
  { name: 'cpu_model', cell: ({ result }) => result.environment.cpuModel },
  { name: 'cores', cell: ({ result }) => result.environment.cores },
  { name: 'effective_cores', cell: ({ result }) => effectiveCores(result.environment) },
  { name: 'platform', cell: ({ result }) => result.environment.platform },
  { name: 'node', cell: ({ result }) => result.environment.versions.node ?? null },
  { name: 'corewise', cell: ({ result }) => result.environment.corewise },
]

const amountOf = (workload: Result['spec']['workload'], name: 'waitMs' | 'cpuMs'): number | null =>
  name in workload ? ((workload as Partial<Record<typeof name, number>>)[name] ?? null) : null

/**
 * A run or a sweep as CSV (RFC 4180: comma, CRLF, a header): one row per contender, figures in full
 * precision, units in the column names, an empty cell where there is no figure.
 */
export const toCsv = (subject: Result | Sweep): string => csvLines(tableOf([subject]))

/**
 * The same table as tab-separated values, of several runs too: what a spreadsheet takes when
 * pasted.
 */
export const toTsv = (subjects: readonly (Result | Sweep)[], mark: DecimalMark): string =>
  tsvLines(tableOf(subjects), mark)

const tableOf = (subjects: readonly (Result | Sweep)[]): Cell[][] => {
  const lines = subjects.flatMap(rowsOf).map((row) => columns.map(({ cell }) => cell(row)))
  return [columns.map(({ name }) => name), ...lines]
}

const rowsOf = (subject: Result | Sweep): Row[] => {
  const runs =
    subject.kind === 'corewise-result'
      ? [{ result: subject, over: null, value: null }]
      : subject.points.map(({ value, result }) => ({ result, over: subject.over, value }))
  return runs.flatMap((run) =>
    run.result.contenders.map((contender) => ({
      ...run,
      contender,
      figures: rowOf(contender, run.result),
    })),
  )
}
