import { lanesBetween, type Lanes } from '../../engine/recorder/lanes'
import type { TaskPhase } from '../../engine/recorder/loop-state'
import { eventAt, eventCount, nameOf, type Recording } from '../../engine/recorder/recording'
import { Replay } from '../../engine/recorder/replay'

/** What a part of a drawing is for; the name of its colour in both themes. */
export type Tone = 'event-loop' | 'soft' | 'faint' | 'ink' | 'grid'

interface Box {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
  readonly tone: Tone
}

interface Label {
  readonly x: number
  /** Of the line on which the letters stand. */
  readonly y: number
  readonly text: string
  readonly tone: Tone
}

/** Boxes and words, to be put onto a page of any kind; all lengths in pixels. */
export interface Drawing {
  readonly width: number
  readonly height: number
  /** In words, for those who cannot see it. */
  readonly description: string
  readonly boxes: readonly Box[]
  readonly labels: readonly Label[]
}

/** The lanes of a recording, cut into strips that a page can hold. */
export interface LaneDrawing {
  readonly legend: Drawing
  readonly strips: readonly Drawing[]
  /** What of the recording is drawn: "The first 360 of 14,799 events". */
  readonly extent: string
}

/** The size of the drawing's letters. */
export const LABEL_PX = 10

const WIDTH_PX = 680
const NAMES_PX = 110
const ROW_PX = 16
const MOST_EVENT_PX = 14
const STRIP_EVENTS = 120
const MOST_STRIPS = 3
const MOST_TASKS = 12
const LONGEST_NAME = 18
/** Times at least so far apart do not run into each other. */
const TIME_PX = 52

/**
 * Draws what a loop and its tasks did, event by event: one lane for the loop, one for each task.
 * Phases differ in thickness as well, so that they can be told apart without colour. A long
 * recording is drawn from its beginning as far as it fits.
 */
export function drawLanes(recording: Recording): LaneDrawing {
  const total = eventCount(recording)
  const shown = Math.min(total, STRIP_EVENTS * MOST_STRIPS)
  const count = Math.ceil(shown / STRIP_EVENTS)
  const perStrip = Math.ceil(shown / count)
  const replay = new Replay(recording)
  const eventPx = Math.min(MOST_EVENT_PX, (WIDTH_PX - NAMES_PX) / perStrip)
  let leftOut = 0
  const strips = Array.from({ length: count }, (_, index) => {
    const from = index * perStrip
    const to = Math.min(shown, from + perStrip)
    const all = lanesBetween(replay, from, to, Infinity).tasks.length
    leftOut = Math.max(leftOut, all - MOST_TASKS)
    return drawStrip(recording, lanesBetween(replay, from, to, MOST_TASKS), eventPx)
  })
  const grouped = total.toLocaleString('en')
  const events =
    shown === total ? `All ${grouped} events` : `The first ${shown} of ${grouped} events`
  const tasks = leftOut > 0 ? ` · the ${MOST_TASKS} tasks in which most happens` : ''
  return { legend, strips, extent: `${events}${tasks}` }
}

function drawStrip(recording: Recording, lanes: Lanes, eventPx: number): Drawing {
  const { from, to, loop, tasks } = lanes
  const height = ROW_PX * (tasks.length + 2)
  const x = (event: number): number => NAMES_PX + (event - from) * eventPx
  const name = (row: number, text: string): Label => ({
    x: 0,
    y: ROW_PX * (row + 1) + ROW_PX * 0.7,
    text,
    tone: 'soft',
  })
  const bar = (row: number, start: number, end: number, phase: TaskPhase): Box => {
    const { height: thickness, tone } = phases[phase]
    return {
      x: x(start),
      y: ROW_PX * (row + 1) + (ROW_PX - thickness) / 2,
      // What runs next to each other is to be seen as two.
      width: (end - start) * eventPx - (phase === 'running' ? Math.min(1, eventPx / 4) : 0),
      height: thickness,
      tone,
    }
  }
  const times = timesOf(recording, lanes, eventPx)
  return {
    width: WIDTH_PX,
    height,
    description: `What the loop and ${tasks.length} of its tasks did in the events ${from + 1} to ${to}`,
    boxes: [
      ...times.map(({ event }) => ({
        x: x(event),
        y: ROW_PX - 3,
        width: 0.75,
        height: height - ROW_PX + 3,
        tone: 'grid' as const,
      })),
      ...loop.map((span) => bar(0, span.from, span.to, 'running')),
      ...tasks.flatMap(({ spans }, index) =>
        spans.map((span) => bar(index + 1, span.from, span.to, span.phase)),
      ),
    ],
    labels: [
      ...times.map(({ event, text }) => ({
        x: x(event),
        y: ROW_PX * 0.6,
        text,
        tone: 'soft' as const,
      })),
      name(0, 'loop'),
      ...tasks.map(({ task }, index) => name(index + 1, short(nameOf(recording, task)))),
    ],
  }
}

/** A lane ends with its task: what ended has no thickness. */
const ended = { height: 0, tone: 'soft' } as const

const phases: Record<TaskPhase, { readonly height: number; readonly tone: Tone }> = {
  running: { height: ROW_PX - 4, tone: 'event-loop' },
  ready: { height: 5, tone: 'soft' },
  waiting: { height: 1.25, tone: 'faint' },
  returned: ended,
  threw: ended,
  cancelled: ended,
}

const LEGEND_PX = 120

const legend: Drawing = {
  width: WIDTH_PX,
  height: ROW_PX,
  description: 'A block runs, a bar is ready, a line waits',
  boxes: (['running', 'ready', 'waiting'] as const).map((phase, index) => ({
    x: NAMES_PX + index * LEGEND_PX,
    y: (ROW_PX - phases[phase].height) / 2,
    width: 24,
    ...phases[phase],
  })),
  labels: ['runs', 'is ready', 'waits'].map((text, index) => ({
    x: NAMES_PX + index * LEGEND_PX + 30,
    y: ROW_PX * 0.7,
    text,
    tone: 'ink',
  })),
}

/** The loop's time where the strip begins and where it has moved on, as far as there is room. */
function timesOf(
  recording: Recording,
  { from, to }: Lanes,
  eventPx: number,
): { event: number; text: string }[] {
  const times: { event: number; text: string }[] = []
  let before = NaN
  for (let event = from; event < to; event += 1) {
    const { atMs } = eventAt(recording, event)
    const last = times.at(-1)
    const hasRoom = last === undefined || (event - last.event) * eventPx >= TIME_PX
    if (atMs !== before && hasRoom && (to - event) * eventPx >= TIME_PX) {
      times.push({ event, text: `${atMs.toLocaleString('en', { maximumFractionDigits: 1 })} ms` })
    }
    before = atMs
  }
  return times
}

function short(name: string): string {
  const letters = Array.from(name)
  return letters.length <= LONGEST_NAME ? name : `${letters.slice(0, LONGEST_NAME - 1).join('')}…`
}
