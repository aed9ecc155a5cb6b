import { loadOf, subtitleOf } from '../../report/caption'
import { byRuntime } from '../../engine/contender'
import {
  cpuPer1000Jobs,
  jobsPerCoreSecond,
  jobsPerSecond,
  missingOf,
  rowOf,
  textOf,
  type Figure,
} from '../../report/figures'
import { selfCheckNotes } from '../../report/note/self-check'
import { figuresOf } from '../../engine/result/measured-figures'
import { standingNotes } from '../../report/note/status-notes'
import type { Result } from '../../engine/result/result'
import { runVerdict } from '../../report/verdict/run-verdict'
import { allLines, type Verdict } from '../../report/verdict/verdict'
import { contenderCells, contenderTables } from './contender-row'
import { formatTable } from './table'
import { printable, type Paint } from '../terminal'

/** A result for people: what was run, the table, what is not in it and why, the verdict. */
export function resultView(result: Result, paint: Paint): string {
  return [
    paint.bold(printable(`${result.spec.name}: ${loadOf(result.spec)}`)),
    ...subtitleOf(result)
      .split('\n')
      .map((line) => paint.dim(printable(line))),
    '',
    ...contenderTables(result.spec).flatMap(({ about, columns }) => [
      formatTable(
        [about, ...columns.map(({ head }) => head)],
        rowsOf(result, columns, paint),
        paint,
      ),
      '',
    ]),
    ...notes([result], columnsOfRun, paint),
    ...verdictLines(runVerdict(result), paint),
  ].join('\n')
}

/** A verdict for people: its headline stands out, and what else can be said comes last. */
export function verdictLines(verdict: Verdict, paint: Paint): string[] {
  return allLines(verdict).map((line, index) =>
    index === 0 ? paint.bold(printable(line)) : printable(line),
  )
}

function rowsOf(result: Result, columns: readonly Figure[], paint: Paint): string[][] {
  return byRuntime(result.contenders).flatMap(({ those }, index) => [
    // Contenders are compared within a runtime, so what runs on another stands apart.
    ...(index === 0 ? [] : [['', ...columns.map(() => '')]]),
    ...those.map((contender) => [
      paint.contender(contender.name, contender.name),
      ...contenderCells(columns, contender, result).map((text, at) =>
        columns[at] === jobsPerSecond ? paint.bold(text) : text,
      ),
    ]),
  ])
}

/**
 * What a reader must know of the figures: what is missing, failed, cut short or read otherwise.
 *
 * @param columns of the tables that show them
 * @param placeOf what tells the result at an index from the others, before each note on it
 */
export function notes(
  results: readonly Result[],
  columns: ColumnsOf,
  paint: Paint,
  placeOf: (index: number) => string = () => '',
): string[] {
  const standing = results.flatMap((result, index) =>
    [...standingNotes(result), ...selfCheckNotes(result)].map(({ tone, text }) => {
      const note = printable(placeOf(index) + text)
      if (tone === 'information') return paint.dim(note)
      return tone === 'fault' ? paint.red(note) : paint.yellow(note)
    }),
  )
  const lines = [...standing, ...readingNotes(results, columns).map((line) => paint.dim(line))]
  const unique = [...new Set(lines)]
  return unique.length === 0 ? [] : [...unique, '']
}

/** The figures that a table shows of a result. */
type ColumnsOf = (result: Result) => readonly Figure[]

const columnsOfRun: ColumnsOf = ({ spec }) =>
  contenderTables(spec).flatMap((table) => table.columns)

/** How the dashes that stand in a table, and its latencies, are to be read. */
export function readingNotes(results: readonly Result[], columns: ColumnsOf): string[] {
  const rows = results.flatMap(({ contenders, spec }) =>
    contenders.map(figuresOf).flatMap((figures) => (figures === null ? [] : [{ figures, spec }])),
  )
  const dashes = new Set(
    results.flatMap((result) => {
      const rowsOfIt = result.contenders.flatMap((contender) => rowOf(contender, result) ?? [])
      return columns(result).filter((column) =>
        rowsOfIt.some((row) => missingOf(column, row) === null && textOf(column, row) === null),
      )
    }),
  )
  const isProcessWide = rows.some(({ figures }) => figures.cpuSource === 'process-wide')
  const isOpen = rows.some(({ figures }) => figures.arrivals !== null)
  return [
    ...(isOpen
      ? [
          'Latency counts from when a job was to come in: queueing up to its first step, service from there.',
        ]
      : []),
    ...([...dashes].some(({ name }) => / p\d/.test(name))
      ? ['– for a percentile: too few jobs for it (p50 needs 20, p99 1,000, p99.9 10,000).']
      : []),
    ...(dashes.has(jobsPerCoreSecond) || dashes.has(cpuPer1000Jobs)
      ? ['– for jobs per core-second: too little CPU time was used to divide by.']
      : []),
    ...(isProcessWide
      ? ['CPU time is of the whole process: this system tells none for single threads.']
      : []),
  ]
}
