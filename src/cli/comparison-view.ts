import { machineOf } from '../charts/caption'
import { count, duration, figure, moment } from '../charts/figure'
import { figuresOf } from '../charts/standing'
import type { Figures, Result } from '../engine/experiment/result'
import { contenderNames, type ContenderName } from '../engine/experiment/spec'
import { notes } from './result-view'
import { formatTable, NO_FIGURE } from './table'
import { printable, type Paint } from './terminal'

const heads = [
  'run',
  'jobs/s',
  'to 1',
  'jobs per\ncore-s',
  'to 1',
  'cores\nused',
  'p50',
  'p99',
  'errors',
]

/** Several runs side by side, contender by contender, with ratios to the first run. */
export function comparisonView(results: readonly Result[], paint: Paint): string {
  const rows = contenderNames.flatMap((name) =>
    results.flatMap((result, index) => {
      const cells = comparedCells(result, results[0], name)
      return cells === null ? [] : [[paint.contender(name, name), String(index + 1), ...cells]]
    }),
  )
  return [
    ...results.map((result, index) => `${paint.bold(String(index + 1))}  ${runLine(result)}`),
    '',
    formatTable(['', ...heads], rows, paint),
    '',
    ...notes(results, paint, (index) => `run ${index + 1} · `),
    ...differences(results).map((line) => paint.yellow(line)),
    'Ratios are to run 1. Within 5 % of 1 single runs show no clear difference.',
  ].join('\n')
}

function comparedCells(
  result: Result,
  first: Result | undefined,
  name: ContenderName,
): string[] | null {
  const contender = result.contenders.find((candidate) => candidate.name === name)
  if (contender === undefined) return null
  const figures = figuresOf(contender)
  if (figures === null) return heads.slice(1).map(() => NO_FIGURE)
  const base = first === undefined ? null : figuresNamed(first, name)
  const percentile = (wanted: number): string => {
    const found = figures.latency.percentiles.find(({ percentile: at }) => at === wanted)
    return found === undefined ? NO_FIGURE : duration(found.valueMs)
  }
  return [
    figure(figures.jobsPerSecond),
    ratio(figures.jobsPerSecond, base?.jobsPerSecond ?? null),
    figures.jobsPerCoreSecond === null ? NO_FIGURE : figure(figures.jobsPerCoreSecond),
    ratio(figures.jobsPerCoreSecond, base?.jobsPerCoreSecond ?? null),
    figure(figures.coresUsed),
    percentile(50),
    percentile(99),
    figures.failed.toLocaleString('en'),
  ]
}

function figuresNamed({ contenders }: Result, name: ContenderName): Figures | null {
  const contender = contenders.find((candidate) => candidate.name === name)
  return contender === undefined ? null : figuresOf(contender)
}

function ratio(value: number | null, base: number | null): string {
  if (value === null || base === null || base === 0) return NO_FIGURE
  return `${(value / base).toFixed(2)}×`
}

function runLine({ spec, environment, startedAt }: Result): string {
  const load = `${count(spec.concurrency, 'job')} in flight, ${count(spec.workers, 'worker')}`
  return printable(`${spec.name}: ${load} · ${machineOf(environment)} · ${moment(startedAt)}`)
}

/** What makes the runs less comparable than their figures look. */
function differences(results: readonly Result[]): string[] {
  const differs = (what: (result: Result) => unknown): boolean =>
    new Set(results.map((result) => JSON.stringify(what(result)))).size > 1
  return [
    ...(differs(({ environment: { cpuModel, cores } }) => [cpuModel, cores])
      ? ['The runs are from different machines.']
      : []),
    ...(differs(({ environment }) => environment.versions)
      ? ['The runs are from different versions of the runtime.']
      : []),
    ...(differs(({ spec: { workload, faults } }) => [workload, faults])
      ? ['The jobs of the runs differ.']
      : []),
    ...(differs(({ spec: { concurrency, workers } }) => [concurrency, workers])
      ? ['The runs differ in jobs in flight or in workers.']
      : []),
  ]
}
