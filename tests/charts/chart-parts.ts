import type { NamedChart } from '../../src/charts/named-chart'
import type { BarMark } from '../../src/charts/plugin/bar-marks'
import type { EndLabel } from '../../src/charts/plugin/end-labels'

/** The titles of a chart's axes, by the axis's name. */
export const axisTitles = ({ config }: NamedChart): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(config.options?.scales ?? {}).map(([name, scale]) => [
      name,
      scale !== undefined && 'title' in scale ? scale.title.text : undefined,
    ]),
  )

/** The lines of a chart by their labels. */
export const lines = ({ config }: NamedChart) => {
  if (config.type !== 'line') throw new Error('not a line chart')
  return new Map(config.data.datasets.map((dataset) => [dataset.label ?? '', dataset]))
}

export const endLabels = ({ config }: NamedChart): readonly EndLabel[] =>
  (config.options?.plugins?.endLabels?.labels ?? []) as readonly EndLabel[]

/** What stands under a chart: its footnote and its source. */
export const footOf = ({ config }: NamedChart): { footnote: string; source: string } => {
  const [footnote = '', source = ''] = (config.options?.plugins?.foot?.lines ??
    []) as readonly string[]
  return { footnote, source }
}

/** The charts of a list by their names. */
export const byName = (charts: readonly NamedChart[], name: NamedChart['name']): NamedChart => {
  const chart = charts.find((candidate) => candidate.name === name)
  if (chart === undefined) throw new Error(`no chart ${name}`)
  return chart
}

/** What is drawn and written at the bars of a chart. */
export const barMarks = ({ config }: NamedChart): readonly BarMark[] =>
  (config.options?.plugins?.barMarks?.marks ?? []) as readonly BarMark[]

/** What is written at the ends of bars. */
export const barTexts = (chart: NamedChart): string[] => barMarks(chart).map(({ text }) => text)
