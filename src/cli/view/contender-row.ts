import type { ContenderResult, Result } from '../../engine/result/result'
import type { Spec } from '../../engine/spec/spec'
import { figuresAt, missingOf, rowOf, textOf, type Figure } from '../../report/figures'
import { NO_FIGURE } from './table'

/** A table about the contenders of a run: what it is about, and the figures of its columns. */
export interface ContenderTable {
  readonly about: string
  readonly columns: readonly Figure[]
}

/**
 * The tables of a run. An open load has two, so that neither is too wide: what was done with the
 * jobs that came in, and the parts of their latency.
 */
export function contenderTables({ load }: Pick<Spec, 'load'>): readonly ContenderTable[] {
  return load.kind === 'closed'
    ? [{ about: '', columns: figuresAt('run') }]
    : [
        { about: '', columns: figuresAt('arrivals') },
        { about: 'latency', columns: figuresAt('latency') },
      ]
}

/**
 * A contender's cells for these figures. Why figures are missing is said in the first cell that it
 * is true of, and the others have a dash.
 */
export function contenderCells(
  columns: readonly Figure[],
  contender: ContenderResult,
  result: Result,
): string[] {
  const row = rowOf(contender, result)
  if (row === null) return columns.map(() => NO_FIGURE)
  const said = new Set<string>()
  return columns.map((column) => {
    const reason = missingOf(column, row)
    if (reason === null) return textOf(column, row) ?? NO_FIGURE
    if (said.has(reason)) return NO_FIGURE
    said.add(reason)
    return reason
  })
}
