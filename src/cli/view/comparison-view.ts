import { effectiveCores } from '../../engine/measure/processors/processors'
import { machineOf } from '../../report/caption'
import { count, figure, moment } from '../../report/format'
import { compareRuns, isRoundsApart, rateOf, type Rate } from '../../engine/analysis/compare-runs'
import type { Result } from '../../engine/result/result'
import { contenderNames, LEAST_BLOCKS_TO_CLAIM, type ContenderName } from '../../engine/spec/spec'
import { figuresAt } from '../../report/figures'
import { rangeOf, timesOf } from '../../report/verdict/wording'
import { distrustOf } from '../../engine/analysis/trust'
import { distrustClause, distrustWords } from '../../report/verdict/trust-words'
import { contenderCells } from './contender-row'
import { comparisonVerdict } from '../../report/verdict/comparison-verdict'
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
    ...differences(results).map((line) => paint.yellow(line)),
    formatTable(['', 'run', ...columns.map(({ head }) => head)], rows, paint),
    '',
    ...ratios(results, paint),
    ...notes(results, paint, (index) => `run ${index + 1} · `),
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

function runLine({ spec, environment, startedAt }: Result): string {
  const { concurrency, workers } = spec
  const jobs =
    spec.load.kind === 'closed'
      ? `${count(concurrency, 'job')} in flight`
      : `${figure(spec.load.arrivalsPerSecond)} ${spec.load.arrivals} arrivals a second, at most ${count(concurrency, 'job')} in flight`
  const load = `${jobs}, ${count(workers, 'worker')}`
  return printable(`${spec.name}: ${load} · ${machineOf(environment)} · ${moment(startedAt)}`)
}

/** Jobs that compute as long by calibration are not as much work on a slower machine or runtime. */
function roundsRemark([first, ...others]: readonly Result[]): string[] {
  if (first === undefined || !others.some((later) => isRoundsApart(first, later))) return []
  const all = [first, ...others].map(({ plan }) => figure(plan.roundsPerMs)).join(', ')
  return [
    `A millisecond of computing is ${all} rounds, so jobs are not the same work. Run them again with --rounds-per-ms of the first run.`,
  ]
}

/** What makes the runs less comparable than their figures look. */
function differences(results: readonly Result[]): string[] {
  const differs = (what: (result: Result) => unknown): boolean =>
    new Set(results.map((result) => JSON.stringify(what(result)))).size > 1
  const doubts = results.flatMap((result, index) => {
    const distrust = distrustOf(result)
    if (distrust === null) return []
    const { advice } = distrustWords(distrust)
    return [`Run ${index + 1} is not to be trusted: ${distrustClause(distrust)}. ${advice}`]
  })
  return [
    ...doubts,
    ...(differs(({ environment }) => [environment.cpuModel, effectiveCores(environment)])
      ? ['The runs are from different machines: compare ratios within a run.']
      : []),
    ...(differs(({ environment }) => environment.versions)
      ? ['The runs are from different versions of the runtime, which is then compared too.']
      : []),
    ...(differs(({ spec: { workload, faults } }) => [workload, faults])
      ? ['The jobs of the runs differ, so their rates say nothing of each other.']
      : []),
    ...roundsRemark(results),
    ...(differs(({ spec: { durationMs, blocks, warmupMs } }) => [durationMs, blocks, warmupMs])
      ? ['The runs differ in measured time, blocks or warm-up. Measure both alike to compare them.']
      : []),
    ...(differs(({ spec: { load } }) => load)
      ? ['The loads of the runs differ. Measure both alike to compare them.']
      : []),
    ...(differs(({ spec: { concurrency, workers } }) => [concurrency, workers])
      ? ['The runs differ in jobs in flight or in workers. Measure both alike to compare them.']
      : []),
  ]
}
