import type { Result, Sweep } from '../engine/result/result'
import type { Survey } from '../engine/survey'
import { costChart } from './survey/cost-chart'
import { efficiencyChart } from './run/efficiency-chart'
import { lookOf, type Look } from './chart-style'
import { latencyChart } from './run/latency-chart'
import { memoryCharts } from './survey/memory-chart'
import type { ChartName, ChartOptions, MakeChart, NamedChart } from './named-chart'
import { sweepCharts } from './sweep/sweep-chart'
import { throughputChart } from './run/throughput-chart'

/** What there are charts of. */
type Charted = Result | Sweep | Survey

/**
 * The charts of a run, of a sweep or of a survey by their names, in the order in which a report
 * shows them. Each is made only when it is asked for.
 */
export const chartMakersOf = (subject: Charted): ReadonlyMap<ChartName, MakeChart> =>
  new Map(chartList(subject).map(([name, make]) => [name, (options = {}) => make(lookOf(options))]))

/** All of these charts, made. */
export const chartsOf = (subject: Charted, options: ChartOptions = {}): NamedChart[] =>
  [...chartMakersOf(subject).values()].map((make) => make(options))

const chartList = (
  subject: Charted,
): readonly (readonly [ChartName, (look: Look) => NamedChart])[] => {
  switch (subject.kind) {
    case 'corewise-sweep':
      return sweepCharts(subject)
    case 'corewise-cost':
      return [['cost', (look) => costChart(subject, look)]]
    case 'corewise-memory':
      return memoryCharts(subject)
    case 'corewise-result':
      return [
        ['efficiency', (look) => efficiencyChart(subject, look)],
        ['throughput', (look) => throughputChart(subject, look)],
        ['latency', (look) => latencyChart(subject, look)],
      ]
  }
}
