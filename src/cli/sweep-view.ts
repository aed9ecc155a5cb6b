import { sweepSubtitleOf } from '../charts/caption'
import { duration, figure } from '../charts/figure'
import { findingSentences } from '../charts/finding'
import { figuresOf } from '../charts/standing'
import { sweepTitle } from '../charts/sweep-caption'
import type { Figures, Sweep } from '../engine/experiment/result'
import { contenderNames } from '../engine/experiment/spec'
import { verdict } from '../engine/experiment/verdict'
import { notes } from './result-view'
import { formatTable, NO_FIGURE } from './table'
import { printable, type Paint } from './terminal'

const tables: readonly { title: string; cell: (figures: Figures) => string | null }[] = [
  { title: 'jobs/s', cell: ({ jobsPerSecond }) => figure(jobsPerSecond) },
  {
    title: 'jobs per core-second',
    cell: ({ jobsPerCoreSecond }) =>
      jobsPerCoreSecond === null ? null : figure(jobsPerCoreSecond),
  },
  { title: 'cores used', cell: ({ coresUsed }) => figure(coresUsed) },
  {
    title: 'latency p99',
    cell: ({ latency }) => {
      const p99 = latency.percentiles.find(({ percentile }) => percentile === 99)
      return p99 === undefined ? null : duration(p99.valueMs)
    },
  },
]

/** A sweep for people: one table a figure, a row a value, and the verdicts at both ends. */
export function sweepView(sweep: Sweep, paint: Paint): string {
  const results = sweep.points.map(({ result }) => result)
  const names = contenderNames.filter((name) =>
    results.some(({ contenders }) => contenders.some((contender) => contender.name === name)),
  )
  const sections = tables.map(({ title, cell }) => {
    const rows = sweep.points.map(({ value, result }) => [
      figure(value),
      ...names.map((name) => {
        const contender = result.contenders.find((candidate) => candidate.name === name)
        const figures = contender === undefined ? null : figuresOf(contender)
        return (figures === null ? null : cell(figures)) ?? NO_FIGURE
      }),
    ])
    const head = [sweep.over, ...names.map((name) => paint.contender(name, name))]
    return `${paint.bold(title)}\n${formatTable(head, rows, paint)}\n`
  })
  return [
    paint.bold(printable(sweepTitle(sweep, 'Work done'))),
    ...sweepSubtitleOf(sweep)
      .split('\n')
      .map((line) => paint.dim(printable(line))),
    '',
    ...sections,
    ...notes(
      results,
      paint,
      (index) => `${sweep.over} ${figure(sweep.points[index]?.value ?? 0)} · `,
    ),
    ...(sweep.finding === null ? endVerdicts(sweep) : findingSentences(sweep)).map((line) =>
      paint.bold(printable(line)),
    ),
  ].join('\n')
}

function endVerdicts({ over, points }: Sweep): string[] {
  const ends = [...new Set([points[0], points.at(-1)])].filter((point) => point !== undefined)
  return ends.map(({ value, result }) => `At ${over} ${figure(value)}: ${verdict(result)}`)
}
