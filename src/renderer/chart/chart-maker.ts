import { chartsOf } from '../../charts/charts-of'
import type { ChartOptions, NamedChart } from '../../charts/named-chart'

/** Makes a chart for the size and theme that it is shown in. */
export type MakeChart = (options: ChartOptions) => NamedChart

/**
 * Makes one of the charts of what was measured.
 *
 * @throws Error (the maker) where it has no charts at all
 */
export function chartMaker(record: Parameters<typeof chartsOf>[0], name: string): MakeChart {
  return (options) => {
    const charts = chartsOf(record, options)
    const found = charts.find((chart) => chart.name === name) ?? charts[0]
    if (found === undefined) throw new Error(`expected a chart named ${name}`)
    return found
  }
}
