import type { ContenderResult, Result } from '../../engine/result/result'
import { loadOf } from '../../report/caption'
import { cpuPer1000Jobs } from '../../report/figures'
import { figuresOf } from '../../engine/result/measured-figures'
import { runFootnote } from '../../report/picture/footnote'
import { runTitle } from '../../report/picture/run-title'
import { runSource } from '../../report/picture/source-line'
import { barChart, type BarPanel } from '../bars'
import type { ChartStyle } from '../chart-style'
import type { NamedChart } from '../named-chart'
import { describeBars, figurePanel, keyOf, rowsOf, shownOf } from './run-bars'

/** CPU time per 1,000 jobs: a bar per contender, with its interval. */
export const cpuChart = (result: Result, style: ChartStyle): NamedChart => {
  const shown = shownOf(result, style)
  const rows = rowsOf(shown, result, style)
  const panel = cpuPanel(result, shown)
  return barChart(
    {
      name: 'cpu',
      title: runTitle(result, 'cpu', style.isShown),
      subtitle: `CPU time per 1,000 jobs in ms, ${loadOf(result.spec)}${keyOf([panel], style)}`,
      description: describeBars(rows, [panel]),
      footnote: sharedCpuFootnote(shown) ?? runFootnote(result),
      source: runSource(result, 'jobsPerCoreSecond'),
    },
    rows,
    [panel],
    style,
  )
}

/** The column of CPU time per 1,000 jobs. */
export const cpuPanel = (result: Result, shown: readonly ContenderResult[]): BarPanel =>
  figurePanel(cpuPer1000Jobs, result, shown, {
    id: 'cpu',
    name: 'CPU ms per 1,000 jobs',
    lacks: 'too little CPU time to say',
    toldAs: 'CPU ms per 1,000 jobs',
  })

/** CPU time that could not be read per thread is that of everything in the process. */
const sharedCpuFootnote = (shown: readonly ContenderResult[]): string | null => {
  const names = shown
    .filter((contender) => figuresOf(contender)?.cpuSource === 'process-wide')
    .map(({ name }) => name)
  return names.length === 0 ? null : `${names.join(', ')}: CPU time of the whole process.`
}
