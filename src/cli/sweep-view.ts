import { sweepSubtitleOf } from '../charts/caption'
import { figure } from '../charts/figure'
import { findingSentences } from '../charts/finding'
import { scalingNotes, scalingSentences } from '../charts/sweep-scaling'
import { sweepTitle } from '../charts/sweep-caption'
import type { Sweep } from '../engine/experiment/result'
import { contenderNames } from '../engine/experiment/spec'
import { verdict } from '../engine/experiment/verdict'
import { contenderCells } from './contender-row'
import { notes } from './result-view'
import { formatTable, NO_FIGURE } from './table'
import { printable, type Paint } from './terminal'

/** Each figure has a table of its own; its cells are those of the table of a run. */
const tables: readonly { readonly title: string; readonly head: string }[] = [
  { title: 'jobs/s', head: 'jobs/s' },
  { title: 'jobs per core-second', head: 'jobs per\ncore-s' },
  { title: 'cores used', head: 'cores\nused' },
  { title: 'latency p99', head: 'p99' },
]

/** A sweep for people: one table a figure, a row a value, and the verdicts at both ends. */
export function sweepView(sweep: Sweep, paint: Paint): string {
  const results = sweep.points.map(({ result }) => result)
  const names = contenderNames.filter((name) =>
    results.some(({ contenders }) => contenders.some((contender) => contender.name === name)),
  )
  const sections = tables.map(({ title, head: column }) => {
    const rows = sweep.points.map(({ value, result }) => [
      figure(value),
      ...names.flatMap((name) => {
        const contender = result.contenders.find((candidate) => candidate.name === name)
        return contender === undefined ? NO_FIGURE : contenderCells([column], contender, result)
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
    ...[...scalingSentences(sweep), ...scalingNotes(sweep).map(({ text }) => text)].map((line) =>
      paint.dim(printable(line)),
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
