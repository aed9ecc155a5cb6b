import { duration, figure, withInterval } from '../charts/figure'
import type { ContenderResult, Figures, Inference, Result } from '../engine/experiment/result'
import { isSaturated } from '../engine/experiment/warnings'
import { figuresOf } from '../charts/standing'
import { NO_FIGURE } from './table'
import type { Paint } from './terminal'

/** A contender's figures, and what its blocks let say of them. */
interface Row {
  readonly figures: Figures
  readonly inference: Inference['contenders'][number] | null
  /** What came in was more than it can do: its latency is no figure of it. */
  readonly isSaturated: boolean
}

/** One column of the tables about contenders. */
interface Column {
  readonly head: string
  /** Null where there is no such figure. */
  readonly cell: (row: Row) => string | null
}

const percentile =
  (wanted: number) =>
  ({ figures: { latency }, isSaturated }: Row): string | null => {
    if (isSaturated) return null
    const found = latency.percentiles.find(({ percentile: at }) => at === wanted)
    return found === undefined ? null : duration(found.valueMs)
  }

const columns: readonly Column[] = [
  {
    head: 'jobs/s',
    cell: ({ figures, inference }) =>
      withInterval(figure(figures.jobsPerSecond), inference?.jobsPerSecond ?? null),
  },
  {
    head: 'jobs per\ncore-s',
    cell: ({ figures: { jobsPerCoreSecond }, inference }) =>
      jobsPerCoreSecond === null
        ? null
        : withInterval(figure(jobsPerCoreSecond), inference?.jobsPerCoreSecond ?? null),
  },
  { head: 'cores\nused', cell: ({ figures: { coresUsed } }) => figure(coresUsed) },
  { head: 'p50', cell: percentile(50) },
  { head: 'p99', cell: percentile(99) },
  { head: 'p99.9', cell: percentile(99.9) },
  {
    head: 'max',
    cell: ({ figures: { latency }, isSaturated }) =>
      latency.count === 0 || isSaturated ? null : duration(latency.maxMs),
  },
  {
    head: 'KiB/\njob',
    cell: ({ figures: { memoryPerJobBytes } }) => figure(memoryPerJobBytes / 1_024),
  },
  { head: 'errors', cell: ({ figures: { failed } }) => failed.toLocaleString('en') },
]

/** The heads of the columns that `contenderCells` fills. */
export const contenderHeads: readonly string[] = columns.map(({ head }) => head)

/** The headline figure is the one to look at first. */
const HEADLINE = contenderHeads.indexOf('jobs per\ncore-s')

/** The figures of a contender of a run as table cells. */
export function contenderCells(contender: ContenderResult, result: Result, paint: Paint): string[] {
  return columns.map(({ cell }, index) => {
    const text = cellText(cell, contender, result)
    return index === HEADLINE ? paint.bold(text) : text
  })
}

/** One of these cells, by the head of its column. */
export function contenderCell(head: string, contender: ContenderResult, result: Result): string {
  const column = columns.find((candidate) => candidate.head === head)
  if (column === undefined) throw new RangeError(`No column is headed "${head}"`)
  return cellText(column.cell, contender, result)
}

function cellText(
  cell: Column['cell'],
  contender: ContenderResult,
  { inference, spec }: Result,
): string {
  const figures = figuresOf(contender)
  if (figures === null) return NO_FIGURE
  const inferred = inference?.contenders.find(({ name }) => name === contender.name) ?? null
  const row = { figures, inference: inferred, isSaturated: isSaturated(figures, spec) }
  return cell(row) ?? NO_FIGURE
}
