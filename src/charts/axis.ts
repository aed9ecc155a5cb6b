import type { Scale, ScaleOptions } from 'chart.js'
import { max as highestOf, min as lowestOf } from 'simple-statistics'
import { figure } from '../report/format'
import type { ChartStyle } from './chart-style'
import { TICK_LAYER } from './plugin/tabular-ticks'
import { surfaceOf, textWidth } from './surface'
import { font, TYPEFACE } from './theme'

/** No axis goes beyond these, whatever its unit: nothing that can be measured does. */
const LEAST = 1e-9
const MOST = 1e15

/** Where a value is drawn: one that no axis reaches lies at its end. Null for what is no number. */
export const plottable = (value: number | null): number | null =>
  value === null || Number.isNaN(value) ? null : Math.sign(value) * Math.min(Math.abs(value), MOST)

/** From the smallest to the largest value that an axis shows. */
export interface Bounds {
  readonly min: number
  readonly max: number
}

/** A place on an axis that is named, in one line or several. */
export interface Tick {
  readonly value: number
  readonly label: string
}

interface Axis {
  /** What the axis shows, with its unit. */
  readonly title: string
  readonly style: ChartStyle
  /** Lines across the plot; an axis without them has a line of its own. */
  readonly isGridShown: boolean
}

/** Between a label and the plot, in parts of the label's size. */
const LABEL_GAP = 0.55

/**
 * Has an upright axis take the room that its labels need: in a narrow chart they would be cut off,
 * and a figure without its first digits is another figure.
 *
 * @param besidePx what stands between the labels and the plot
 */
export const wholeLabels =
  (labelFont: string, besidePx: number) =>
  (scale: Scale): void => {
    if (scale.isHorizontal()) return
    const lines = scale.ticks.flatMap(({ label = '' }) => label)
    const widest = lines.map((line) => textWidth(surfaceOf(scale), line, labelFont))
    const neededPx = Math.ceil(Math.max(0, ...widest) + besidePx)
    scale.width = Math.max(scale.width, neededPx)
  }

/** What every axis has: its title with the unit, and the same quiet lines. */
const plainAxis = ({ title, style: { palette, sizes, isTiny, px }, isGridShown }: Axis) => ({
  afterFit: wholeLabels(font(sizes.axis), sizes.axis * (LABEL_GAP + 0.2)),
  title: {
    display: !isTiny && title !== '',
    text: title,
    align: 'end' as const,
    color: palette.soft,
    font: { family: TYPEFACE, size: sizes.axis },
    padding: { top: px(3), bottom: 0 },
  },
  ticks: {
    color: palette.soft,
    font: { family: TYPEFACE, size: sizes.axis },
    padding: sizes.axis * LABEL_GAP,
    maxRotation: 0,
    z: TICK_LAYER,
  },
  grid: { display: isGridShown, color: palette.grid, lineWidth: px(1), drawTicks: false },
  border: { display: !isGridShown, color: palette.faint, width: px(1) },
})

/** A linear axis that starts at 0, as rates must; it ends at `max` where that is given. */
export const linearAxis = (axis: Axis & { readonly max?: number }): ScaleOptions<'linear'> => {
  const plain = plainAxis(axis)
  return {
    type: 'linear',
    ...plain,
    beginAtZero: true,
    min: 0,
    ...(axis.max === undefined ? {} : { max: within(axis.max) }),
    // Of less than this, Chart.js would look for a round step for ever.
    afterDataLimits: (scale) => {
      scale.max = within(scale.max)
    },
    ticks: {
      ...plain.ticks,
      maxTicksLimit: axis.isGridShown ? 7 : 11,
      // The end of a run is rarely a round number.
      includeBounds: axis.max === undefined,
      callback: (value) => figure(Number(value)),
    },
  }
}

interface TickedAxis extends Axis {
  readonly bounds: Bounds
  readonly ticks: readonly Tick[]
  /** Whether ticks are names, each of which is needed, and not figures. */
  readonly isEachNamed?: boolean
}

/** A linear axis with exactly the ticks given. */
export const tickedLinearAxis = (axis: TickedAxis): ScaleOptions<'linear'> => {
  const min = plottable(axis.bounds.min) ?? 0
  const max = Math.max(plottable(axis.bounds.max) ?? 0, min + LEAST)
  return { type: 'linear', ...ticked({ ...axis, bounds: { min, max } }) }
}

/** A logarithmic axis with exactly the ticks given. */
export const tickedLogAxis = (axis: TickedAxis): ScaleOptions<'logarithmic'> => ({
  type: 'logarithmic',
  ...ticked({ ...axis, bounds: withinBoth(axis.bounds) }),
})

const ticked = (axis: TickedAxis) => {
  const plain = plainAxis(axis)
  const labels = new Map(axis.ticks.map(({ value, label }) => [value, label]))
  return {
    ...plain,
    min: axis.bounds.min,
    max: axis.bounds.max,
    afterBuildTicks: (scale: { ticks: { value: number }[] }) => {
      scale.ticks = axis.ticks.map(({ value }) => ({ value }))
    },
    ticks: {
      ...plain.ticks,
      autoSkip: axis.isEachNamed !== true,
      autoSkipPadding: axis.style.px(12),
      callback: (value: string | number) => {
        const lines = (labels.get(Number(value)) ?? '').split('\n')
        return lines.length === 1 ? lines[0] : lines
      },
    },
  }
}

/** A positive value that an axis can end at. */
export const within = (value: number): number => Math.min(Math.max(value, LEAST), MOST)

const withinBoth = ({ min, max }: Bounds): Bounds => ({ min: within(min), max: within(max) })

/** Up to five round ticks from 0 to about a positive value. */
export const linearTicks = (highest: number): Tick[] => {
  const last = within(highest)
  const step = snap(last / 4, 'up')
  const steps = Math.floor((last * 1.1) / step)
  return Array.from({ length: steps + 1 }, (_, index) => {
    const value = Number((index * step).toPrecision(12))
    return { value, label: figure(value) }
  })
}

/** The nearest of 1, 2, 5 × 10ⁿ at or below (`down`) or at or above (`up`) a positive value. */
const snap = (value: number, direction: 'down' | 'up'): number => {
  const exponent = Math.floor(Math.log10(value))
  const candidates = [-1, 0, 1].flatMap((shift) =>
    [1, 2, 5].map((digit) => scaled(digit, exponent + shift)),
  )
  const found =
    direction === 'down'
      ? candidates.filter((candidate) => candidate <= value * (1 + 1e-9)).at(-1)
      : candidates.find((candidate) => candidate >= value * (1 - 1e-9))
  return found ?? value
}

/** digit × 10^exponent without the rounding error that multiplying by a power below 1 brings. */
const scaled = (digit: number, exponent: number): number => Number(`${digit}e${exponent}`)

/**
 * Round bounds for a logarithmic axis around positive values, at least one decade apart so that a
 * small difference does not look like a large one. Values that are not positive are left out; with
 * none left the bounds are 1 and 10, to which no tick should be put.
 */
export const logBounds = (values: readonly number[]): Bounds => {
  const positive = values.filter((value) => value > 0).map(within)
  if (positive.length === 0) return { min: 1, max: 10 }
  const lowest = lowestOf(positive)
  let min = snap(lowest, 'down')
  // A line along the lower edge would look like an axis.
  if (lowest / min < 1.05) min = snap(min * 0.99, 'down')
  let max = snap(highestOf(positive), 'up')
  for (let isDown = true; max / min < 10 * (1 - 1e-9); isDown = !isDown) {
    if (isDown) min = snap(min * 0.99, 'down')
    else max = snap(max * 1.01, 'up')
  }
  return { min, max }
}

/** The ticks of a logarithmic axis with `logBounds` of these values; none without any value. */
export const logTicksAround = (values: readonly number[], most: number): Tick[] =>
  values.some((value) => value > 0) ? logTicks(logBounds(values), most) : []

/** About what part of a chart's width its plot has, beside an axis and the names of lines. */
const plotShare = ({ isCompact }: ChartStyle): number => (isCompact ? 0.48 : 0.68)

/**
 * Those of the ticks of a level axis whose labels do not meet, from the first on and always with
 * the last.
 *
 * @param placeOf where a tick is on the axis, from 0 to 1
 */
export const ticksApart = (
  ticks: readonly Tick[],
  placeOf: (tick: Tick) => number,
  style: ChartStyle,
): Tick[] => {
  const plotPx = style.width * plotShare(style)
  const halfPx = ({ label }: Tick): number =>
    (label.length * style.sizes.axis * 0.6) / 2 + style.px(5)
  const isApart = (left: Tick, right: Tick): boolean =>
    (placeOf(right) - placeOf(left)) * plotPx >= halfPx(left) + halfPx(right)
  const last = ticks.at(-1)
  const kept: Tick[] = []
  for (const tick of ticks) {
    const before = kept.at(-1)
    if (before !== undefined && !isApart(before, tick)) continue
    if (last === undefined || tick === last || isApart(tick, last)) kept.push(tick)
  }
  return last === undefined || kept.includes(last) ? kept : [...kept, last]
}

/** Ticks that a vertical axis has room for. */
export const mostTicks = ({ isCompact }: ChartStyle): number => (isCompact ? 5 : 11)

/**
 * Ticks for a logarithmic axis: 1-2-5 in each decade, decades alone where these would be too many.
 */
export const logTicks = (bounds: Bounds, most = 11): Tick[] => {
  const ticks = ticksOf(bounds, [1, 2, 5])
  if (ticks.length > most) return everyFew(ticksOf(bounds, [1]), most)
  return ticks.length < 4 ? ticksOf(bounds, [1, 1.5, 2, 3, 4, 5, 6, 8]) : ticks
}

const ticksOf = (bounds: Bounds, digits: readonly number[]): Tick[] => {
  const { min, max } = withinBoth(bounds)
  const first = Math.floor(Math.log10(min))
  const decades = Math.ceil(Math.log10(max)) - first + 1
  return Array.from({ length: decades }, (_, index) => first + index)
    .flatMap((exponent) => digits.map((digit) => scaled(digit, exponent)))
    .filter((value) => value >= min * (1 - 1e-9) && value <= max * (1 + 1e-9))
    .map((value) => ({ value, label: figure(value) }))
}

const everyFew = (ticks: readonly Tick[], most: number): Tick[] => {
  const step = Math.ceil(ticks.length / most)
  return ticks.filter((_, index) => index % step === 0)
}
