import { loadOf, subtitleOf } from '../charts/caption'
import { figuresOf, standingNotes } from '../charts/standing'
import type { ContenderResult, Result } from '../engine/experiment/result'
import { verdicts } from '../engine/experiment/verdict'
import { summaryPercentiles } from '../engine/measure/summarise'
import { contenderCells, contenderHeads } from './contender-row'
import { formatTable } from './table'
import { printable, type Paint } from './terminal'

/** A result for people: what was run, the table, what is not in it and why, the verdict. */
export function resultView(result: Result, paint: Paint): string {
  const head = ['', ...contenderHeads]
  const rows = result.contenders.map((contender) => [
    paint.contender(contender.name, contender.name),
    ...contenderCells(contender, result, paint),
  ])
  return [
    paint.bold(printable(`${result.spec.name}: ${loadOf(result.spec)}`)),
    ...subtitleOf(result)
      .split('\n')
      .map((line) => paint.dim(printable(line))),
    '',
    formatTable(head, rows, paint),
    '',
    ...notes([result], paint),
    ...verdicts(result).map((sentence, index) =>
      index === 0 ? paint.bold(printable(sentence)) : printable(sentence),
    ),
  ].join('\n')
}

/**
 * What a reader must know of the figures: what is missing, failed, cut short or read otherwise.
 *
 * @param placeOf what tells the result at an index from the others, before each note on it
 */
export function notes(
  results: readonly Result[],
  paint: Paint,
  placeOf: (index: number) => string = () => '',
): string[] {
  const contenders = results.flatMap((result) => result.contenders)
  const standing = results.flatMap((result, index) =>
    standingNotes(result).map(({ tone, text }) => {
      const note = printable(placeOf(index) + text)
      return tone === 'fault' ? paint.red(note) : paint.yellow(note)
    }),
  )
  const lines = [...standing, ...missing(contenders).map((line) => paint.dim(line))]
  const unique = [...new Set(lines)]
  return unique.length === 0 ? [] : [...unique, '']
}

function missing(contenders: readonly ContenderResult[]): string[] {
  const figures = contenders.map(figuresOf).filter((found) => found !== null)
  const isShort = figures.some(
    ({ latency }) => latency.percentiles.length < summaryPercentiles.length,
  )
  const hasNoRate = figures.some(({ jobsPerCoreSecond }) => jobsPerCoreSecond === null)
  const isProcessWide = figures.some(({ cpuSource }) => cpuSource === 'process-wide')
  return [
    ...(isShort
      ? ['– for a percentile: too few jobs for it (p50 needs 20, p99 1,000, p99.9 10,000).']
      : []),
    ...(hasNoRate
      ? ['– for jobs per core-second: too little CPU time was used to divide by.']
      : []),
    ...(isProcessWide
      ? ['CPU time is of the whole process: this system tells none for single threads.']
      : []),
  ]
}
