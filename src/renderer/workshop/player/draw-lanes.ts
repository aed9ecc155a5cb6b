import { TYPEFACE } from '../../../charts/theme'
import { nameOf, type Lanes, type Recording } from '../../../contract/workshop/recording'
import { taskColour, taskNumber } from '../../model/workshop/task-colour'

/** Where on the axis of the lanes something is written. */
export interface AxisMark {
  readonly at: number
  readonly text: string
}

/**
 * Lanes that are to be drawn; what is on their axis is events or milliseconds, everywhere the same.
 */
export interface LaneDrawing {
  readonly recording: Recording
  readonly lanes: Lanes
  /** Where the run is: what is to come is faint. */
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
  /** See `taskColour`. */
  readonly tasks: readonly string[]
  /** Of what runs and is no task. */
  readonly soft: string
  readonly ink: string
}

/** As thin as what takes no time may be, to be seen. */
const LEAST_PX = 1.5

/** How much of its colour is left to what is to come. */
const FAINT = 0.3

/** What is needed of the context of a canvas. */
type Paint = Pick<
  CanvasRenderingContext2D,
  'fillStyle' | 'globalAlpha' | 'font' | 'textBaseline' | 'fillRect' | 'fillText' | 'measureText'
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

/**
 * Draws one lane for the loop, one for each task below it, and the axis; a row is as high as
 * `rowPx`.
 */
export function drawLanes(context: Paint, drawing: LaneDrawing, colours: LaneColours): void {
  const { recording, lanes, cursor, marks, widthPx, perUnitPx, letterPx, rowPx, namesPx } = drawing
  const rows = lanes.tasks.length + 2
  const x = (place: number): number => namesPx + (place - lanes.from) * perUnitPx
  const nameRow = (index: number, name: string, colour?: string): number => {
    const top = index * rowPx
    const squarePx = colour === undefined ? 0 : letterPx * 0.7
    if (colour !== undefined) {
      context.fillStyle = colour
      context.fillRect(0, top + (rowPx - squarePx) / 2, squarePx, squarePx)
    }
    context.fillStyle = colours.soft
    const textPx = squarePx * 1.5
    context.fillText(name, textPx, top + rowPx / 2, namesPx - textPx - 8)
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

  const colourOf = (thing: number): string => {
    const colour = taskColour(recording, thing)
    return (colour === null ? undefined : colours.tasks[colour]) ?? colours.soft
  }
  /** A bar in the middle of a row, faint from the cursor on. */
  const bar = (
    { from, to }: { from: number; to: number },
    row: number,
    thickness: number,
    leastPx: number,
  ): void => {
    const now = Math.min(Math.max(from, cursor), to)
    const y = row * rowPx + (rowPx - thickness) / 2
    const paint = (start: number, end: number): void => {
      context.fillRect(x(start), y, Math.max(leastPx, (end - start) * perUnitPx), thickness)
    }
    if (now > from || from === to) paint(from, now)
    if (now === to) return
    context.globalAlpha = FAINT
    paint(now, to)
    context.globalAlpha = 1
  }

  nameRow(0, 'loop')
  for (const span of lanes.loop) {
    context.fillStyle = colourOf(span.thing)
    bar(span, 0, rowPx - 4, LEAST_PX)
  }
  for (const [index, { task, spans }] of lanes.tasks.entries()) {
    const colour = colourOf(task)
    nameRow(index + 1, `${taskNumber(recording, task)} ${nameOf(recording, task)}`, colour)
    context.fillStyle = colour
    for (const span of spans) {
      const isRunning = span.phase === 'running'
      const thickness = isRunning ? rowPx - 4 : span.phase === 'ready' ? 6 : 1.5
      bar(span, index + 1, thickness, isRunning ? LEAST_PX : 0)
    }
  }
  context.fillStyle = colours.ink
  context.fillRect(x(cursor) - 1, 0, 2, rows * rowPx)
}
