import type { Chart, LayoutItem } from 'chart.js'
import { drawPoint } from 'chart.js/helpers'
import type { Marker } from '../contender-style'
import { spread } from '../spread'
import { textWidth } from '../surface'
import { font } from '../theme'
import { wrap } from '../wrap'
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
  readonly mark: LineMark
  readonly name: string
  readonly detail: string
  readonly tone: 'plain' | 'model' | 'caution' | 'fault'
}

export interface EndLabelsOptions {
  readonly labels: readonly EndLabel[]
  readonly sizePx: number
  readonly ink: string
  readonly soft: string
  readonly faint: string
  readonly caution: string
  readonly fault: string
}

/** A label in place: the line's end, the sample of the line, the text in lines. */
interface Block {
  readonly label: EndLabel
  readonly end: { readonly x: number; readonly y: number } | null
  readonly lines: readonly string[]
  /** How many of these are the name. */
  readonly nameLines: number
  readonly height: number
}

const GAP = 14
const SAMPLE = 32
const SAMPLE_GAP = 7
const BLOCK_GAP = 5
/** A line that ends this close to the plot's edge is led to its label. */
const LEADER_REACH = 40

/** How far labels reach beyond the plot, where nothing else is. */
const ABOVE_PX = 10
const BELOW_PX = 22

/** Names have at least so much room in a chart that is wide enough for them. */
const LEAST_TEXT_PX = 64
/** Labels take no more of a chart's width. */
const MOST_OF_WIDTH = 0.5

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
    const { labels, sizePx } = options
    if (labels.length === 0 || labels.length * LEADING * sizePx > height + ABOVE_PX + BELOW_PX) {
      return GAP
    }
    const fonts = fontsOf(options)
    const widest = options.labels.flatMap(({ name, detail }) => [
      textWidth(surface, name, fonts.name),
      textWidth(surface, detail, fonts.detail),
    ])
    const roomPx = Math.max(LEAST_TEXT_PX, chart.width * 0.2)
    const takenPx = Math.ceil(GAP + SAMPLE + SAMPLE_GAP + Math.min(Math.max(...widest), roomPx))
    return takenPx > chart.width * MOST_OF_WIDTH ? GAP : takenPx
  },
  draw(context, item) {
    if (item.width <= GAP) return
    const { top, bottom } = context.chart.chartArea
    const leading = LEADING * context.options.sizePx
    const blocks = blocksOf(context, item)
    const centres = spread(
      blocks.map((block) => ({
        centre: wishedCentre(block, bottom, leading),
        height: block.height,
      })),
      top - ABOVE_PX,
      bottom + BELOW_PX,
    )
    blocks.forEach((block, index) => {
      const centre = centres[index] ?? bottom
      drawLeader(context, block, item.left + GAP - 3, centre)
      drawSample(context, block.label.mark, item.left + GAP, lineY(block, centre, 0, leading))
      drawText(context, block, item.left + GAP + SAMPLE + SAMPLE_GAP, centre)
    })
  },
})

const blocksOf = (
  { chart, surface, options }: BoxContext<EndLabelsOptions>,
  item: Readonly<LayoutItem>,
): Block[] => {
  const fonts = fontsOf(options)
  const room = item.width - GAP - SAMPLE - SAMPLE_GAP
  const height = (lines: number): number => lines * LEADING * options.sizePx + BLOCK_GAP
  const blockOf = (label: EndLabel, name: readonly string[], detail: readonly string[]): Block => ({
    label,
    end: endOf(chart, label.datasetIndex),
    lines: [...name, ...detail],
    nameLines: name.length,
    height: height(name.length + detail.length),
  })
  const nameOf = ({ name }: EndLabel, most: number) => wrap(surface, name, fonts.name, room, most)
  const detailOf = ({ detail }: EndLabel) =>
    detail === '' ? [] : wrap(surface, detail, fonts.detail, room, 3)
  const { labels } = options
  const { top, bottom } = chart.chartArea
  const fits = (blocks: readonly Block[]): boolean =>
    blocks.reduce((sum, block) => sum + block.height, 0) <= bottom - top + 20
  const full = labels.map((label) => blockOf(label, nameOf(label, 3), detailOf(label)))
  if (fits(full)) return full
  const named = labels.map((label) => blockOf(label, nameOf(label, 2), []))
  return fits(named) ? named : labels.map((label) => blockOf(label, nameOf(label, 1), []))
}

/** Where a line ends, in pixels; null where it has no point. */
const endOf = (chart: Chart, datasetIndex: number): Block['end'] => {
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
  if (end === null || end.x < chart.chartArea.right - LEADER_REACH) return
  surface.save()
  surface.strokeStyle = options.faint
  surface.lineWidth = 1
  surface.setLineDash([])
  surface.beginPath()
  surface.moveTo(end.x + 5, end.y)
  surface.lineTo(labelX, lineY(block, centre, 0, LEADING * options.sizePx))
  surface.stroke()
  surface.restore()
}

/** A short piece of the line itself, with its marker, so that the text needs no colour. */
const drawSample = (
  { chart, surface }: BoxContext<EndLabelsOptions>,
  mark: LineMark,
  x: number,
  y: number,
): void => {
  surface.save()
  surface.strokeStyle = mark.colour
  surface.fillStyle = mark.colour
  surface.lineWidth = mark.widthPx
  surface.setLineDash([...mark.dash])
  surface.beginPath()
  surface.moveTo(x, y)
  surface.lineTo(x + SAMPLE, y)
  surface.stroke()
  surface.setLineDash([])
  if (mark.marker !== null) {
    const point = { pointStyle: mark.marker, radius: 4.5, borderWidth: 0 }
    drawPoint(chart.ctx, point, x + SAMPLE / 2, y)
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
  const { tone } = block.label
  surface.textAlign = 'left'
  surface.textBaseline = 'middle'
  block.lines.forEach((line, index) => {
    const isName = index < block.nameLines
    surface.font = isName && tone !== 'model' ? fonts.name : fonts.detail
    surface.fillStyle = isName && tone !== 'model' ? options.ink : options.soft
    if (!isName && (tone === 'caution' || tone === 'fault')) surface.fillStyle = options[tone]
    surface.fillText(line, x, lineY(block, centre, index, LEADING * options.sizePx))
  })
}
