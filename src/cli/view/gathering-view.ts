import type { Gathering, MachineRatio } from '../../engine/analysis/gather-machines'
import { threadCounts } from '../../engine/analysis/thread-counts'
import { loadOf } from '../../report/caption'
import { figure } from '../../report/format'
import { gatheringVerdict, leftOutReason } from '../../report/gathering/gathering-verdict'
import { timesOf } from '../../report/verdict/wording'
import { printable, type Paint } from '../terminal'
import { verdictLines } from './result-view'
import { formatTable, NO_FIGURE } from './table'

/** Many machines in one table, a row for each, with what they say together. */
export function gatheringView(gathering: Gathering, paint: Paint): string {
  const { pair, machines, leftOut } = gathering
  const [run] = [...machines, ...leftOut]
  const rows = machines.map(({ name, cores, result, jobsPerSecond, jobsPerCoreSecond }) => [
    printable(name),
    printable(result.environment.cpuModel.trim()),
    figure(cores),
    String(threadCounts(result.spec, result.environment).workers),
    ratioText(jobsPerSecond),
    jobsPerCoreSecond === null ? NO_FIGURE : ratioText(jobsPerCoreSecond),
  ])
  const head = ['', 'machine', 'cores', 'threads', 'jobs/s', 'jobs per core-s']
  return [
    ...(run === undefined ? [] : [paint.bold(printable(loadOf(run.result.spec))), '']),
    ...(rows.length === 0
      ? []
      : [formatTable(head, rows, paint), '', `Ratios are ${pair.join(' to ')} within each run.`]),
    ...leftOut.map((left) =>
      paint.yellow(printable(`${left.name} is left out: ${leftOutReason(pair, left)}.`)),
    ),
    '',
    ...verdictLines(gatheringVerdict(gathering), paint),
  ]
    .join('\n')
    .trimEnd()
}

function ratioText({ ratio, claim }: MachineRatio): string {
  return claim === 'none' ? `within noise ${timesOf(ratio)}` : timesOf(ratio)
}
