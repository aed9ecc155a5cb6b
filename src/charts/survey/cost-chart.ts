import { notesFootnote } from '../../report/picture/footnote'
import { withoutStop } from '../../report/picture/run-title'
import { sourceLine } from '../../report/picture/source-line'
import { costNames, type CostName, type CostResult } from '../../engine/cost/cost-result'
import { roundsOf, summariseRounds, type RoundSummary } from '../../engine/cost/cost-summary'
import type { ContenderName } from '../../engine/spec/spec'
import { logBounds, logTicks, tickedLinearAxis, tickedLogAxis } from '../axis'
import { contenderStyle, markerStrokePx } from '../contender-style'
import {
  costLabels,
  costNotes,
  costShortLabels,
  costVerdict,
  inNanoseconds,
  rangeText,
} from '../../report/survey/cost-caption'
import { figure } from '../../report/format'
import { frameLines } from '../frame'
import { assemble, type LabelledLine } from '../line'
import type { ChartStyle } from '../chart-style'
import type { NamedChart } from '../named-chart'

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
export const costChart = (result: CostResult, style: ChartStyle): NamedChart => {
  const rows = costNames.flatMap((name): Row[] => {
    const summary = summariseRounds(roundsOf(result, name))
    return summary === null ? [] : [{ name, summary }]
  })
  const heightOf = (index: number): number => rows.length - 1 - index
  const { datasets, labels, told } = assemble(
    rows.map((row, index) => line(row, heightOf(index), style)),
  )
  const bounds = logBounds(rows.flatMap(({ summary: { least, most } }) => [least, most]))
  return frameLines(
    {
      name: 'cost',
      title: withoutStop(costVerdict(result).headline),
      subtitle: 'Nanoseconds each: a mark at the median, a line from least to most of the rounds',
      description: describe(rows),
      footnote: notesFootnote(costNotes(result)),
      source: sourceLine({ ...result, check: null }),
    },
    {
      data: { datasets },
      scales: {
        x: tickedLogAxis({
          title: 'ns each (log scale)',
          style,
          isGridShown: true,
          bounds,
          ticks: logTicks(bounds, 8),
        }),
        y: tickedLinearAxis({
          title: '',
          style,
          isGridShown: false,
          bounds: { min: -0.6, max: rows.length - 0.4 },
          ticks: rows.map(({ name }, index) => ({
            value: heightOf(index),
            // Beside long names a narrow chart would have no room for its plot.
            label: (style.isCompact ? costShortLabels : costLabels)[name],
          })),
          isEachNamed: true,
        }),
      },
    },
    labels,
    told,
    style,
  )
}

const line = ({ name, summary }: Row, y: number, style: ChartStyle): LabelledLine => {
  const { colour, marker } = contenderStyle(payers[name], style.theme)
  const widthPx = style.px(2.25)
  const { least, median, most } = summary
  return {
    dataset: {
      label: costLabels[name],
      data: [least, median, most].map((x) => ({ x, y })),
      borderColor: colour,
      backgroundColor: colour,
      borderWidth: widthPx,
      pointStyle: marker,
      pointRadius: [0, style.px(5.5), 0],
      pointBorderWidth: markerStrokePx(marker, widthPx),
      clip: false,
    },
    label: {
      mark: { colour, dash: [], widthPx, marker },
      name: inNanoseconds(median),
      detail: rangeText(summary),
      tone: 'plain',
    },
    series: costLabels[name],
    figures: [least, median, most].map((ns) => `${costLabels[name]}: ${inNanoseconds(ns)}`),
  }
}

const describe = (rows: readonly Row[]): string =>
  rows
    .map(
      ({ name, summary }) =>
        `${costLabels[name]}: ${inNanoseconds(summary.median)}, from ${figure(summary.least)} to ${figure(summary.most)} in ${summary.rounds} rounds.`,
    )
    .join(' ')
