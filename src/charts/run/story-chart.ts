import type { Figures } from '../../engine/result/figures'
import type { ContenderResult, Result } from '../../engine/result/result'
import { latencyFaultOf } from '../../engine/analysis/trust/latency-fault'
import { loadOf } from '../../report/caption'
import { figureNamed } from '../../report/figures'
import { figuresOf } from '../../engine/result/measured-figures'
import { runFootnote } from '../../report/picture/footnote'
import { runTitle } from '../../report/picture/run-title'
import { runSource } from '../../report/picture/source-line'
import { barChart, type BarPanel } from '../bars'
import type { ChartStyle } from '../chart-style'
import type { NamedChart } from '../named-chart'
import { cpuPanel } from './cpu-chart'
import { describeBars, figurePanel, keyOf, rowsOf, shownOf } from './run-bars'
import { throughputPanel } from './throughput-chart'

/** The whole finding in one picture: jobs per second, what they cost and how long each took. */
export const storyChart = (result: Result, style: ChartStyle): NamedChart => {
  const shown = shownOf(result, style)
  const rows = rowsOf(shown, result, style)
  const panels = [
    throughputPanel(result, shown),
    cpuPanel(result, shown),
    latencyPanel(result, shown),
  ]
  return barChart(
    {
      name: 'story',
      title: runTitle(result, 'story', style.isShown),
      subtitle: `Throughput, cost and latency of ${loadOf(result.spec)}${keyOf(panels, style)}`,
      description: describeBars(rows, panels),
      footnote: runFootnote(result),
      source: runSource(result, 'jobsPerSecond'),
    },
    rows,
    panels,
    style,
  )
}

/** The column of latency, at the highest percentile that everyone supports. */
const latencyPanel = (result: Result, shown: readonly ContenderResult[]): BarPanel => {
  const percentile = commonPercentile(result, shown)
  return figurePanel(figureNamed(`latency p${percentile}`), result, shown, {
    id: 'latency',
    name: `p${percentile} latency`,
    lacks: 'too few jobs',
    toldAs: `p${percentile} latency`,
  })
}

const percentiles = [99, 90, 50] as const

const commonPercentile = (
  { spec }: Result,
  shown: readonly ContenderResult[],
): (typeof percentiles)[number] => {
  const told = shown.flatMap((contender): Figures[] => {
    const figures = figuresOf(contender)
    if (figures === null || figures.completed === 0) return []
    return latencyFaultOf(figures, spec) === null ? [figures] : []
  })
  const supports = ({ latency }: Figures, wanted: number): boolean =>
    latency.percentiles.some(({ percentile }) => percentile === wanted)
  const common = percentiles.find((wanted) => told.every((figures) => supports(figures, wanted)))
  return common ?? 50
}
