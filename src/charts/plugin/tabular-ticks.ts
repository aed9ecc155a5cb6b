import type { Plugin } from 'chart.js'
import { surfaceOf } from '../surface'

/** The layer that ticks are drawn in: after the data, when this plugin has changed the figures. */
export const TICK_LAYER = 1

/**
 * Has the figures at the axes, and only these, set in equal widths: the hyphens of words would be
 * widened with them. Axis titles are drawn before the data and keep the typeface's own spacing.
 */
export const tabularTicks: Plugin & { readonly id: 'tabularTicks' } = {
  id: 'tabularTicks',
  beforeLayout: (chart) => {
    setFigures(chart, 'tabular-nums')
  },
  beforeDraw: (chart) => {
    setFigures(chart, 'normal')
  },
  afterDatasetsDraw: (chart) => {
    setFigures(chart, 'tabular-nums')
  },
  afterDraw: (chart) => {
    setFigures(chart, 'normal')
  },
}

const setFigures = (chart: { readonly ctx: unknown }, figures: 'normal' | 'tabular-nums'): void => {
  const surface = surfaceOf(chart)
  surface.fontVariantNumeric = figures
  // Otherwise the language of the machine could choose other forms of letters.
  surface.lang = 'en'
}
