import type { Result, Sweep } from '../engine/result/result'
import type { Survey } from '../engine/survey'
import { costChart } from './survey/cost-chart'
import { efficiencyChart } from './run/efficiency-chart'
import { lookOf } from './chart-style'
import { latencyChart } from './run/latency-chart'
import { memoryCharts } from './survey/memory-chart'
import type { ChartOptions, NamedChart } from './named-chart'
import { sweepCharts } from './sweep/sweep-chart'
import { throughputChart } from './run/throughput-chart'

/** All charts of a run, of a sweep or of a survey, in the order in which a report shows them. */
export const chartsOf = (
  subject: Result | Sweep | Survey,
  options: ChartOptions = {},
): NamedChart[] => {
  const look = lookOf(options)
  switch (subject.kind) {
    case 'corewise-sweep':
      return sweepCharts(subject, look)
    case 'corewise-cost':
      return [costChart(subject, look)]
    case 'corewise-memory':
      return memoryCharts(subject, look)
    case 'corewise-result':
      return [
        efficiencyChart(subject, look),
        throughputChart(subject, look),
        latencyChart(subject, look),
      ]
  }
}
