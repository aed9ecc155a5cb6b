import type { ScaleOptions } from 'chart.js'
import { within, wholeLabels } from './axis'
import type { ChartStyle } from './chart-style'
import { frameBars, type Wording } from './frame'
import type { NamedChart } from './named-chart'
import type { BarMark } from './plugin/bar-marks'
import { nameInLines } from './row-name'
import { font, TYPEFACE } from './theme'

/** One contender's row. */
export interface BarRow {
  /** A long one is drawn in lines. */
  readonly name: string
  /** Under the name: "failed"; empty where it was measured. */
  readonly remark: string
  readonly colour: string
}

/** The bar of one row: its length, and what is drawn and written with it. */
export interface Bar extends Omit<BarMark, 'index' | 'series'> {
  readonly value: number | null
  /** The figure in words with its unit and interval, for a pointer; null without one. */
  readonly told: string | null
}

/** One column of bars: a figure that every row has, or has a reason not to have. */
export interface BarPanel {
  readonly id: string
  /** With its unit. */
  readonly name: string
  /** One for each row, in their order. */
  readonly bars: readonly Bar[]
}

/**
 * Bars of several contenders, in one panel or in several side by side: with scales of their own, or
 * with one, so that bars are compared from panel to panel.
 */
export const barChart = (
  wording: Wording,
  allRows: readonly BarRow[],
  allPanels: readonly BarPanel[],
  style: ChartStyle,
  hasOneScale = false,
): NamedChart => {
  const isFooted = style.hasFoot && wording.footnote + wording.source !== ''
  const room = linesIn(style, allPanels, isFooted)
  const { rows, panels } = thoseThatFit(allRows, allPanels, room, style)
  const panelPx = panelWidth(rows, panels.length, style)
  const bars = panels.flatMap((panel) => panel.bars.map((bar, index) => ({ panel, bar, index })))
  const all = { bars: panels.flatMap((panel) => panel.bars) }
  const isRoomy = panelPx > style.px(230)
  return frameBars(
    wording,
    {
      data: {
        labels: rows.map(({ name }) => name),
        // A dataset for each bar, so that a drawing can be taken apart by contenders.
        datasets: bars.map(({ panel, bar, index }) => ({
          label: panel.name,
          data: rows.map((_, row) => (row === index ? bar.value : null)),
          xAxisID: panel.id,
          backgroundColor: rows[index]?.colour ?? style.palette.other,
          grouped: false,
          maxBarThickness: style.px(64),
          categoryPercentage: 0.78,
          barPercentage: 0.86,
        })),
      },
      scales: {
        y: rowAxis(rows, style),
        ...Object.fromEntries(
          panels.map((panel) => [panel.id, panelAxis(hasOneScale ? all : panel)]),
        ),
      },
      valuePx: valuePx(rows, style),
      leastPx: leastPx(rows, style),
      hasOneScale,
      names:
        panels.length === 1
          ? []
          : panels.map(({ id, name }) => ({ scaleId: id, text: name, isWhole: false })),
    },
    bars.map(({ bar, index }) => ({
      ...bar,
      detail: isRoomy ? bar.detail : '',
      text: bar.isFigure || isRoomy || !style.isCompact ? bar.text : '–',
      index,
      series: rows[index]?.name ?? '',
    })),
    {
      series: bars.map(({ index }) => rows[index]?.name ?? null),
      figures: bars.map(({ bar, index }) =>
        rows.map((_, row) => (row === index ? bar.told : null)),
      ),
    },
    style,
  )
}

/** How high a line of a name is at least, as a multiple of the smallest type. */
const LINE = 1.15

/** Characters of the name of a panel that stands in one line everywhere. */
const SHORT_NAME = 8

/** About how many lines of names a plot has room for, beside what stands above and below it. */
const linesIn = (
  { height, sizes, isBare, isCompact }: ChartStyle,
  panels: readonly BarPanel[] = [],
  isFooted = true,
): number => {
  // Long names of several narrow panels take lines of their own.
  const isNamedLong = panels.length > 1 && panels.some(({ name }) => name.length > SHORT_NAME)
  const compact = (isFooted ? 0.42 : 0.55) - (isNamedLong ? 0.14 : 0)
  const share = isBare ? 0.66 : isCompact ? compact : 0.58
  return Math.max(2, Math.floor((height * share) / (sizes.note * LINE)))
}

/** A row as it is drawn: with its remark below its name, or behind it where rows are low. */
interface DrawnRow extends BarRow {
  readonly lines: readonly string[]
  readonly isLow?: boolean
}

/** The lines of a row's name with its remark. */
const namesOf = ({ lines, remark, isLow = false }: DrawnRow): readonly string[] => {
  if (remark === '') return lines
  return isLow ? [`${lines.join(' ')} (${remark})`] : [...lines, `(${remark})`]
}

const linesOf = (row: DrawnRow): number => namesOf(row).length

const linesOfAll = (rows: readonly DrawnRow[]): number =>
  rows.reduce((sum, row) => sum + linesOf(row), 0)

/** A name has no more lines, however much room there is. */
const MOST_LINES = 3

/**
 * All rows; where there is no room for all, those that have a colour, as a title speaks of them,
 * then the first ones, and how many more there are.
 */
const thoseThatFit = (
  all: readonly BarRow[],
  panels: readonly BarPanel[],
  room: number,
  style: ChartStyle,
): { readonly rows: readonly DrawnRow[]; readonly panels: readonly BarPanel[] } => {
  const remarked = all.some(({ remark }) => remark !== '') ? 1 : 0
  const each = Math.floor(room / Math.max(1, all.length)) - remarked
  const mostLines = Math.min(Math.max(1, each), MOST_LINES)
  const rows = all.map((row): DrawnRow => {
    return { ...row, lines: nameInLines(row.name, mostLines, style) }
  })
  const lines = Math.max(1, ...rows.map(linesOf))
  if (rows.length * lines <= room) return { rows, panels }
  if (rows.length <= room && rows.every((row) => row.lines.length === 1)) {
    return { rows: rows.map((row): DrawnRow => ({ ...row, isLow: true })), panels }
  }
  const kept = Math.max(1, Math.floor(room / lines) - 1)
  const isGrey = (row: number): boolean => rows[row]?.colour === style.palette.other
  const places = rows
    .map((_, row) => row)
    .sort((a, b) => Number(isGrey(a)) - Number(isGrey(b)))
    .slice(0, kept)
  const keptOf = <T>(all: readonly T[]): T[] => all.filter((_, row) => places.includes(row))
  const name = `… ${rows.length - kept} more`
  const more = { name, lines: [name], remark: '', colour: style.palette.other }
  return {
    rows: [...keptOf(rows), more],
    panels: panels.map((panel) => ({ ...panel, bars: [...keptOf(panel.bars), noBar] })),
  }
}

/** Where a row has no such figure. */
export const noBar: Bar = {
  value: null,
  told: null,
  text: '',
  isFigure: true,
  detail: '',
  interval: null,
  ceiling: null,
}

/** Names get smaller where there are many rows, down to the smallest type. */
const namePx = (rows: readonly DrawnRow[], style: ChartStyle): number => {
  const roomPx = (linesIn(style) * style.sizes.note) / Math.max(1, linesOfAll(rows))
  return Math.max(style.sizes.note, Math.min(style.sizes.label, roomPx))
}

/** Figures are as large as there is room for, which names are too. */
const valuePx = (rows: readonly DrawnRow[], style: ChartStyle): number =>
  namePx(rows, style) < style.sizes.label ? style.sizes.note : style.sizes.value

/** What rows take of the height at least, in pixels. */
const leastPx = (rows: readonly DrawnRow[], style: ChartStyle): number =>
  linesOfAll(rows) * LINE * Math.max(namePx(rows, style), valuePx(rows, style))

const rowAxis = (rows: readonly DrawnRow[], style: ChartStyle): ScaleOptions<'category'> => {
  const size = namePx(rows, style)
  return {
    type: 'category',
    grid: { display: false },
    border: { display: true, color: style.palette.faint, width: style.px(1) },
    afterFit: wholeLabels(font(size, 600), style.px(9)),
    ticks: {
      color: style.palette.ink,
      font: { family: TYPEFACE, size, weight: 600 },
      padding: style.px(8),
      // A bar without its name says nothing.
      autoSkip: false,
      callback: (_value, index) => {
        const row = rows[index]
        const lines = row === undefined ? [] : namesOf(row)
        return lines.length > 1 ? [...lines] : (lines[0] ?? '')
      },
    },
  }
}

/** From 0 to the longest bar, interval or ceiling; the figures at their ends have it go further. */
const panelAxis = ({ bars }: Pick<BarPanel, 'bars'>): ScaleOptions<'linear'> => {
  const longest = Math.max(
    0,
    ...bars.flatMap(({ value, interval, ceiling }) => [
      value ?? 0,
      interval?.high ?? 0,
      ceiling ?? 0,
    ]),
  )
  return {
    type: 'linear',
    axis: 'x',
    position: 'bottom',
    stack: 'panels',
    stackWeight: 1,
    min: 0,
    max: within(longest > 0 ? longest : 1),
    // Ticks that are not drawn would take room.
    grid: { display: false, drawTicks: false },
    border: { display: false },
    // Each bar has its figure written at its end.
    ticks: { display: false },
  }
}

/** About how wide a panel is, beside the names of the rows. */
const panelWidth = (rows: readonly DrawnRow[], panels: number, style: ChartStyle): number => {
  const longest = Math.max(
    0,
    ...rows
      .flatMap((row) => namesOf(row.isLow === true ? row : { ...row, remark: '' }))
      .map(({ length }) => length),
  )
  const namesPx = longest * namePx(rows, style) * 0.62 + style.px(76)
  return Math.max(60, (style.width - namesPx) / Math.max(1, panels))
}
