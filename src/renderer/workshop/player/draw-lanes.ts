import { TYPEFACE } from '../../../charts/theme'
import { nameOf, type Lanes, type Recording } from '../../../contract/recording'

/** Where on the axis of the lanes something is written. */
export interface AxisMark {
  readonly at: number
  readonly text: string
}

/** Lanes that are to be drawn; what is on their axis is events or milliseconds, everywhere the same. */
export interface LaneDrawing {
  readonly recording: Recording
  readonly lanes: Lanes
  /** Where the run is. */
  readonly cursor: number
  readonly marks: readonly AxisMark[]
  /** Of the whole drawing. */
  readonly widthPx: number
  readonly perUnitPx: number
  readonly letterPx: number
  readonly rowPx: number
  readonly namesPx: number
}

/** What the drawing is coloured with. */
export interface LaneColours {
  readonly running: string
  readonly faint: string
  readonly soft: string
  readonly ink: string
}

/** As thin as what takes no time may be, to be seen. */
const LEAST_PX = 1.5

/** What is needed of the context of a canvas. */
type Paint = Pick<
  CanvasRenderingContext2D,
  'fillStyle' | 'font' | 'textBaseline' | 'fillRect' | 'fillText' | 'measureText'
>

/**
 * The place on the axis below a point of the drawing; null where the names are.
 *
 * @param xPx from the left edge
 */
export function placeAt(
  { lanes, perUnitPx, namesPx }: Pick<LaneDrawing, 'lanes' | 'perUnitPx' | 'namesPx'>,
  xPx: number,
): number | null {
  return xPx < namesPx ? null : lanes.from + (xPx - namesPx) / perUnitPx
}

/** Draws one lane for the loop, one for each task below it, and the axis; a row is as high as `rowPx`. */
export function drawLanes(context: Paint, drawing: LaneDrawing, colours: LaneColours): void {
  const { recording, lanes, cursor, marks, widthPx, perUnitPx, letterPx, rowPx, namesPx } = drawing
  const rows = lanes.tasks.length + 2
  const x = (place: number): number => namesPx + (place - lanes.from) * perUnitPx
  const nameRow = (index: number, name: string): number => {
    const top = index * rowPx
    context.fillStyle = colours.soft
    context.fillText(name, 0, top + rowPx / 2, namesPx - 8)
    return top
  }
  context.font = `${letterPx}px "${TYPEFACE}"`
  context.textBaseline = 'middle'

  const isCut = lanes.taskCount > lanes.tasks.length
  const axisTop = nameRow(
    rows - 1,
    isCut ? `${lanes.tasks.length} of ${lanes.taskCount} here` : 'time',
  )
  let freePx = namesPx
  for (const { at, text } of marks) {
    context.fillRect(x(at), axisTop, 1, 4)
    const textPx = context.measureText(text).width
    // The last one ends with the drawing, before its mark where there is no room behind it.
    const textX = Math.min(x(at) + 3, widthPx - textPx)
    if (textX < freePx) continue
    context.fillText(text, textX, axisTop + rowPx / 2)
    freePx = textX + textPx + letterPx
  }

  const top = nameRow(0, 'loop')
  for (const { from, to } of lanes.loop) {
    context.fillStyle = colours.running
    context.fillRect(x(from), top + 2, Math.max(LEAST_PX, (to - from) * perUnitPx - 1), rowPx - 4)
  }
  for (const [index, { task, spans }] of lanes.tasks.entries()) {
    const y = nameRow(index + 1, nameOf(recording, task))
    for (const { from, to, phase } of spans) {
      const isRunning = phase === 'running'
      const thickness = isRunning ? rowPx - 4 : phase === 'ready' ? 6 : 1
      const width = (to - from) * perUnitPx
      context.fillStyle = isRunning ? colours.running : colours.faint
      context.fillRect(
        x(from),
        y + (rowPx - thickness) / 2,
        isRunning ? Math.max(LEAST_PX, width) : width,
        thickness,
      )
    }
  }
  context.fillStyle = colours.ink
  context.fillRect(x(cursor) - 1, 0, 2, rows * rowPx)
}
