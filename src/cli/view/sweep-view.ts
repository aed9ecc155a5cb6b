import { sweepBadgeOf } from '../../report/badge'
import { sweepSubtitleOf } from '../../report/caption'
import {
  coresUsed,
  cpuPer1000Jobs,
  figureNamed,
  jobsPerCoreSecond,
  jobsPerSecond,
  type Figure,
} from '../../report/figures'
import { figure } from '../../report/format'
import { coreScores, coreScoreTable } from '../../report/sweep/core-scores'
import { scalingNotes, scalingSentences } from '../../report/sweep/sweep-scaling'
import { sweepTitle } from '../../report/sweep/sweep-caption'
import { sweepPercentile } from '../../report/sweep/sweep-percentile'
import { sweepVerdict } from '../../report/sweep/sweep-verdict'
import { sweepTroubles } from '../../report/sweep/sweep-status'
import { sweepWarnings } from '../../report/sweep/sweep-warnings'
import { experimentOf } from '../../engine/gallery'
import type { Sweep } from '../../engine/result/sweep'
import { contenderNames } from '../../engine/spec/spec'
import { checkTable } from './experiment-view'
import { contenderCells } from './contender-row'
import { readingNotes, verdictLines } from './result-view'
import { formatTable, NO_FIGURE } from './table'
import { printable, type Paint } from '../terminal'

/** Each figure has a table of its own; its cells are those of the table of a run. */
const columnsOf = (sweep: Sweep): readonly Figure[] => [
  jobsPerSecond,
  cpuPer1000Jobs,
  jobsPerCoreSecond,
  coresUsed,
  figureNamed(`latency p${sweepPercentile(sweep)}`),
  ...(sweep.over === 'arrival-rate' ? [figureNamed('jobs turned away')] : []),
]

/** A sweep for people: one table a figure, a row a value, and the verdict. */
export function sweepView(sweep: Sweep, paint: Paint): string {
  const experiment = experimentOf(sweep)
  const results = sweep.points.map(({ result }) => result)
  const names = contenderNames.filter((name) =>
    results.some(({ contenders }) => contenders.some((contender) => contender.name === name)),
  )
  const sections = columnsOf(sweep).map((column) => {
    const rows = sweep.points.map(({ value, result }) => [
      figure(value),
      ...names.flatMap((name) => {
        const contender = result.contenders.find((candidate) => candidate.name === name)
        return contender === undefined ? NO_FIGURE : contenderCells([column], contender, result)
      }),
    ])
    const head = [sweep.over, ...names.map((name) => paint.contender(name, name))]
    return `${paint.bold(column.name)}\n${formatTable(head, rows, paint)}\n`
  })
  return [
    paint.bold(printable(sweepTitle(sweep, 'Work done'))),
    ...sweepSubtitleOf(sweep)
      .split('\n')
      .map((line) => paint.dim(printable(line))),
    '',
    ...scoreLines(sweep, paint),
    ...(experiment === null ? [] : checkTable(experiment, sweep, paint)),
    ...sections,
    ...notesOf(sweep, paint),
    ...[...scalingSentences(sweep), ...scalingNotes(sweep).map(({ text }) => text)].map((line) =>
      paint.dim(printable(line)),
    ),
    ...verdictLines(sweepVerdict(sweep), paint),
  ].join('\n')
}

/** Of a sweep over cores what each did on the fewest and on the most. */
function scoreLines(sweep: Sweep, paint: Paint): string[] {
  const scores = coreScores(sweep)
  if (scores === null) return []
  const { head, rows } = coreScoreTable(scores)
  const cells = rows.map((row) => [paint.contender(row.name, row.name), ...row.cells])
  return [paint.bold('scores by cores'), formatTable(head, cells, paint), '']
}

/** What is so of several points is said once, with their number. */
function notesOf(sweep: Sweep, paint: Paint): string[] {
  const standing = [...sweepTroubles(sweep), ...sweepWarnings(sweep)].map(({ tone, text }) =>
    (tone === 'fault' ? paint.red : paint.yellow)(printable(text)),
  )
  const checks = (['jobsPerSecond', 'jobsPerCoreSecond'] as const).map((checked) =>
    paint.dim(`${sweepBadgeOf(sweep, checked).text}.`),
  )
  const results = sweep.points.map(({ result }) => result)
  const reading = readingNotes(results, () => columnsOf(sweep)).map((line) => paint.dim(line))
  return [...new Set([...standing, ...checks, ...reading]), '']
}
