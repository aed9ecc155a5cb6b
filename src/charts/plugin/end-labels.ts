import type { Chart, LayoutItem } from 'chart.js'
import { drawPoint } from 'chart.js/helpers'
import { markerStrokePx, type Marker } from '../contender-style'
import { spread } from '../spread'
import { inSeries, textWidth } from '../surface'
import { font, type Palette } from '../theme'
import { ELLIPSIS, wrap } from '../wrap'
import { boxPlugin, type BoxContext } from './box'

/** How a line is drawn, so that a label can show a piece of it. */
export interface LineMark {
  readonly colour: string
  readonly dash: readonly number[]
  readonly widthPx: number
  /** Null for a line without points of its own, such as a model's. */
  readonly marker: Marker | null
}

/** A label beside the end of a line: its name, and under it the figure that matters. */
export interface EndLabel {
  /** The dataset whose end it stands at. */
  readonly datasetIndex: number
  /** Whose line it is; null of a model. */
  readonly series: string | null
  readonly mark: LineMark
  readonly name: string
  /** What it is called where there is no room for its name, from long to short. */
  readonly briefs?: readonly string[]
  readonly detail: string
  readonly tone: 'plain' | 'model' | 'caution' | 'fault'
}

export interface EndLabelsOptions {
  readonly labels: readonly EndLabel[]
  readonly sizePx: number
  readonly palette: Palette
}

/** A label in place: the line's end, the sample of the line, the text in lines. */
interface Block {
  readonly label: EndLabel
  readonly end: { readonly x: number; readonly y: number } | null
  readonly lines: readonly string[]
  /** How many of these are the name. */
  readonly nameLines: number
  /** 0 where it is the whole name, more the less of it there is; infinite where that is cut. */
  readonly brevity: number
  readonly height: number
}

/** Lengths in parts of the type's size. */
const GAP = 1.1
const SAMPLE = 2.3
const SAMPLE_GAP = 0.55
const BLOCK_GAP = 0.4
/** A line that ends this close to the plot's edge is led to its label. */
const LEADER_REACH = 3.2

/** How far labels reach beyond the plot, where nothing else is. */
const ABOVE = 0.4
const BELOW = 1.6

/** Names have at least so much room in a chart that is wide enough for them. */
const LEAST_TEXT = 5
const MOST_WHOLE = 10
/** Labels take no more of a chart's width. */
const MOST_OF_WIDTH = 0.5

/** A name and its figure have so many lines at most, each. */
const MOST_LINES = 3

/** Distance of baselines as a multiple of the type's size. */
const LEADING = 1.2

const fontsOf = ({ sizePx }: EndLabelsOptions): { name: string; detail: string } => ({
  name: font(sizePx, 600),
  detail: font(sizePx),
})

/**
 * Labels at the ends of lines in place of a legend, moved apart where they would overlap. Where
 * there is no room for figures, names alone remain; where there is none for these, only the lines.
 */
export const endLabels = boxPlugin<'endLabels', EndLabelsOptions>({
  id: 'endLabels',
  position: 'right',
  measure({ chart, surface, options }, height) {
    const { sizePx } = options
    const gapPx = GAP * sizePx
    const labels = thoseThatFit(options, height)
    if (labels.length === 0) return gapPx
    const fonts = fontsOf(options)
    const widest = labels.flatMap(({ name, detail }) => [
      textWidth(surface, name, fonts.name),
      textWidth(surface, detail, fonts.detail),
    ])
    // Names of what was measured stay whole, unless they are longer than those of contenders.
    const wholePx = labels
      .filter(({ series }) => series !== null)
      .map(({ name }) => textWidth(surface, name, fonts.name))
      .filter((namePx) => namePx <= MOST_WHOLE * sizePx)
    const roomPx = Math.max(LEAST_TEXT * sizePx, chart.width * 0.22, ...wholePx)
    const samplePx = (GAP + SAMPLE + SAMPLE_GAP) * sizePx
    const takenPx = Math.ceil(samplePx + Math.min(Math.max(...widest), roomPx))
    return takenPx > chart.width * MOST_OF_WIDTH ? gapPx : takenPx
  },
  draw(context, item) {
    const { sizePx } = context.options
    if (item.width <= GAP * sizePx) return
    const { top, bottom } = context.chart.chartArea
    const leading = LEADING * sizePx
    const blocks = blocksOf(context, item)
    const centres = spread(
      blocks.map((block) => ({
        centre: wishedCentre(block, bottom, leading),
        height: block.height,
      })),
      top - ABOVE * sizePx,
      bottom + BELOW * sizePx,
    )
    blocks.forEach((block, index) => {
      const centre = centres[index] ?? bottom
      const left = item.left + GAP * sizePx
      inSeries(context.surface, block.label.series, () => {
        drawLeader(context, block, left - sizePx / 4, centre)
        drawSample(context, block.label.mark, left, lineY(block, centre, 0, leading))
        drawText(context, block, left + (SAMPLE + SAMPLE_GAP) * sizePx, centre)
      })
    })
  },
})

/** Fewer than these name too little of what is drawn. */
const LEAST_LABELS = 4

/**
 * All labels, or those of what was measured, or the first ones and how many more there are; none
 * where there is room for few.
 */
const thoseThatFit = (
  { labels, sizePx }: EndLabelsOptions,
  heightPx: number,
): readonly EndLabel[] => {
  const room = heightPx + (ABOVE + BELOW) * sizePx
  const most = Math.floor(room / ((LEADING + BLOCK_GAP) * sizePx))
  if (labels.length <= most || labels.length * LEADING * sizePx <= room) return labels
  // A model is thin and dashed: what was measured has to be told apart.
  const measured = labels.filter(({ series }) => series !== null)
  const isEnough = measured.length > 0 && measured.length <= most
  if (measured.length < labels.length && isEnough) return measured
  if (most < LEAST_LABELS) return []
  const more: EndLabel = {
    datasetIndex: -1,
    series: null,
    mark: { colour: '', dash: [], widthPx: 0, marker: null },
    name: `… ${labels.length - most + 1} more`,
    detail: '',
    tone: 'model',
  }
  return [...labels.slice(0, most - 1), more]
}

const blocksOf = (
  { chart, surface, options }: BoxContext<EndLabelsOptions>,
  item: Readonly<LayoutItem>,
): Block[] => {
  const fonts = fontsOf(options)
  const room = item.width - (GAP + SAMPLE + SAMPLE_GAP) * options.sizePx
  const height = (lines: number): number => (lines * LEADING + BLOCK_GAP) * options.sizePx
  const blockOf = (label: EndLabel, mostLines: number, isDetailed: boolean): Block => {
    const { name, brevity } = nameOf(label, mostLines)
    const detail =
      label.detail === '' || !isDetailed
        ? []
        : wrap(surface, label.detail, fonts.detail, room, MOST_LINES)
    return {
      label,
      end: endOf(chart, label.datasetIndex),
      lines: [...name, ...detail],
      nameLines: name.length,
      brevity,
      height: height(name.length + detail.length),
    }
  }
  /** The longest of its names that is not cut, else as much of the shortest as has room. */
  const nameOf = (
    { name, briefs = [], tone }: EndLabel,
    mostLines: number,
  ): { readonly name: readonly string[]; readonly brevity: number } => {
    const typeface = tone === 'model' ? fonts.detail : fonts.name
    const tried = [name, ...briefs].map((each) => wrap(surface, each, typeface, room, mostLines))
    const brevity = tried.findIndex((lines) => lines.at(-1)?.endsWith(ELLIPSIS) !== true)
    return { name: tried.at(brevity) ?? [], brevity: brevity < 0 ? Infinity : brevity }
  }
  const { top, bottom } = chart.chartArea
  const labels = thoseThatFit(options, bottom - top)
  const fits = (blocks: readonly Block[]): boolean =>
    blocks.reduce((sum, block) => sum + block.height, 0) <=
    bottom - top + (ABOVE + BELOW) * options.sizePx
  const full = labels.map((label) => blockOf(label, MOST_LINES, true))
  if (fits(full)) return full
  let blocks = labels.map((label) => blockOf(label, 1, false))
  for (const mostLines of [2, MOST_LINES]) {
    for (const block of [...blocks].sort(byNeed)) {
      const longer = blockOf(block.label, mostLines, false)
      const changed = blocks.map((each) => (each === block ? longer : each))
      if (longer.brevity < block.brevity && fits(changed)) blocks = changed
    }
  }
  return blocks
}

/** Who takes a further line first: what was measured, and then what is cut. */
const byNeed = (one: Block, other: Block): number =>
  Number(one.label.series === null) - Number(other.label.series === null) ||
  Number(one.brevity < Infinity) - Number(other.brevity < Infinity)

/** Where a line ends, in pixels; null where it has no point, and of no line. */
const endOf = (chart: Chart, datasetIndex: number): Block['end'] => {
  if (datasetIndex < 0) return null
  const points = chart
    .getDatasetMeta(datasetIndex)
    .data.filter((point) => isPlace(point.x, point.y) && !isSkipped(point))
  const last = points.at(-1)
  return last === undefined ? null : { x: last.x, y: last.y }
}

/** Chart.js puts points without a value on the axis and does not draw them. */
const isSkipped = (point: object): boolean => 'skip' in point && point.skip === true

const isPlace = (x: number, y: number): boolean => Number.isFinite(x) && Number.isFinite(y)

/** With its first line, where the sample is, level with the end of the data. */
const wishedCentre = ({ end, lines }: Block, bottom: number, leading: number): number =>
  (end?.y ?? bottom) + ((lines.length - 1) / 2) * leading

const lineY = (block: Block, centre: number, line: number, leading: number): number =>
  centre + (line - (block.lines.length - 1) / 2) * leading

/** A thin line from the end of the data to its label. */
const drawLeader = (
  { chart, surface, options }: BoxContext<EndLabelsOptions>,
  block: Block,
  labelX: number,
  centre: number,
): void => {
  const { end } = block
  if (end === null || end.x < chart.chartArea.right - LEADER_REACH * options.sizePx) return
  surface.save()
  surface.strokeStyle = options.palette.faint
  surface.lineWidth = options.sizePx / 13
  surface.setLineDash([])
  surface.beginPath()
  surface.moveTo(end.x + options.sizePx * 0.4, end.y)
  surface.lineTo(labelX, lineY(block, centre, 0, LEADING * options.sizePx))
  surface.stroke()
  surface.restore()
}

/** A short piece of the line itself, with its marker, so that the text needs no colour. */
const drawSample = (
  { chart, surface, options: { sizePx } }: BoxContext<EndLabelsOptions>,
  mark: LineMark,
  x: number,
  y: number,
): void => {
  if (mark.widthPx === 0) return
  surface.save()
  surface.strokeStyle = mark.colour
  surface.fillStyle = mark.colour
  surface.lineWidth = mark.widthPx
  surface.setLineDash([...mark.dash])
  surface.beginPath()
  surface.moveTo(x, y)
  surface.lineTo(x + SAMPLE * sizePx, y)
  surface.stroke()
  surface.setLineDash([])
  if (mark.marker !== null) {
    const borderWidth = markerStrokePx(mark.marker, mark.widthPx)
    const point = { pointStyle: mark.marker, radius: sizePx * 0.34, borderWidth }
    drawPoint(chart.ctx, point, x + (SAMPLE * sizePx) / 2, y)
  }
  surface.restore()
}

const drawText = (
  { surface, options }: BoxContext<EndLabelsOptions>,
  block: Block,
  x: number,
  centre: number,
): void => {
  const fonts = fontsOf(options)
  const { palette } = options
  const { tone } = block.label
  surface.textAlign = 'left'
  surface.textBaseline = 'middle'
  block.lines.forEach((line, index) => {
    const isName = index < block.nameLines
    surface.font = isName && tone !== 'model' ? fonts.name : fonts.detail
    surface.fillStyle = isName && tone !== 'model' ? palette.ink : palette.soft
    if (!isName && (tone === 'caution' || tone === 'fault')) surface.fillStyle = palette[tone]
    surface.fillText(line, x, lineY(block, centre, index, LEADING * options.sizePx))
  })
}
