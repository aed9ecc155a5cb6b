import type { ChartDataset } from 'chart.js'
import type { ContenderName } from '../engine/spec/spec'
import { contenderStyle } from './contender-style'
import type { LinePoint } from './named-chart'
import type { EndLabel, LineMark } from './plugin/end-labels'
import type { Palette, ThemeName } from './theme'

export type LineDataset = ChartDataset<'line', LinePoint[]>

/** A line and what is written at its end. */
export interface LabelledLine {
  readonly dataset: LineDataset
  readonly label: Omit<EndLabel, 'datasetIndex'>
}

/** Splits labelled lines into what Chart.js draws and what the labels plugin writes. */
export const assemble = (
  lines: readonly LabelledLine[],
): { readonly datasets: LineDataset[]; readonly labels: EndLabel[] } => ({
  datasets: lines.map(({ dataset }) => dataset),
  labels: lines.map(({ label }, datasetIndex) => ({ ...label, datasetIndex })),
})

/** A measured line in its contender's colour, dash and marker. */
export const measuredLine = (
  contender: ContenderName,
  points: readonly LinePoint[],
  theme: ThemeName,
  isMarked: (index: number) => boolean,
): { readonly dataset: LineDataset; readonly mark: LineMark } => {
  const { colour, dash, marker } = contenderStyle(contender, theme)
  const widthPx = 2.25
  return {
    mark: { colour, dash, widthPx, marker },
    dataset: {
      label: contender,
      data: [...points],
      borderColor: colour,
      backgroundColor: colour,
      borderDash: [...dash],
      borderWidth: widthPx,
      borderJoinStyle: 'round',
      pointStyle: marker,
      pointRadius: points.map((_, index) => (isMarked(index) ? 4 : 0)),
      pointBorderWidth: 0,
      // A marker at the edge of the plot is drawn whole.
      clip: false,
    },
  }
}

/** A line that nobody measured: thin, dashed, neutral, and drawn behind those that somebody did. */
export const modelLine = (
  name: string,
  formula: string,
  points: readonly LinePoint[],
  palette: Palette,
): LabelledLine => thinLine(`${name} (model)`, formula, points, palette)

/** A line of what was not measured and is no model either: a limit that was asked for. */
export const thinLine = (
  name: string,
  detail: string,
  points: readonly LinePoint[],
  palette: Palette,
): LabelledLine => {
  const mark: LineMark = { colour: palette.model, dash: [2, 4], widthPx: 1.25, marker: null }
  return {
    dataset: {
      label: `${name}: ${detail}`,
      data: [...points],
      borderColor: mark.colour,
      backgroundColor: mark.colour,
      borderDash: [...mark.dash],
      borderWidth: mark.widthPx,
      // A line through a single point would not be seen.
      pointRadius: points.length === 1 ? 9 : 0,
      pointStyle: 'line',
      pointBorderWidth: mark.widthPx,
      order: 1,
    },
    label: { mark, name, detail, tone: 'model' },
  }
}

/** Short dots, dashes, both in turn, and long dashes. */
const modelDashes: readonly (readonly number[])[] = [
  [2, 4],
  [8, 4],
  [8, 4, 2, 4],
  [16, 4],
]

/** The model lines of one chart, each with a dash of its own so that they can be told apart. */
export const toldApart = (models: readonly LabelledLine[]): LabelledLine[] =>
  models.map(({ dataset, label }, index) => {
    const dash = modelDashes[index % modelDashes.length] ?? []
    return {
      dataset: { ...dataset, borderDash: [...dash] },
      label: { ...label, mark: { ...label.mark, dash } },
    }
  })

/** Marks about `wanted` of `length` points, evenly, the last one always. */
export const evenly =
  (length: number, wanted: number) =>
  (index: number): boolean =>
    (length - 1 - index) % Math.max(1, Math.round(length / wanted)) === 0
