import { describedAs } from '../recording/event'
import type { TaskPhase } from './loop-state'
import { eventAt } from '../recording/recording'
import type { Replay } from './replay'

/** Something that went on from one event to another; both are numbers of events, or both times. */
export interface Span {
  readonly from: number
  readonly to: number
}

/** What the loop ran: a task or a callback. */
export interface RunSpan extends Span {
  readonly thing: number
}

export interface PhaseSpan extends Span {
  readonly phase: TaskPhase
}

/** One task, and what it was doing. */
export interface TaskLane {
  readonly task: number
  readonly spans: readonly PhaseSpan[]
}

/** A stretch of a recording, to be drawn: the loop has one lane, and each task one of its own. */
export interface Lanes extends Span {
  readonly loop: readonly RunSpan[]
  readonly tasks: readonly TaskLane[]
  /** With those that have no lane. */
  readonly taskCount: number
}

const ended = new Set<TaskPhase>(['returned', 'threw', 'cancelled'])

/**
 * The events from `from` until before `to` as spans.
 *
 * @param replay goes to `from` to see what was the case there
 * @param mostTasks at most so many lanes of tasks
 * @param around the task that runs at this event has a lane in any case
 * @param preferred which tasks have the other lanes: those in which most happens and of these the
 * ones in which it happens nearest to `around`, or the nearest whatever happens in them
 */
export function lanesBetween(
  replay: Replay,
  from: number,
  to: number,
  mostTasks: number,
  around = from,
  preferred: 'busiest' | 'nearest' = 'busiest',
): Lanes {
  const { recording } = replay
  const start = replay.jumpTo(from)
  const tracks = new Map<number, Track>()
  for (const { task, phase } of start.tasks) {
    if (!ended.has(phase)) tracks.set(task, new Track(task, phase, from))
  }
  const loop: RunSpan[] = []
  let running: { thing: number; from: number } | null =
    start.running < 0 ? null : { thing: start.running, from }
  const outer: number[] = []
  let current = -1
  for (let at = from; at < to; at += 1) {
    const { kind, subject } = eventAt(recording, at)
    if (at === around) current = running?.thing ?? -1
    const { phase, runs } = describedAs(kind)
    if (phase !== null) trackOf(tracks, subject, at).change(phase, at, Math.abs(at - around))
    if (runs === 'begins') {
      // A step within a step: what ran goes on after it.
      if (running !== null) {
        loop.push({ ...running, to: at })
        outer.push(running.thing)
      }
      running = { thing: subject, from: at }
    } else if (running !== null && runs === 'ends') {
      loop.push({ ...running, to: at + 1 })
      const thing = outer.pop()
      running = thing === undefined ? null : { thing, from: at + 1 }
    }
  }
  if (running !== null) loop.push({ ...running, to })
  const tasks = [...tracks.values()]
    .sort(
      (a, b) =>
        Number(b.task === current) - Number(a.task === current) ||
        (preferred === 'busiest' ? b.changes - a.changes : 0) ||
        a.nearest - b.nearest ||
        a.task - b.task,
    )
    .slice(0, mostTasks)
    .sort((a, b) => a.task - b.task)
    .map((track) => ({ task: track.task, spans: track.spansUntil(to) }))
  return { from, to, loop, tasks, taskCount: tracks.size }
}

function trackOf(tracks: Map<number, Track>, task: number, at: number): Track {
  let track = tracks.get(task)
  if (track === undefined) {
    track = new Track(task, 'ready', at)
    tracks.set(task, track)
  }
  return track
}

class Track {
  readonly task: number
  changes = 0
  /** How far from the event that is asked about something happened; a lot where nothing did. */
  nearest = Number.MAX_SAFE_INTEGER
  readonly #spans: PhaseSpan[] = []
  #phase: TaskPhase
  #since: number

  constructor(task: number, phase: TaskPhase, since: number) {
    this.task = task
    this.#phase = phase
    this.#since = since
  }

  change(phaseAfter: (before: TaskPhase) => TaskPhase, at: number, distance: number): void {
    this.changes += 1
    this.nearest = Math.min(this.nearest, distance)
    const phase = phaseAfter(this.#phase)
    // A step lasts until after the event that ends it.
    const until = this.#phase === 'running' ? at + 1 : at
    this.#close(until)
    this.#phase = phase
    this.#since = until
  }

  spansUntil(to: number): readonly PhaseSpan[] {
    if (!ended.has(this.#phase)) this.#close(to)
    return this.#spans
  }

  #close(until: number): void {
    if (until > this.#since) {
      this.#spans.push({ from: this.#since, to: until, phase: this.#phase })
    }
  }
}
