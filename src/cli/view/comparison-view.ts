import { machineOf } from '../../report/caption'
import { count, figure, moment } from '../../report/format'
import { compareRuns, rateOf, type Rate } from '../../engine/analysis/compare-runs'
import type { Result } from '../../engine/result/result'
import { contenderNames, LEAST_BLOCKS_TO_CLAIM, type ContenderName } from '../../engine/spec/spec'
import { figuresAt } from '../../report/figures'
import { rangeOf, timesOf } from '../../report/verdict/wording'
import { runDifferences } from '../../report/comparison/run-differences'
import { contenderCells } from './contender-row'
import { comparabilityRemarks } from '../../report/comparison/comparability'
import { comparisonVerdict } from '../../report/comparison/comparison-verdict'
import { notes, verdictLines } from './result-view'
import { formatTable, NO_FIGURE } from './table'
import { printable, type Paint } from '../terminal'

const columns = figuresAt('comparison')

/** Several runs side by side, contender by contender, and what can be said of their differences. */
export function comparisonView(results: readonly Result[], paint: Paint): string {
  const rows = contenderNames.flatMap((name) =>
    results.flatMap((result, index) => {
      const cells = figureCells(result, name)
      return cells === null ? [] : [[paint.contender(name, name), String(index + 1), ...cells]]
    }),
  )
  return [
    ...results.map((result, index) => `${paint.bold(String(index + 1))}  ${runLine(result)}`),
    '',
    ...comparabilityRemarks(
      results,
      results.map((_, index) => String(index + 1)),
    ).map((line) => paint.yellow(line)),
    ...differenceLines(results),
    formatTable(['', 'run', ...columns.map(({ head }) => head)], rows, paint),
    '',
    ...ratios(results, paint),
    ...notes(
      results,
      () => columns,
      paint,
      (index) => `run ${index + 1} · `,
    ),
    ...verdictLines(comparisonVerdict(results), paint),
  ]
    .join('\n')
    .trimEnd()
}

/** Null where the contender is not in the run. */
function figureCells(result: Result, name: ContenderName): string[] | null {
  const contender = result.contenders.find((candidate) => candidate.name === name)
  if (contender === undefined) return null
  return contenderCells(columns, contender, result)
}

/** The table of ratios to the first run, and how to read it. */
function ratios([first, ...others]: readonly Result[], paint: Paint): string[] {
  if (first === undefined) return []
  const rows = contenderNames.flatMap((name) =>
    others.flatMap((later, index) => {
      const cells = [
        ratioCell(first, later, name, 'jobsPerSecond'),
        ratioCell(first, later, name, 'jobsPerCoreSecond'),
      ]
      const isThere = cells.some((cell) => cell !== NO_FIGURE)
      return isThere ? [[paint.contender(name, name), String(index + 2), ...cells]] : []
    }),
  )
  if (rows.length === 0) return []
  const has = (text: string): boolean => rows.flat().some((cell) => cell.includes(text))
  return [
    formatTable(['to run 1', 'run', 'jobs/s', 'jobs per core-s'], rows, paint),
    '',
    'Ratios are to run 1; in brackets, 95 % intervals over the blocks of both runs.',
    ...(has(WITHIN_NOISE)
      ? ['Within noise: the interval includes 1, or a contender differed from itself by as much.']
      : []),
    ...(has(NO_INTERVAL)
      ? [`No interval: it takes ${LEAST_BLOCKS_TO_CLAIM} blocks in both runs. Nothing is claimed.`]
      : []),
    '',
  ]
}

const WITHIN_NOISE = 'within noise'
const NO_INTERVAL = 'no interval'

function ratioCell(first: Result, later: Result, name: ContenderName, rate: Rate): string {
  const before = rateOf(first, name, rate)
  const after = rateOf(later, name, rate)
  if (before === null || after === null || before === 0) return NO_FIGURE
  const compared = compareRuns(first, later, name, rate)
  if (compared === null) return `${(after / before).toFixed(2)}× (${NO_INTERVAL})`
  const { ratio, claim } = compared
  switch (claim) {
    case 'not-trusted':
      return 'not to be trusted'
    case 'no-rate':
      return 'blocks too short'
    case 'none':
      return `${WITHIN_NOISE} (${rangeOf(ratio)})`
    case 'more':
    case 'less':
      return timesOf(ratio)
  }
}

/** Of two runs, in what they differ besides their names and their time. */
function differenceLines([first, later, ...others]: readonly Result[]): string[] {
  if (first === undefined || later === undefined || others.length > 0) return []
  const told = runDifferences(first, later)
  if (told.length === 0) return []
  const lines = told.map(({ what, first: before, later: after }) =>
    printable(`${what}: ${before} in run 1, ${after} in run 2`),
  )
  return [...lines, '']
}

function runLine({ spec, environment, startedAt }: Result): string {
  const { concurrency, workers } = spec
  const jobs =
    spec.load.kind === 'closed'
      ? `${count(concurrency, 'job')} in flight`
      : `${figure(spec.load.arrivalsPerSecond)} ${spec.load.arrivals} arrivals a second, at most ${count(concurrency, 'job')} in flight`
  const load = `${jobs}, ${count(workers, 'worker')}`
  return printable(`${spec.name}: ${load} · ${machineOf(environment)} · ${moment(startedAt)}`)
}
