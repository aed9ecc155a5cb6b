import { sentencesOf } from '../../report/verdict/verdict'
import { costNames, type CostName, type CostResult } from '../../engine/cost/cost-result'
import { roundsOf, summariseRounds, type RoundSummary } from '../../engine/cost/cost-summary'
import type { ContenderName } from '../../engine/spec/spec'
import { logBounds, logTicks, tickedLinearAxis, tickedLogAxis } from '../axis'
import { contenderStyle } from '../contender-style'
import {
  costLabels,
  costNotes,
  costVerdict,
  costSubtitle,
  inNanoseconds,
  rangeText,
} from '../../report/survey/cost-caption'
import { figure } from '../../report/format'
import { frameLines } from '../frame'
import { assemble, type LabelledLine } from '../line'
import type { Look } from '../chart-style'
import type { NamedChart } from '../named-chart'
import type { Note } from '../../report/note/note'

/** Costs look like the contender that pays them; what is the runtime's own is grey. */
const payers: Record<CostName, ContenderName> = {
  'native-await': 'sequential',
  'loop-iteration': 'event-loop',
  'atomics-hand-off': 'thread-pool',
  'message-round-trip': 'thread-pool',
  'pool-job': 'thread-pool',
  'loop-bare': 'event-loop',
  'loop-recorded': 'event-loop',
  'pool-bare': 'thread-pool',
  'pool-recorded': 'thread-pool',
}

interface Row {
  readonly name: CostName
  readonly summary: RoundSummary
}

/**
 * A row for each cost: a mark at its median, a line from the least to the most of its rounds, on a
 * log axis. No bars: on a log axis their length would mean nothing.
 */
export const costChart = (result: CostResult, look: Look): NamedChart => {
  const rows = costNames.flatMap((name): Row[] => {
    const summary = summariseRounds(roundsOf(result, name))
    return summary === null ? [] : [{ name, summary }]
  })
  const heightOf = (index: number): number => rows.length - 1 - index
  const { datasets, labels } = assemble(rows.map((row, index) => line(row, heightOf(index), look)))
  const bounds = logBounds(rows.flatMap(({ summary: { least, most } }) => [least, most]))
  return frameLines(
    {
      name: 'cost',
      title: 'What a switch and a recorded job cost',
      subtitle: costSubtitle(result),
      badge: null,
      description: describe(rows),
      notes: [
        ...sentencesOf(costVerdict(result)).map((text): Note => ({ tone: 'information', text })),
        ...costNotes(result),
      ],
    },
    {
      data: { datasets },
      scales: {
        x: tickedLogAxis({
          title: 'ns each: median, and least to most of the rounds (log scale)',
          look,
          isGridShown: true,
          bounds,
          ticks: logTicks(bounds, 8),
        }),
        y: tickedLinearAxis({
          title: '',
          look,
          isGridShown: false,
          bounds: { min: -0.6, max: rows.length - 0.4 },
          ticks: rows.map(({ name }, index) => ({
            value: heightOf(index),
            label: costLabels[name],
          })),
        }),
      },
    },
    labels,
    look,
  )
}

const line = ({ name, summary }: Row, y: number, look: Look): LabelledLine => {
  const { colour, marker } = contenderStyle(payers[name], look.theme)
  const widthPx = 2.25
  const { least, median, most } = summary
  return {
    dataset: {
      label: costLabels[name],
      data: [least, median, most].map((x) => ({ x, y })),
      borderColor: colour,
      backgroundColor: colour,
      borderWidth: widthPx,
      pointStyle: marker,
      pointRadius: [0, 5.5, 0],
      pointBorderWidth: 0,
      clip: false,
    },
    label: {
      mark: { colour, dash: [], widthPx, marker },
      name: inNanoseconds(median),
      detail: rangeText(summary),
      tone: 'plain',
    },
  }
}

const describe = (rows: readonly Row[]): string =>
  rows
    .map(
      ({ name, summary }) =>
        `${costLabels[name]}: ${inNanoseconds(summary.median)}, from ${figure(summary.least)} to ${figure(summary.most)} in ${summary.rounds} rounds.`,
    )
    .join(' ')
