import type { Interval } from '../../engine/measure/statistics/interval'
import { figuresOf, inferredOf } from '../../engine/result/measured-figures'
import type { Figures } from '../../engine/result/figures'
import type { ContenderResult, Inference, Result } from '../../engine/result/result'
import type { Spec } from '../../engine/spec/spec'
import { withInterval } from '../format'
import { missingLatency, missingRate } from '../note/missing-figure'
import type { MethodHeading } from '../method-place'

/** Where figures stand, each a table with a column or a row for every figure that names it. */
export type Place =
  /** The table of a run in the terminal; of an open load, the second one is about latency. */
  | 'run'
  | 'arrivals'
  | 'latency'
  /** Runs side by side in the terminal. */
  | 'comparison'
  /** HTML, Markdown and PDF. */
  | 'report'
  /**
   * The table beside the charts, also while a run goes on, and that of runs laid over each other.
   */
  | 'window'
  | 'csv'

/** A contender's figures, what was run, and what its blocks let say of them. */
export interface Row {
  readonly figures: Figures
  readonly spec: Spec
  /** Null where blocks are too few to infer anything. */
  readonly inferred: Inference['contenders'][number] | null
}

/** What a contender has done so far in the run that goes on. */
export interface SoFar {
  readonly jobs: number
  readonly seconds: number
  /** Null where the system does not tell. */
  readonly cpuSeconds: number | null
  /** Of the jobs since the last look; null where there were too few. */
  readonly p99Ms: number | null
}

/**
 * One figure of a contender: all that tables, exports and the window know of it. The list in
 * `figures` is the order in which they show it.
 */
export interface Figure {
  /** What it is called where there is room: "jobs per second". */
  readonly name: string
  readonly unit: string
  /** What it is, in a sentence or two, for those who meet it for the first time. */
  readonly meaning: string
  /** Where the page of the method explains how it comes about. */
  readonly method: MethodHeading
  /** Over a narrow column, with its unit. */
  readonly head: string
  /** Its column of a CSV file, with the unit of `value`; null where it is in none. */
  readonly csvName: string | null
  /** Null where there is no such figure. */
  readonly value: (row: Row) => number | null
  /** The value in words, without its name. */
  readonly text: (value: number) => string
  /** The same of a run that goes on; left out where it is known only at the end. */
  readonly valueSoFar?: (soFar: SoFar) => number | null
  readonly interval?: (inferred: NonNullable<Row['inferred']>) => Interval | null
  /**
   * What it takes: a rate needs blocks long enough for one, a latency a load that was kept up with.
   */
  readonly needs: 'nothing' | 'rate' | 'latency'
  readonly places: readonly Place[]
}

/** A contender's row of a result; null where nothing was measured of it. */
export function rowOf(contender: ContenderResult, result: Result): Row | null {
  const figures = figuresOf(contender)
  if (figures === null) return null
  return { figures, spec: result.spec, inferred: inferredOf(result, contender.name) }
}

/** Why a figure is missing, in the words that stand in its place; null where it is not. */
export function missingOf({ needs }: Figure, { figures, spec }: Row): string | null {
  if (needs === 'nothing') return null
  return needs === 'rate' ? missingRate(figures, spec) : missingLatency(figures, spec)
}

/**
 * A figure with its interval: "19,600 ±0.7%", or "19,600 (18,800–23,500)"; null where there is
 * none, and no reason to be told.
 */
export function textOf(figure: Figure, row: Row): string | null {
  const value = figure.value(row)
  if (value === null) return null
  return withInterval(figure.text(value), intervalOf(figure, row), figure.text)
}

/** The 95 % interval of a figure; null where its blocks allow none. */
export function intervalOf({ interval }: Figure, { inferred }: Row): Interval | null {
  return inferred === null ? null : (interval?.(inferred) ?? null)
}

/**
 * The figure as a file's reader wants it: in full precision. Null where there is none, and for a
 * rate of which blocks were too short, which would be taken for a measured one.
 */
export function plainValueOf(figure: Figure, row: Row): number | null {
  const isRateMissing = figure.needs === 'rate' && missingOf(figure, row) !== null
  return isRateMissing ? null : figure.value(row)
}
