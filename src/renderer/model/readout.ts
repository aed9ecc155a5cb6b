import type { ContenderResult, Figures, Result } from '../../contract/library'
import type { ContenderName, Spec } from '../../contract/spec'
import {
  figureNamed,
  figuresAt,
  intervalOf,
  jobsPerCoreSecond,
  missingOf,
  rowOf,
  type Figure,
  type Row,
} from '../../report/figures'
import { duration, figure as number, plusMinus } from '../../report/format'
import type { LiveContender, Stage } from './live-run'

/** The figures of the window's tables; the first is the headline. */
export const windowFigures: readonly Figure[] = [
  jobsPerCoreSecond,
  ...figuresAt('window').filter((figure) => figure !== jobsPerCoreSecond),
]

/** A figure of a contender as a table shows it. */
export interface Cell {
  readonly figure: Figure
  /** Null where there is nothing that could be said. */
  readonly value: number | null
  /** The value in words, or why there is none. */
  readonly text: string
  /** "±0.7%": half of the 95 % interval; empty where the blocks allow none. */
  readonly interval: string
}

/** What a column shows of one contender. */
export interface Readout {
  readonly name: ContenderName
  readonly stage: Stage
  /** Of its part of the run, from 0 to 1. */
  readonly share: number
  /** One for each of `windowFigures`. */
  readonly cells: readonly Cell[]
  readonly inFlight: number | null
  readonly failed: number
  readonly error: string | null
  /** What its single jobs are told by; null where none were kept. */
  readonly traced: Figures | null
}

/** The column of a contender in the run that goes on: mean values since its measuring began. */
export function liveReadout(contender: LiveContender, spec: Spec): Readout {
  const { name, stage, share, figures, error, latest } = contender
  const isGoing = stage === 'measuring' || stage === 'warm-up'
  return {
    name,
    stage,
    share,
    cells: windowFigures.map((figure) =>
      figures === null
        ? cellSoFar(figure, contender)
        : cellOf(figure, { figures, spec, inferred: null }),
    ),
    inFlight: figures === null && isGoing ? (latest?.inFlight ?? null) : null,
    failed: figures?.failed ?? contender.failed,
    error,
    traced: null,
  }
}

/** The column of a contender in a result, with what the result infers of it. */
export function resultReadout(contender: ContenderResult, result: Result): Readout {
  const { name, status } = contender
  const row = rowOf(contender, result)
  return {
    name,
    stage: status,
    share: status === 'measured' ? 1 : 0,
    cells: windowFigures.map((figure) => (row === null ? emptyCell(figure) : cellOf(figure, row))),
    inFlight: null,
    failed: row?.figures.failed ?? 0,
    error: contender.status === 'failed' ? contender.error : null,
    traced: row?.figures.jobs == null ? null : row.figures,
  }
}

/** Percentiles above it that the sample does not support give way to the highest that it does. */
const p99 = figureNamed('latency p99')

function emptyCell(figure: Figure, text = '–'): Cell {
  return { figure, value: null, text, interval: '' }
}

function cellOf(figure: Figure, row: Row): Cell {
  const missing = missingOf(figure, row)
  // A column of rates has no room for a reason, which the notes below the table give.
  if (missing !== null) return emptyCell(figure, figure.needs === 'latency' ? missing : undefined)
  const value = figure.value(row)
  if (value !== null) {
    const interval = plusMinus(intervalOf(figure, row), figure.text)
    return { figure, value, text: figure.text(value), interval }
  }
  return emptyCell(figure, (figure === p99 ? highestPercentile(row.figures) : null) ?? undefined)
}

function cellSoFar(figure: Figure, contender: LiveContender): Cell {
  const { jobs, seconds, cpuSeconds, isCpuKnown, stage } = contender
  const latest = stage === 'measuring' ? contender.latest : null
  const soFar = { jobs, seconds, cpuSeconds: isCpuKnown ? cpuSeconds : null }
  const value = figure.valueSoFar?.({ ...soFar, p99Ms: latest?.p99Ms ?? null }) ?? null
  if (value !== null) return { figure, value, text: figure.text(value), interval: '' }
  const p50Ms = figure === p99 ? latest?.p50Ms : undefined
  return emptyCell(figure, typeof p50Ms === 'number' ? percentileText(50, p50Ms) : undefined)
}

function highestPercentile({ latency: { percentiles } }: Figures): string | null {
  const found = percentiles.filter(({ percentile }) => percentile <= 99).at(-1)
  return found === undefined ? null : percentileText(found.percentile, found.valueMs)
}

/** The 99th is what the row is about; another percentile says so. */
function percentileText(percentile: number, valueMs: number): string {
  return `p${number(percentile)} ${duration(valueMs)}`
}

/** The percentile of latency that a cell shows; null where it shows something else. */
export function percentileOf(
  { figure }: Cell,
  { latency: { percentiles } }: Figures,
): number | null {
  if (figure !== p99) return null
  return percentiles.filter(({ percentile }) => percentile <= 99).at(-1)?.percentile ?? null
}
