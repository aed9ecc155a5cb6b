import type { CodeOwner, ExecutedSpan } from '../../../../report/profile-words'

/** A call in a flame chart: its row is how deep it is called. */
export interface Flame {
  readonly span: ExecutedSpan
  readonly depth: number
  /** The call that it is within; null for an outermost one. */
  readonly caller: Flame | null
}

/** The time that is seen. Milliseconds. */
export interface FlameView {
  readonly fromMs: number
  readonly toMs: number
}

/** Height of a row, and of the axis of time above. CSS pixels. */
const ROW_PX = 18
const AXIS_PX = 20
/** A name is written where it has room. */
const LEAST_TEXT_PX = 24
const PADDING_PX = 4
const TICK_EVERY_PX = 110

/** All calls, each after the one that it is within. */
export function flamesOf(spans: readonly ExecutedSpan[]): Flame[] {
  const flames: Flame[] = []
  const visit = (within: readonly ExecutedSpan[], depth: number, caller: Flame | null): void => {
    for (const span of within) {
      const flame: Flame = { span, depth, caller }
      flames.push(flame)
      visit(span.within, depth + 1, flame)
    }
  }
  visit(spans, 0, null)
  return flames
}

/** Which row a place in the chart is in; negative above the first. */
export function rowAt(y: number): number {
  return Math.floor((y - AXIS_PX) / ROW_PX)
}

/** What is drawn. */
export interface Drawing {
  readonly flames: readonly Flame[]
  readonly view: FlameView
  readonly chosen: Flame | null
  readonly rows: number
  readonly widthPx: number
  /** Of the person's own code; all else is grey. */
  readonly colour: string
}

/** Draws a flame chart as wide as it is given, and as high as its rows take. */
export function drawFlames(canvas: HTMLCanvasElement, drawing: Drawing): void {
  const { flames, view, chosen, rows, widthPx, colour } = drawing
  const context = canvas.getContext('2d')
  if (context === null) return
  const heightPx = AXIS_PX + rows * ROW_PX + 1
  canvas.width = Math.round(widthPx * devicePixelRatio)
  canvas.height = Math.round(heightPx * devicePixelRatio)
  canvas.style.width = `${widthPx}px`
  canvas.style.height = `${heightPx}px`
  context.scale(devicePixelRatio, devicePixelRatio)
  const style = getComputedStyle(canvas)
  const token = (name: string): string => style.getPropertyValue(name)
  const grounds: Readonly<Record<CodeOwner, string>> = {
    job: colour,
    lab: token('--line-strong'),
    package: token('--line'),
    runtime: token('--hover'),
  }
  const inks: Readonly<Record<CodeOwner, string>> = {
    job: token('--surface'),
    lab: token('--ink'),
    package: token('--ink'),
    runtime: token('--soft'),
  }
  context.font = `12px ${token('--type')}`
  context.textBaseline = 'middle'
  const pxPerMs = widthPx / (view.toMs - view.fromMs)
  drawAxis(context, view, pxPerMs, widthPx, heightPx, token)
  for (const flame of flames) {
    const { span, depth } = flame
    const left = Math.max(0, (span.fromMs - view.fromMs) * pxPerMs)
    const right = Math.min(widthPx, (span.toMs - view.fromMs) * pxPerMs)
    if (right <= 0 || left >= widthPx) continue
    const y = AXIS_PX + depth * ROW_PX
    const width = Math.max(0.5, right - left - 0.5)
    context.fillStyle = grounds[span.owner]
    context.fillRect(left, y, width, ROW_PX - 1)
    if (width >= LEAST_TEXT_PX) {
      context.fillStyle = inks[span.owner]
      context.fillText(
        fitting(context, span.name, width - 2 * PADDING_PX),
        left + PADDING_PX,
        y + ROW_PX / 2,
      )
    }
    if (flame === chosen) {
      context.strokeStyle = token('--ink')
      context.lineWidth = 2
      context.strokeRect(left + 1, y + 1, Math.max(2, width - 2), ROW_PX - 3)
    }
  }
}

function drawAxis(
  context: CanvasRenderingContext2D,
  { fromMs, toMs }: FlameView,
  pxPerMs: number,
  widthPx: number,
  heightPx: number,
  token: (name: string) => string,
): void {
  const wanted = ((toMs - fromMs) * TICK_EVERY_PX) / widthPx
  const power = 10 ** Math.floor(Math.log10(wanted))
  const step = [1, 2, 5, 10].map((digit) => digit * power).find((each) => each >= wanted) ?? wanted
  for (let tick = Math.ceil(fromMs / step); tick * step <= toMs; tick++) {
    const x = (tick * step - fromMs) * pxPerMs
    context.fillStyle = token('--line')
    context.fillRect(x, 0, 1, heightPx)
    context.fillStyle = token('--soft')
    context.fillText(`${Number((tick * step).toPrecision(6))} ms`, x + PADDING_PX, AXIS_PX / 2)
  }
}

/** As much of a name as has room, with an ellipsis where it is cut. */
function fitting(context: CanvasRenderingContext2D, name: string, widthPx: number): string {
  if (context.measureText(name).width <= widthPx) return name
  let most = name.length - 1
  while (most > 0 && context.measureText(`${name.slice(0, most)}…`).width > widthPx) most -= 1
  return most === 0 ? '' : `${name.slice(0, most)}…`
}
