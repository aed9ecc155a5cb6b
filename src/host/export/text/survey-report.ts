import {
  costLabels,
  costNotes,
  costVerdict,
  costSubtitle,
} from '../../../report/survey/cost-caption'
import { count, duration, figure, moment, size } from '../../../report/format'
import {
  memoryNotes,
  memoryVerdict,
  memorySubtitle,
  waiterLabels,
} from '../../../report/survey/memory-caption'
import { summariseRounds } from '../../../engine/cost/cost-summary'
import type { CostEntry, CostResult } from '../../../engine/cost/cost-result'
import type { MemoryPoint, MemoryResult, Waiter } from '../../../engine/footprint/memory-result'
import { bytesPerWaiting, noiseOf, wholeProcess } from '../../../engine/footprint/memory-summary'
import type { Survey } from '../../../engine/survey'
import type { Report } from './report'

/** Shown where there is no such figure. */
const NO_FIGURE = '–'

/** A survey in words and tables, all but its environment. */
export const surveyReport = (survey: Survey): Omit<Report, 'environment'> =>
  survey.kind === 'corewise-cost' ? costReport(survey) : memoryReport(survey)

const costReport = (result: CostResult): Omit<Report, 'environment'> => ({
  title: 'What a switch and a recorded job cost',
  subtitle: costSubtitle(result),
  verdict: costVerdict(result),
  notes: costNotes(result),
  head: ['', 'median (ns)', 'least (ns)', 'most (ns)', 'CPU (ns)', 'rounds', 'times a round'],
  names: 1,
  rows: result.costs.map(costRow),
  protocol: [
    ['survey', result.id],
    ['started', moment(result.startedAt)],
    ['rounds', `${count(result.rounds, 'round')}, each in an order of its own drawn from the seed`],
    ['seed', String(result.seed)],
    ['empty jobs in flight', result.concurrency.toLocaleString('en')],
    ['threads of the pool', result.workers.toLocaleString('en')],
    ['empty jobs measured', `${duration(result.windowMs)} in each round, in fresh threads`],
  ],
})

const costRow = ({ name, operations, roundsNs, roundsCpuNs }: CostEntry): string[] => {
  const summary = summariseRounds(roundsNs)
  const cpu = summariseRounds(roundsCpuNs)
  const figures =
    summary === null || cpu === null
      ? [NO_FIGURE, NO_FIGURE, NO_FIGURE, NO_FIGURE]
      : [summary.median, summary.least, summary.most, cpu.median].map(figure)
  const times = operations === null ? NO_FIGURE : figure(operations)
  return [costLabels[name], ...figures, String(roundsNs.length), times]
}

const memoryReport = (result: MemoryResult): Omit<Report, 'environment'> => ({
  title: 'What waiting costs in memory',
  subtitle: memorySubtitle(result),
  verdict: memoryVerdict(result),
  notes: memoryNotes(result),
  head: ['', 'waiting at once', 'each', 'least', 'most', 'whole process'],
  names: 1,
  rows: result.waiters.flatMap((waiter) =>
    waiter.points.map((point) => memoryRow(waiter, point, noiseOf(result))),
  ),
  protocol: [
    ['survey', result.id],
    ['started', moment(result.startedAt)],
    ['processes per count', String(result.rounds)],
    ['may be used', `${figure(result.memoryShare * 100)} % of the free memory`],
  ],
})

const memoryRow = (waiter: Waiter, point: MemoryPoint, noiseBytes: number): string[] => {
  const each = bytesPerWaiting(point, noiseBytes)
  const whole = wholeProcess(point)
  return [
    waiterLabels[waiter.name],
    point.count.toLocaleString('en'),
    ...(each === null
      ? [NO_FIGURE, NO_FIGURE, NO_FIGURE]
      : [each.median, each.least, each.most].map(size)),
    whole === null ? NO_FIGURE : size(whole.median),
  ]
}
