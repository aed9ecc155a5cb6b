import { layouts, type Chart, type ChartType, type LayoutItem, type Plugin } from 'chart.js'
import { surfaceOf, type Surface } from '../surface'

/** What a box needs to know to measure and to draw itself. */
export interface BoxContext<Options> {
  readonly chart: Chart
  readonly surface: Surface
  readonly options: Options
}

/** Text around the plot that takes its own room in Chart.js's layout. */
export interface BoxDefinition<Id extends string, Options> {
  readonly id: Id
  readonly position: 'top' | 'right' | 'bottom'
  /** The higher, the further from the plot; outside of everything where it is left out. */
  readonly weight?: number
  /** The extent across its edge, in pixels, given how long the edge is. */
  readonly measure: (context: BoxContext<Options>, length: number) => number
  readonly draw: (context: BoxContext<Options>, item: Readonly<LayoutItem>) => void
}

/**
 * Makes a Chart.js plugin of a box. Its options stand under `options.plugins[id]`, so that a live
 * chart changes them by an update like everything else.
 */
export const boxPlugin = <Id extends string, Options>(
  definition: BoxDefinition<Id, Options>,
): Plugin<ChartType, Options> & { readonly id: Id } => {
  const boxes = new WeakMap<Chart, LayoutItem & { options: Options }>()
  return {
    id: definition.id,
    start(chart, _args, options) {
      const box = makeBox(definition, chart, options)
      boxes.set(chart, box)
      layouts.addBox(chart, box)
    },
    stop(chart) {
      const box = boxes.get(chart)
      if (box !== undefined) layouts.removeBox(chart, box)
      boxes.delete(chart)
    },
    beforeUpdate(chart, _args, options) {
      const box = boxes.get(chart)
      if (box !== undefined) box.options = options
    },
  }
}

const makeBox = <Id extends string, Options>(
  { position, weight = 2_000, measure, draw }: BoxDefinition<Id, Options>,
  chart: Chart,
  initial: Options,
): LayoutItem & { options: Options } => {
  const isHorizontal = position !== 'right'
  return {
    options: initial,
    position,
    weight,
    fullSize: isHorizontal,
    left: 0,
    top: 0,
    right: 0,
    bottom: 0,
    width: 0,
    height: 0,
    isHorizontal: () => isHorizontal,
    update(width, height) {
      const context = { chart, surface: surfaceOf(chart), options: this.options }
      this.width = isHorizontal ? width : measure(context, height)
      this.height = isHorizontal ? measure(context, width) : height
    },
    draw() {
      draw({ chart, surface: surfaceOf(chart), options: this.options }, this)
    },
  }
}
