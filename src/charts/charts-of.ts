import type { Sweep } from '../engine/result/sweep'
import type { Result } from '../engine/result/result'
import type { ForeignRun } from '../engine/foreign/foreign-run'
import type { Survey } from '../engine/survey'
import { costChart } from './survey/cost-chart'
import { cpuChart } from './run/cpu-chart'
import { chartStyleOf, type ChartStyle } from './chart-style'
import { foreignCharts } from './foreign/foreign-chart'
import { latencyChart } from './run/latency-chart'
import { memoryCharts } from './survey/memory-chart'
import type { ChartName, ChartOptions, MakeChart, NamedChart } from './named-chart'
import { sweepCharts } from './sweep/sweep-chart'
import { overTimeChart } from './run/over-time-chart'
import { storyChart } from './run/story-chart'
import { throughputChart } from './run/throughput-chart'

/** What there are charts of. */
type Charted = Result | Sweep | Survey | ForeignRun

/**
 * The charts of a run, of a sweep, of a survey or of another tool's run by their names, in the
 * order in which a report shows them. Each is made only when it is asked for.
 */
export const chartMakersOf = (subject: Charted): ReadonlyMap<ChartName, MakeChart> =>
  new Map(
    chartList(subject).map(([name, make]) => [name, (options = {}) => make(chartStyleOf(options))]),
  )

/**
 * Drawn only where it is asked for by its name: blocks that follow one another are no course of
 * time.
 */
const ON_REQUEST: ReadonlySet<ChartName> = new Set(['over-time'])

/** The charts that a report has, made: all but those that one asks for by name. */
export const chartsOf = (subject: Charted, options: ChartOptions = {}): NamedChart[] =>
  [...chartMakersOf(subject)]
    .filter(([name]) => !ON_REQUEST.has(name))
    .map(([, make]) => make(options))

/** Whether a chart can have its figures on either scale, so that one can be asked for. */
export const hasScales = (make: MakeChart): boolean =>
  scalesOf(make({ axis: 'linear' })) !== scalesOf(make({ axis: 'log' }))

const scalesOf = ({ config }: NamedChart): string =>
  Object.values(config.options?.scales ?? {})
    .map((scale) => scale?.type)
    .join()

const chartList = (
  subject: Charted,
): readonly (readonly [ChartName, (style: ChartStyle) => NamedChart])[] => {
  switch (subject.kind) {
    case 'corewise-sweep':
      return sweepCharts(subject)
    case 'corewise-cost':
      return [['cost', (style) => costChart(subject, style)]]
    case 'corewise-foreign':
      return foreignCharts(subject)
    case 'corewise-memory':
      return memoryCharts(subject)
    case 'corewise-result':
      return [
        ['story', (style) => storyChart(subject, style)],
        ['throughput', (style) => throughputChart(subject, style)],
        ['cpu', (style) => cpuChart(subject, style)],
        ['latency', (style) => latencyChart(subject, style)],
        ['over-time', (style) => overTimeChart(subject, style)],
      ]
  }
}
