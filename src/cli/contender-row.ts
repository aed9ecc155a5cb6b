import { duration, figure } from '../charts/figure'
import type { ContenderResult, Figures } from '../engine/experiment/result'
import { figuresOf } from '../charts/standing'
import { NO_FIGURE } from './table'
import type { Paint } from './terminal'

/** One column of the tables about contenders. */
interface Column {
  readonly head: string
  /** Null where there is no such figure. */
  readonly cell: (figures: Figures) => string | null
}

const percentile =
  (wanted: number) =>
  ({ latency }: Figures): string | null => {
    const found = latency.percentiles.find(({ percentile: at }) => at === wanted)
    return found === undefined ? null : duration(found.valueMs)
  }

const columns: readonly Column[] = [
  { head: 'jobs/s', cell: ({ jobsPerSecond }) => figure(jobsPerSecond) },
  {
    head: 'jobs per\ncore-s',
    cell: ({ jobsPerCoreSecond }) =>
      jobsPerCoreSecond === null ? null : figure(jobsPerCoreSecond),
  },
  { head: 'cores\nused', cell: ({ coresUsed }) => figure(coresUsed) },
  { head: 'CPU\ns', cell: ({ cpuSeconds }) => figure(cpuSeconds) },
  { head: 'p50', cell: percentile(50) },
  { head: 'p99', cell: percentile(99) },
  { head: 'p99.9', cell: percentile(99.9) },
  {
    head: 'max',
    cell: ({ latency }) => (latency.count === 0 ? null : duration(latency.maxMs)),
  },
  { head: 'KiB\nper job', cell: ({ memoryPerJobBytes }) => figure(memoryPerJobBytes / 1_024) },
  { head: 'errors', cell: ({ failed }) => failed.toLocaleString('en') },
]

/** The heads of the columns that `contenderCells` fills. */
export const contenderHeads: readonly string[] = columns.map(({ head }) => head)

/** The headline figure is the one to look at first. */
const HEADLINE = contenderHeads.indexOf('jobs per\ncore-s')

/** The figures of a contender as table cells. */
export function contenderCells(contender: ContenderResult, paint: Paint): string[] {
  const figures = figuresOf(contender)
  return columns.map(({ cell }, index) => {
    const text = (figures === null ? null : cell(figures)) ?? NO_FIGURE
    return index === HEADLINE ? paint.bold(text) : text
  })
}
