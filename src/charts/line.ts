import type { ChartDataset } from 'chart.js'
import type { ContenderName } from '../engine/contender'
import type { Pair } from '../engine/spec/main-pair'
import type { ChartStyle } from './chart-style'
import { contenderStyle, markerStrokePx, styleAmong } from './contender-style'
import type { Told } from './frame'
import type { LinePoint } from './named-chart'
import type { EndLabel, LineMark } from './plugin/end-labels'

export type LineDataset = ChartDataset<'line', LinePoint[]>

/** What tells lines apart that share their colours: several runs, or several series of one file. */
export const dashes: readonly (readonly number[])[] = [
  [],
  [8, 4],
  [2, 3],
  [12, 4, 2, 4],
  [5, 2],
  [16, 6],
]

/** A line, what is written at its end, and what its points say. */
export interface LabelledLine {
  readonly dataset: LineDataset
  readonly label: Omit<EndLabel, 'datasetIndex' | 'series'>
  /** Whose it is; null of a model. */
  readonly series: string | null
  /** Per point, a figure with its unit and interval. */
  readonly figures: readonly (string | null)[]
  /** What a table says of it; the points that have a marker where it is left out. */
  readonly rows?: readonly string[]
}

/**
 * Splits labelled lines into what Chart.js draws, what the labels plugin writes and what points
 * say.
 */
export const assemble = (
  lines: readonly LabelledLine[],
): { readonly datasets: LineDataset[]; readonly labels: EndLabel[]; readonly told: Told } => ({
  datasets: lines.map(({ dataset }) => dataset),
  labels: lines.map(({ label, series }, datasetIndex) => ({ ...label, series, datasetIndex })),
  told: {
    series: lines.map(({ series }) => series),
    figures: lines.map(({ figures }) => figures),
    rows: lines.map(({ rows }) => rows ?? null),
  },
})

/** Whose line it is. */
export interface Among {
  readonly name: ContenderName
  /**
   * Those that it is drawn among, and the pairs of them that the title is about; null where it is
   * about none.
   */
  readonly among: {
    readonly others: readonly ContenderName[]
    readonly pairs: readonly Pair[]
  } | null
}

/** A measured line in its contender's colour, dash and marker. */
export const measuredLine = (
  { name, among }: Among,
  points: readonly LinePoint[],
  { theme, px }: ChartStyle,
  isMarked: (index: number) => boolean,
): { readonly dataset: LineDataset; readonly mark: LineMark } => {
  const style =
    among === null
      ? contenderStyle(name, theme)
      : styleAmong(name, among.others, theme, among.pairs)
  const { colour, marker } = style
  const dash = style.dash.map(px)
  const widthPx = px(2.25)
  return {
    mark: { colour, dash, widthPx, marker },
    dataset: {
      label: name,
      data: [...points],
      borderColor: colour,
      backgroundColor: colour,
      borderDash: dash,
      borderWidth: widthPx,
      borderJoinStyle: 'round',
      pointStyle: marker,
      pointRadius: points.map((_, index) => (isMarked(index) ? px(4) : 0)),
      pointBorderWidth: markerStrokePx(marker, widthPx),
      // A marker at the edge of the plot is drawn whole.
      clip: false,
    },
  }
}

/**
 * A line that nobody measured: thin, dashed, neutral, and drawn behind those that somebody did.
 *
 * @param briefs what it is called where there is little room, from long to short
 */
export const modelLine = (
  name: string,
  formula: string,
  points: readonly LinePoint[],
  style: ChartStyle,
  briefs: readonly string[] = [name],
): LabelledLine => {
  const line = thinLine(`${name} (model)`, formula, points, style)
  return { ...line, label: { ...line.label, briefs } }
}

/** A line that another tool measured: in the ink of text, since colours are the contenders'. */
export const foreignLine = (
  name: string,
  points: readonly LinePoint[],
  dash: readonly number[],
  { palette, px }: ChartStyle,
  isMarked: (index: number) => boolean,
): { readonly dataset: LineDataset; readonly mark: LineMark } => {
  const mark: LineMark = {
    colour: palette.soft,
    dash: dash.map(px),
    widthPx: px(1.75),
    marker: 'rectRot',
  }
  return {
    mark,
    dataset: {
      label: name,
      data: [...points],
      borderColor: mark.colour,
      backgroundColor: mark.colour,
      borderDash: [...mark.dash],
      borderWidth: mark.widthPx,
      borderJoinStyle: 'round',
      pointStyle: 'rectRot',
      pointRadius: points.map((_, index) => (isMarked(index) ? px(4) : 0)),
      pointBorderWidth: 0,
      clip: false,
    },
  }
}

/** A line of what was not measured and is no model either: a limit that was asked for. */
export const thinLine = (
  name: string,
  detail: string,
  points: readonly LinePoint[],
  { palette, px }: ChartStyle,
): LabelledLine => {
  const dash = [2, 4].map(px)
  const mark: LineMark = { colour: palette.model, dash, widthPx: px(1.25), marker: null }
  return {
    dataset: {
      label: `${name}: ${detail}`,
      data: [...points],
      borderColor: mark.colour,
      backgroundColor: mark.colour,
      borderDash: dash,
      borderWidth: mark.widthPx,
      // A line through a single point would not be seen.
      pointRadius: points.length === 1 ? px(9) : 0,
      pointStyle: 'line',
      pointBorderWidth: mark.widthPx,
      order: 1,
    },
    label: { mark, name, detail, tone: 'model' },
    series: null,
    figures: [],
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
export const toldApart = (models: readonly LabelledLine[], { px }: ChartStyle): LabelledLine[] =>
  models.map(({ dataset, label, ...rest }, index) => {
    const dash = (modelDashes[index % modelDashes.length] ?? []).map(px)
    return {
      ...rest,
      dataset: { ...dataset, borderDash: [...dash] },
      label: { ...label, mark: { ...label.mark, dash } },
    }
  })

/** Marks about `wanted` of `length` points, evenly, the last one always. */
export const evenly =
  (length: number, wanted: number) =>
  (index: number): boolean =>
    (length - 1 - index) % Math.max(1, Math.round(length / wanted)) === 0
