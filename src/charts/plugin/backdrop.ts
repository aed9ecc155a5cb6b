import type { ChartType, Plugin } from 'chart.js'
import { surfaceOf } from '../surface'

export interface BackdropOptions {
  /** Null leaves the background transparent. */
  readonly background: string | null
}

/** Paints the background, so that a picture reads the same wherever it is put. */
export const backdrop: Plugin<ChartType, BackdropOptions> & { readonly id: 'backdrop' } = {
  id: 'backdrop',
  beforeDraw(chart, _args, { background }) {
    if (background === null) return
    const surface = surfaceOf(chart)
    surface.fillStyle = background
    surface.fillRect(0, 0, chart.width, chart.height)
  },
}
