import type { NamedChart } from '../../src/charts/named-chart'
import type { BarText } from '../../src/charts/plugin/bar-values'
import type { EndLabel } from '../../src/charts/plugin/end-labels'
import type { Note } from '../../src/report/note/note'

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

export const noteTexts = (chart: NamedChart): string[] => notes(chart).map(({ text }) => text)

export const notes = ({ config }: NamedChart): readonly Note[] =>
  (config.options?.plugins?.notes?.notes ?? []) as readonly Note[]

/** The charts of a list by their names. */
export const byName = (charts: readonly NamedChart[], name: NamedChart['name']): NamedChart => {
  const chart = charts.find((candidate) => candidate.name === name)
  if (chart === undefined) throw new Error(`no chart ${name}`)
  return chart
}

/** What is written at the ends of bars, per panel. */
export const barTexts = ({ config }: NamedChart): string[][] =>
  ((config.options?.plugins?.barValues?.texts ?? []) as readonly (readonly BarText[])[]).map(
    (bars) => bars.map(({ text }) => text),
  )
