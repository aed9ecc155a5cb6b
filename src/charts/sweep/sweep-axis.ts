import { max as highestOf, min as lowestOf } from 'simple-statistics'
import type { Sweep } from '../../engine/result/sweep'
import {
  linearAxis,
  logBounds,
  logTicks,
  logTicksAround,
  mostTicks,
  plottable,
  tickedLinearAxis,
  tickedLogAxis,
  ticksApart,
  type Bounds,
} from '../axis'
import { figure } from '../../report/format'
import type { ChartStyle } from '../chart-style'
import { valueName } from '../../report/sweep/sweep-caption'

/** The axis of the swept values: on a log scale where they are far apart, a share in percent. */
export const valueAxis = (
  sweep: Sweep,
  values: readonly number[],
  isLog: boolean,
  style: ChartStyle,
) => {
  const title = valueName(sweep.over)
  if (sweep.over === 'cpu-share') {
    return linearAxis({ title, style, isGridShown: false, max: 100 })
  }
  const bounds = boundsAround(values, isLog)
  if (!isLog) {
    const all = [...new Set(values)].sort((a, b) => a - b)
    const ticks = ticksApart(
      all.map((value) => ({ value, label: figure(value) })),
      ({ value }) => (value - bounds.min) / (bounds.max - bounds.min),
      style,
    )
    return tickedLinearAxis({ title, style, isGridShown: false, bounds, ticks })
  }
  return tickedLogAxis({
    title: `${title} (log scale)`,
    style,
    isGridShown: false,
    bounds,
    ticks: logTicks(bounds, 8),
  })
}

/** The swept values with a little room on both sides, also where there is only one. */
const boundsAround = (values: readonly number[], isLog: boolean): Bounds => {
  if (values.length === 0) return { min: 0, max: 1 }
  const shown = values.map((value) => plottable(value) ?? 0)
  const lowest = lowestOf(isLog ? shown.filter((value) => value > 0) : shown)
  const highest = highestOf(shown)
  if (isLog) return { min: lowest, max: highest }
  const room = highest === lowest ? Math.max(1, Math.abs(highest) * 0.5) : (highest - lowest) * 0.03
  return { min: Math.max(0, lowest - room), max: highest + room }
}

/** The axis of a rate, from 0 to at least `highest`. */
export const rateAxis = (title: string, highest: number, style: ChartStyle) => ({
  ...linearAxis({ title, style, isGridShown: true }),
  suggestedMax: highest,
})

/** A logarithmic axis of the values `shown`. `axis` names what it shows, with its unit. */
export const logAxis = (axis: string, shown: readonly number[], style: ChartStyle) => {
  const bounds = logBounds(shown)
  // Along a low plot there is no room for more.
  const scale = style.isCompact ? 'log' : 'log scale'
  const title = axis.endsWith(')') ? `${axis.slice(0, -1)}, ${scale})` : `${axis} (${scale})`
  return tickedLogAxis({
    title,
    style,
    isGridShown: true,
    bounds,
    ticks: logTicksAround(shown, mostTicks(style)),
  })
}
