import type { EventTrace } from './recording/event-description'
import { describedAs, NONE } from './recording/event'
import {
  eventAt,
  eventCount,
  nameOf,
  siteAt,
  stackAt,
  textAt,
  thingKind,
  type Recording,
} from './recording/recording'

/** An event of Chrome's trace event format, as far as it is used here. Times are microseconds. */
export type TraceEvent =
  | { ph: 'M'; name: string; pid: number; tid: number; args: Record<string, string | number> }
  | {
      ph: 'X'
      name: string
      cat: string
      pid: number
      tid: number
      ts: number
      dur: number
      args?: SpanArgs
    }
  | {
      ph: 'b' | 'e'
      name: string
      cat: string
      pid: number
      tid: number
      ts: number
      id: number
      args?: SpanArgs
    }
  /** An arrow from what woke or created a task to the step that it led to. */
  | { ph: 's'; name: string; cat: 'flow'; pid: number; tid: number; ts: number; id: number }
  | {
      ph: 'f'
      bp: 'e'
      name: string
      cat: 'flow'
      pid: number
      tid: number
      ts: number
      id: number
    }
  | { ph: 'i'; s: 't'; name: string; cat: string; pid: number; tid: number; ts: number }
  | { ph: 'C'; name: string; pid: number; tid: number; ts: number; args: Record<string, number> }

/** Where in its program a task gave way: shown when its step or its wait is chosen. */
interface SpanArgs {
  readonly line: number
  readonly code: string
  /** From the outermost coroutine to the one that gave way. */
  readonly stack: string
}

/** A file that Perfetto and chrome://tracing open. */
export interface ChromeTrace {
  readonly traceEvents: readonly TraceEvent[]
  readonly displayTimeUnit: 'ms'
  readonly otherData: Readonly<Record<string, string>>
}

const PID = 1
/** The loop's own track: its iterations, with all steps and callbacks in them. */
const LOOP_TRACK = 0
/** Characters of a name. */
const MOST_IN_NAME = 120

/**
 * A recording in Chrome's trace event format (Trace Event Format, Google, 2016). The loop has a
 * track with its iterations and every step and callback; each task has one with its own steps. The
 * life of a task and its waits, which overlap, are asynchronous events. A step and a wait tell the
 * line and the stack at which the task gave way; an arrow leads from what woke or created a task to
 * the step that it led to.
 *
 * Virtual time stands still while something runs. So that spans have a length, every event takes
 * one microsecond here; `otherData` says so. In real time events keep their own times.
 */
export function chromeTrace(recording: Recording): ChromeTrace {
  return new Tracer(recording).trace()
}

interface Open {
  readonly thing: number
  readonly name: string
  readonly ts: number
}

interface Arrow {
  readonly name: string
  readonly tid: number
  readonly ts: number
}

class Tracer implements EventTrace {
  readonly #recording: Recording
  readonly #events: TraceEvent[] = []
  readonly #living = new Set<number>()
  readonly #waiting = new Map<number, string>()
  /** Where the arrow that leads to a task's next step begins, by the task. */
  readonly #arrows = new Map<number, Arrow>()
  #arrowsDrawn = 0
  #iteration = 0
  #openIteration: Omit<Open, 'thing'> | null = null
  /** An eager task's first step is within another. */
  readonly #openSteps: Open[] = []
  #ts = 0

  constructor(recording: Recording) {
    this.#recording = recording
  }

  trace(): ChromeTrace {
    const recording = this.#recording
    this.#metadata('process_name', LOOP_TRACK, {
      name: shortened(recording.program?.name ?? 'program'),
    })
    this.#track(LOOP_TRACK, 'loop', -1)
    const count = eventCount(recording)
    const startMs = count === 0 ? 0 : eventAt(recording, 0).atMs
    for (let index = 0; index < count; index += 1) {
      const event = eventAt(recording, index)
      this.#passTime((event.atMs - startMs) * 1_000)
      describedAs(event.kind).trace(this, event)
    }
    this.#end()
    return {
      traceEvents: this.#events.sort((a, b) => order(a) - order(b)),
      displayTimeUnit: 'ms',
      otherData: {
        clock:
          recording.clock === 'virtual'
            ? 'virtual: time stands still while something runs; every event is given 1 µs'
            : 'real',
        truncated: recording.isTruncated ? 'the end is missing: there were too many events' : 'no',
      },
    }
  }

  #passTime(ts: number): void {
    const isVirtual = this.#recording.clock === 'virtual'
    this.#ts = Math.max(ts, isVirtual ? this.#ts + 1 : this.#ts)
  }

  beginIteration(): void {
    this.#iteration += 1
    this.#openIteration = { name: `iteration ${this.#iteration}`, ts: this.#ts }
  }

  endIteration(): void {
    if (this.#openIteration === null) return
    const { name, ts } = this.#openIteration
    const dur = this.#ts - ts
    this.#events.push({ ph: 'X', name, cat: 'iteration', pid: PID, tid: LOOP_TRACK, ts, dur })
    this.#openIteration = null
  }

  beginLife(task: number): void {
    this.#track(trackOf(task), this.#nameOf(task), task)
    this.#living.add(task)
    this.#async('b', task, this.#nameOf(task))
    this.#arrow(task, 'creates')
  }

  endLife(task: number): void {
    this.endWait(task)
    if (this.#living.delete(task)) this.#async('e', task, this.#nameOf(task))
  }

  beginStep(thing: number): void {
    this.#openSteps.push({ thing, name: this.#nameOf(thing), ts: this.#ts })
    const arrow = this.#arrows.get(thing)
    if (arrow === undefined) return
    this.#arrows.delete(thing)
    this.#arrowsDrawn += 1
    const common = { cat: 'flow' as const, pid: PID, id: this.#arrowsDrawn }
    this.#events.push({ ph: 's', ...arrow, ...common })
    const end = { name: arrow.name, tid: trackOf(thing), ts: this.#ts }
    this.#events.push({ ph: 'f', bp: 'e', ...end, ...common })
  }

  endStep(task: number | null, place: number = NONE): void {
    const step = this.#openSteps.pop()
    if (step === undefined) return
    const { name, ts } = step
    const cat = task === null ? 'callback' : 'step'
    const span = { ph: 'X' as const, name, cat, pid: PID, ts, dur: this.#ts - ts }
    const args = this.#argsAt(place)
    this.#events.push({ ...span, tid: LOOP_TRACK, ...args })
    if (task !== null) this.#events.push({ ...span, tid: trackOf(task), ...args })
  }

  // A wait may end within the very step that began it, before the wait itself is recorded.
  beginWait(task: number, awaited: number, place: number): void {
    this.endWait(task)
    const name = `waits for ${this.#awaited(awaited, place)}`
    this.#waiting.set(task, name)
    this.#async('b', task, name, place)
  }

  endWait(task: number): void {
    const name = this.#waiting.get(task)
    if (name !== undefined) this.#async('e', task, name)
    this.#waiting.delete(task)
  }

  wake(task: number): void {
    this.#arrow(task, 'wakes')
  }

  mark(text: number | string, cat: string, task: number): void {
    const name = typeof text === 'string' ? text : this.#textAt(text)
    const tid = task === NONE ? LOOP_TRACK : trackOf(task)
    this.#events.push({ ph: 'i', s: 't', name, cat, pid: PID, tid, ts: this.#ts })
  }

  share(nameText: number, valueText: number): void {
    const name = this.#textAt(nameText)
    const value = this.#textAt(valueText)
    const number = Number(value)
    if (value.trim() === '' || !Number.isFinite(number)) {
      this.mark(`${name} = ${value}`, 'share', NONE)
      return
    }
    const args = { value: number }
    this.#events.push({ ph: 'C', name, pid: PID, tid: LOOP_TRACK, ts: this.#ts, args })
  }

  #awaited(thing: number, place: number): string {
    const site = siteAt(this.#recording, place)
    const line = site === undefined ? '' : ` (line ${site.line})`
    const kind = thingKind(this.#recording, thing)
    return kind === 'task' ? this.#nameOf(thing) + line : kind + line
  }

  #nameOf(thing: number): string {
    return shortened(nameOf(this.#recording, thing))
  }

  #textAt(text: number): string {
    return shortened(textAt(this.#recording, text))
  }

  // What is still open when a recording ends, ends with it.
  #end(): void {
    this.endStep(null)
    this.endIteration()
    for (const task of [...this.#living]) this.endLife(task)
  }

  #async(ph: 'b' | 'e', task: number, name: string, place: number = NONE): void {
    const tid = trackOf(task)
    const args = this.#argsAt(place)
    this.#events.push({ ph, name, cat: 'task', pid: PID, tid, ts: this.#ts, id: task + 1, ...args })
  }

  /** An arrow begins at what runs now, and is drawn once the task runs. */
  #arrow(task: number, name: string): void {
    const from = this.#openSteps.at(-1)
    if (from === undefined) return
    const isTask = thingKind(this.#recording, from.thing) === 'task'
    const tid = isTask ? trackOf(from.thing) : LOOP_TRACK
    this.#arrows.set(task, { name, tid, ts: this.#ts })
  }

  #argsAt(place: number): { readonly args?: SpanArgs } {
    const site = siteAt(this.#recording, place)
    if (site === undefined) return {}
    const stack = stackAt(this.#recording, place)
      .map(({ functionName, line }) => `${functionName}:${line}`)
      .join(' > ')
    return { args: { line: site.line, code: shortened(site.text), stack: shortened(stack) } }
  }

  #track(tid: number, name: string, sortIndex: number): void {
    this.#metadata('thread_name', tid, { name })
    this.#metadata('thread_sort_index', tid, { sort_index: sortIndex })
  }

  #metadata(name: string, tid: number, args: Record<string, string | number>): void {
    this.#events.push({ ph: 'M', name, pid: PID, tid, args })
  }
}

/** A long name would stand in each of a million events; a viewer shows its beginning. */
function shortened(name: string): string {
  return name.length > MOST_IN_NAME ? `${name.slice(0, MOST_IN_NAME)}…` : name
}

function trackOf(task: number): number {
  return task + 1
}

/** Metadata first, then by time; what was added first stays first. */
function order(event: TraceEvent): number {
  return event.ph === 'M' ? -1 : event.ts
}
