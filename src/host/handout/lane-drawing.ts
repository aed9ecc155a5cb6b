import { duration } from '../../report/format'
import { timeMarks } from '../../charts/time-marks'
import type { Lesson } from '../../engine/lesson/lesson'
import { lanesBetween, type Lanes } from '../../engine/recorder/replay/lanes'
import { lanesInTime, withTime } from '../../engine/recorder/replay/lanes-in-time'
import type { TaskPhase } from '../../engine/recorder/replay/loop-state'
import {
  eventCount,
  hasTime,
  nameOf,
  type Recording,
  timesBetween,
} from '../../engine/recorder/recording/recording'
import { Replay } from '../../engine/recorder/replay/replay'

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

/** As many events as are drawn where the axis is time. */
const MOST_EVENTS_IN_TIME = 2_000
/** As thin as what takes no time may be, to be seen. */
const LEAST_PX = 1

/** Something written on the axis of the lanes. */
interface AxisMark {
  readonly at: number
  readonly text: string
}

/**
 * Draws what a loop and its tasks did, event by event or by the loop's time: one lane for the loop,
 * one for each task. Phases differ in thickness as well, so that they can be told apart without
 * colour. A long recording is drawn from its beginning as far as it fits.
 */
export function drawLanes(recording: Recording, axis: Lesson['lanes']): LaneDrawing {
  const total = eventCount(recording)
  return axis === 'time' && hasTime(recording)
    ? inTime(recording, total)
    : byEvent(recording, total)
}

function byEvent(recording: Recording, total: number): LaneDrawing {
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
    const times = timesBetween(recording, from, to).map(({ at, ms }) => ({ at, text: inMs(ms) }))
    const description = `the events ${from + 1} to ${to}`
    return drawStrip(
      recording,
      lanesBetween(replay, from, to, MOST_TASKS),
      eventPx,
      times,
      description,
    )
  })
  const tasks = leftOut > 0 ? ` · the ${MOST_TASKS} tasks in which most happens` : ''
  return { legend, strips, extent: `${extentOf(shown, total)}${tasks}` }
}

function inTime(recording: Recording, total: number): LaneDrawing {
  const { to: shown } = withTime(recording, 0, Math.min(total, MOST_EVENTS_IN_TIME))
  const replay = new Replay(recording)
  const events = lanesBetween(replay, 0, shown, MOST_TASKS, 0, 'nearest')
  const lanes = lanesInTime(recording, events)
  const widthPx = WIDTH_PX - NAMES_PX - LEAST_PX
  const perMsPx = widthPx / (lanes.to - lanes.from)
  const marks = timeMarks(lanes.from, lanes.to, Math.floor(widthPx / TIME_PX))
  const strip = drawStrip(
    recording,
    lanes,
    perMsPx,
    marks.map((ms) => ({ at: ms, text: inMs(ms) })),
    `the time until ${inMs(lanes.to)}`,
  )
  const left = lanes.taskCount - lanes.tasks.length
  const tasks = left > 0 ? ` · the first ${MOST_TASKS} of ${lanes.taskCount} tasks` : ''
  const extent = `${extentOf(shown, total)}, by the loop’s time${tasks} · what takes no time is a thin line`
  return { legend, strips: [strip], extent }
}

function extentOf(shown: number, total: number): string {
  const grouped = total.toLocaleString('en')
  return shown === total
    ? `All ${grouped} events`
    : `The first ${shown.toLocaleString('en')} of ${grouped} events`
}

/** From here on, in milliseconds, nobody reads all the digits. */
const LONG_MS = 1e6

const inMs = (ms: number): string =>
  Math.abs(ms) < LONG_MS
    ? `${ms.toLocaleString('en', { maximumFractionDigits: 1 })} ms`
    : duration(ms)

function drawStrip(
  recording: Recording,
  lanes: Lanes,
  perUnitPx: number,
  marks: readonly AxisMark[],
  stretch: string,
): Drawing {
  const { from, loop, tasks } = lanes
  const height = ROW_PX * (tasks.length + 2)
  const x = (place: number): number => NAMES_PX + (place - from) * perUnitPx
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
      width:
        phase === 'running'
          ? Math.max(LEAST_PX, (end - start) * perUnitPx - Math.min(1, perUnitPx / 4))
          : (end - start) * perUnitPx,
      height: thickness,
      tone,
    }
  }
  const times = withRoom(marks, x)
  return {
    width: WIDTH_PX,
    height,
    description: `What the loop and ${tasks.length} of its tasks did in ${stretch}`,
    boxes: [
      ...times.map(({ at }) => ({
        x: x(at),
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
      ...times.map(({ at, text }) => ({
        x: x(at),
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

/** Those of the marks that do not run into each other or out of the drawing. */
function withRoom(marks: readonly AxisMark[], x: (place: number) => number): AxisMark[] {
  const kept: AxisMark[] = []
  for (const mark of marks) {
    const last = kept.at(-1)
    const hasRoom = last === undefined || x(mark.at) - x(last.at) >= TIME_PX
    if (hasRoom && WIDTH_PX - x(mark.at) >= TIME_PX) kept.push(mark)
  }
  return kept
}

function short(name: string): string {
  const letters = Array.from(name)
  return letters.length <= LONGEST_NAME ? name : `${letters.slice(0, LONGEST_NAME - 1).join('')}…`
}
