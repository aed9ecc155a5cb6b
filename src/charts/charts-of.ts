import type { Result, Sweep } from '../engine/experiment/result'
import { efficiencyChart } from './efficiency-chart'
import { lookOf } from './look'
import { latencyChart } from './latency-chart'
import type { ChartOptions, NamedChart } from './named-chart'
import { sweepCharts } from './sweep-chart'
import { throughputChart } from './throughput-chart'

/** All charts of a run, or of a sweep, in the order in which a report shows them. */
export const chartsOf = (subject: Result | Sweep, options: ChartOptions = {}): NamedChart[] => {
  const look = lookOf(options)
  return subject.kind === 'corewise-sweep'
    ? sweepCharts(subject, look)
    : [efficiencyChart(subject, look), throughputChart(subject, look), latencyChart(subject, look)]
}
