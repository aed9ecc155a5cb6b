import { hasRate } from '../../report/missing-figure'
import { figuresOf } from '../../report/status-notes'
import type { ContenderResult, Figures, Latency, Result, Sweep } from '../../engine/result/result'
import { csvLines, type Cell } from './csv-lines'

/** One contender of one run, and the value at which it ran if the run is part of a sweep. */
interface Row {
  readonly result: Result
  readonly contender: ContenderResult
  readonly figures: Figures | null
  readonly over: string | null
  readonly value: number | null
}

interface Column {
  /** With its unit, so that a file alone says what its figures are. */
  readonly name: string
  readonly cell: (row: Row) => Cell
}

const of =
  (pick: (figures: Figures) => Cell) =>
  ({ figures }: Row): Cell =>
    figures === null ? null : pick(figures)

/** Empty where no job was finished or blocks were too short, as a latency is without jobs: what is 0 is the count, in its own column. */
const ofRate =
  (pick: (figures: Figures) => Cell) =>
  ({ figures, result }: Row): Cell =>
    figures === null || !hasRate(figures, result.spec) ? null : pick(figures)

const latencyColumns = (
  prefix: string,
  pick: (figures: Figures) => Latency | null,
): readonly Column[] => [
  {
    name: `${prefix}_mean_ms`,
    cell: of((figures) => ifAny(pick(figures), ({ meanMs }) => meanMs)),
  },
  ...[50, 90, 99, 99.9].map((wanted) => ({
    name: `${prefix}_p${wanted}_ms`,
    cell: of(
      (figures) =>
        pick(figures)?.percentiles.find(({ percentile }) => percentile === wanted)?.valueMs ?? null,
    ),
  })),
  { name: `${prefix}_max_ms`, cell: of((figures) => ifAny(pick(figures), ({ maxMs }) => maxMs)) },
]

const ifAny = (latency: Latency | null, pick: (latency: Latency) => number): number | null =>
  latency === null || latency.count === 0 ? null : pick(latency)

const columns: readonly Column[] = [
  { name: 'run', cell: ({ result }) => result.id },
  { name: 'spec', cell: ({ result }) => result.spec.name },
  { name: 'started_at', cell: ({ result }) => result.startedAt },
  { name: 'swept', cell: ({ over }) => over },
  { name: 'swept_value', cell: ({ value }) => value },
  { name: 'contender', cell: ({ contender }) => contender.name },
  { name: 'status', cell: ({ contender }) => contender.status },
  { name: 'error', cell: ({ contender }) => ('error' in contender ? contender.error : null) },
  { name: 'measured_s', cell: of(({ measuredSeconds }) => measuredSeconds) },
  // From the last end before the measuring to the last one in it: what the rate divides by.
  { name: 'from_end_to_end_s', cell: of(({ completionSeconds }) => completionSeconds) },
  { name: 'completed_jobs', cell: of(({ completed }) => completed) },
  { name: 'failed_jobs', cell: of(({ failed }) => failed) },
  { name: 'jobs_per_s', cell: ofRate(({ jobsPerSecond }) => jobsPerSecond) },
  { name: 'jobs_per_core_s', cell: ofRate(({ jobsPerCoreSecond }) => jobsPerCoreSecond) },
  { name: 'cores_used', cell: of(({ coresUsed }) => coresUsed) },
  { name: 'cpu_s', cell: of(({ cpuSeconds }) => cpuSeconds) },
  { name: 'run_queue_s', cell: of(({ runQueueSeconds }) => runQueueSeconds) },
  { name: 'cpu_source', cell: of(({ cpuSource }) => cpuSource) },
  ...latencyColumns('latency', ({ latency }) => latency),
  ...latencyColumns('service', ({ service }) => service),
  { name: 'arrived_jobs', cell: of(({ arrivals }) => arrivals?.came ?? null) },
  { name: 'dropped_jobs', cell: of(({ arrivals }) => arrivals?.dropped ?? null) },
  ...latencyColumns('queueing', ({ arrivals }) => arrivals?.queueing ?? null),
  ...latencyColumns('uncorrected', ({ arrivals }) => arrivals?.uncorrected ?? null),
  {
    name: 'loop_delay_p99_ms',
    cell: of(
      ({ timerLateness }) =>
        timerLateness?.percentiles.find(({ percentile }) => percentile === 99)?.valueMs ?? null,
    ),
  },
  { name: 'gc_ms', cell: of(({ gcMs }) => gcMs) },
  { name: 'peak_memory_bytes', cell: of(({ peakMemoryBytes }) => peakMemoryBytes) },
  { name: 'memory_per_job_bytes', cell: of(({ memoryPerJobBytes }) => memoryPerJobBytes) },
  { name: 'voluntary_switches', cell: of(({ voluntarySwitches }) => voluntarySwitches) },
  { name: 'involuntary_switches', cell: of(({ involuntarySwitches }) => involuntarySwitches) },
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
  { name: 'seed', cell: ({ result }) => result.spec.seed },
  { name: 'plan_sha256', cell: ({ result }) => result.plan.sha256 },
  { name: 'cpu_model', cell: ({ result }) => result.environment.cpuModel },
  { name: 'cores', cell: ({ result }) => result.environment.cores },
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
export const toCsv = (subject: Result | Sweep): string => {
  const lines = rowsOf(subject).map((row) => columns.map(({ cell }) => cell(row)))
  return csvLines([columns.map(({ name }) => name), ...lines])
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
      figures: figuresOf(contender),
    })),
  )
}
