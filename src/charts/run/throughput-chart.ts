import { isCeilingFor } from '../../engine/analysis/hidden-use'
import type { Result } from '../../engine/result/result'
import { loadOf } from '../../report/caption'
import { jobsPerSecond } from '../../report/figures'
import { runFootnote } from '../../report/picture/footnote'
import { runTitle } from '../../report/picture/run-title'
import { runSource } from '../../report/picture/source-line'
import { barChart } from '../bars'
import type { ChartStyle } from '../chart-style'
import type { NamedChart } from '../named-chart'
import { describeBars, figurePanel, keyOf, rowsOf, shownOf } from './run-bars'

/** Jobs per second: a bar per contender, with its interval and its ceiling. */
export const throughputChart = (result: Result, style: ChartStyle): NamedChart => {
  const shown = shownOf(result, style)
  const rows = rowsOf(shown, result, style)
  const panel = throughputPanel(result, shown)
  return barChart(
    {
      name: 'throughput',
      title: runTitle(result, 'throughput', style.isShown),
      subtitle: `Jobs finished per second, ${loadOf(result.spec)}${keyOf([panel], style)}`,
      description: describeBars(rows, [panel]),
      footnote: runFootnote(result),
      source: runSource(result, 'jobsPerSecond'),
    },
    rows,
    [panel],
    style,
  )
}

/** The column of jobs per second, with what was predicted before the run. */
export const throughputPanel = (result: Result, shown: ReturnType<typeof shownOf>) =>
  figurePanel(jobsPerSecond, result, shown, {
    id: 'throughput',
    name: 'jobs per second',
    lacks: 'no figure',
    ceilingOf: (contender) =>
      isCeilingFor(contender, result)
        ? (result.predicted.find(({ name }) => name === contender.name)?.jobsPerSecond ?? null)
        : null,
  })
