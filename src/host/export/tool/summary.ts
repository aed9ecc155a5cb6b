import { chartsOf } from '../../../charts/charts-of'
import type { ChartOptions } from '../../../charts/named-chart'
import type { KeptResult } from '../../library/kept-result'
import { toMarkdown } from '../text/markdown'
import { reportOf } from '../text/report'

/** The report as one Markdown text with its pictures in it, for the summary of a build's job. */
export async function summaryOf(result: KeptResult, options: ChartOptions): Promise<string> {
  const { renderPng } = await import('../picture/render')
  const charts = chartsOf(result, options)
  const pictures = new Map<string, string>()
  for (const chart of charts) {
    const png = await renderPng(chart, { scale: 1 })
    pictures.set(chart.name, `data:image/png;base64,${png.toString('base64')}`)
  }
  return toMarkdown(reportOf(result), charts, ({ name }) => pictures.get(name) ?? '')
}
