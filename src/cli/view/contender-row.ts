import { duration, figure, withInterval } from '../../report/format'
import { missingLatency, missingRate } from '../../report/missing-figure'
import { figuresOf } from '../../report/status-notes'
import type {
  ContenderResult,
  Figures,
  Inference,
  Latency,
  Result,
} from '../../engine/result/result'
import type { Spec } from '../../engine/spec/spec'
import { NO_FIGURE } from './table'

/** A contender's figures, what was run, and what its blocks let say of them. */
interface Row {
  readonly figures: Figures
  readonly spec: Spec
  readonly inference: Inference['contenders'][number] | null
}

/** One column of the tables about contenders. */
interface Column {
  readonly head: string
  /** Null where there is no such figure. */
  readonly cell: (row: Row) => string | null
  /** What stands there instead of any figure; null where there is one. */
  readonly missing?: (row: Row) => string | null
}

const ofRate = { missing: ({ figures, spec }: Row) => missingRate(figures, spec) }
const ofLatency = { missing: ({ figures, spec }: Row) => missingLatency(figures, spec) }

const percentileOf = (latency: Latency | undefined, wanted: number): string | null => {
  const found = latency?.percentiles.find(({ percentile }) => percentile === wanted)
  return found === undefined ? null : duration(found.valueMs)
}

const percentile = (wanted: number): Column => ({
  head: `p${wanted}`,
  cell: ({ figures }) => percentileOf(figures.latency, wanted),
  ...ofLatency,
})

const queueing = (wanted: number): Column => ({
  head: `queueing\np${wanted}`,
  cell: ({ figures }) => percentileOf(figures.arrivals?.queueing, wanted),
  ...ofLatency,
})

/** Who cannot keep up serves a job as fast as ever: only what waits before it grows. */
const service = (wanted: number): Column => ({
  head: `service\np${wanted}`,
  cell: ({ figures }) => percentileOf(figures.service, wanted),
  ...ofRate,
})

/** The headline figure, which is the one to look at first. */
export const HEADLINE = 'jobs per\ncore-s'

const rates: readonly Column[] = [
  {
    head: 'jobs/s',
    cell: ({ figures, inference }) =>
      withInterval(figure(figures.jobsPerSecond), inference?.jobsPerSecond ?? null),
    ...ofRate,
  },
  {
    head: HEADLINE,
    cell: ({ figures: { jobsPerCoreSecond }, inference }) =>
      jobsPerCoreSecond === null
        ? null
        : withInterval(figure(jobsPerCoreSecond), inference?.jobsPerCoreSecond ?? null),
    ...ofRate,
  },
  { head: 'cores\nused', cell: ({ figures: { coresUsed } }) => figure(coresUsed) },
]

const latencies: readonly Column[] = [
  ...[50, 99, 99.9].map(percentile),
  {
    head: 'max',
    cell: ({ figures: { latency } }) => duration(latency.maxMs),
    ...ofLatency,
  },
]

const arrivals: readonly Column[] = [
  { head: 'jobs\ncame in', cell: ({ figures }) => counted(figures.arrivals?.came) },
  { head: 'turned\naway', cell: ({ figures }) => counted(figures.arrivals?.dropped) },
]

const times: readonly Column[] = [...[50, 99].map(queueing), ...[50, 99].map(service)]

const others: readonly Column[] = [
  {
    head: 'KiB/\njob',
    cell: ({ figures: { memoryPerJobBytes } }) => figure(memoryPerJobBytes / 1_024),
  },
  { head: 'errors', cell: ({ figures: { failed } }) => counted(failed) },
]

/** p90 is in no table of a run: a sweep is told by it where there is no p99. */
const columns = [...rates, ...arrivals, ...latencies, percentile(90), ...times, ...others]

const headsOf = (of: readonly Column[]): string[] => of.map(({ head }) => head)

/** A table about the contenders of a run: what it is about, and the heads of its columns. */
export interface ContenderTable {
  readonly about: string
  readonly heads: readonly string[]
}

/**
 * The tables of a run. An open load has two, so that neither is too wide: what was done with the
 * jobs that came in, and the parts of their latency.
 */
export function contenderTables({ load }: Pick<Spec, 'load'>): readonly ContenderTable[] {
  return load.kind === 'closed'
    ? [{ about: '', heads: headsOf([...rates, ...latencies, ...others]) }]
    : [
        { about: '', heads: headsOf([...rates, ...arrivals, ...others]) },
        { about: 'latency', heads: headsOf([...latencies, ...times]) },
      ]
}

/**
 * A contender's row under these heads. Why figures are missing is said in the first cell that it
 * is true of, and the others have a dash.
 *
 * @throws RangeError for a head that no column has
 */
export function contenderCells(
  heads: readonly string[],
  contender: ContenderResult,
  { inference, spec }: Result,
): string[] {
  const figures = figuresOf(contender)
  if (figures === null) return heads.map(() => NO_FIGURE)
  const inferred = inference?.contenders.find(({ name }) => name === contender.name) ?? null
  const row = { figures, spec, inference: inferred }
  const said = new Set<string>()
  return heads.map((head) => {
    const { missing, cell } = columnOf(head)
    const reason = missing?.(row) ?? null
    if (reason === null) return cell(row) ?? NO_FIGURE
    if (said.has(reason)) return NO_FIGURE
    said.add(reason)
    return reason
  })
}

function columnOf(head: string): Column {
  const column = columns.find((candidate) => candidate.head === head)
  if (column === undefined) throw new RangeError(`No column is headed "${head}"`)
  return column
}

function counted(count: number | undefined): string | null {
  return count?.toLocaleString('en') ?? null
}
