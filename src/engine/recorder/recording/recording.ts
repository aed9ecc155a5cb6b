import { type EventKind, eventKinds, NONE, type ThingKind, thingKinds } from './event'
import type { Site } from './places'

/** In what a program is written. */
export const programLanguages = ['python', 'typescript'] as const
export type ProgramLanguage = (typeof programLanguages)[number]

/** The program that was recorded. */
export interface RecordedProgram {
  readonly name: string
  readonly language: ProgramLanguage
  readonly source: string
}

/** Every event of a run, in columns; `event.ts` says what their numbers mean. */
export interface Recording {
  readonly kind: 'corewise-recording'
  readonly schemaVersion: 1
  /**
   * Virtual time passes only where nothing can run, and where the program says that it computes.
   */
  readonly clock: 'real' | 'virtual'
  /** Whether events were left out at the end because there were too many. */
  readonly isTruncated: boolean
  readonly events: {
    readonly kind: Uint8Array
    readonly subject: Int32Array
    readonly object: Int32Array
    readonly place: Int32Array
    /** The loop's time, milliseconds. */
    readonly atMs: Float64Array
  }
  readonly things: {
    readonly kind: Uint8Array
    /** A text; for a task its name. */
    readonly label: Int32Array
    /** When a timer is due, milliseconds; NaN for all else. */
    readonly whenMs: Float64Array
  }
  readonly places: { readonly site: Int32Array; readonly caller: Int32Array }
  readonly sites: readonly Site[]
  readonly strings: readonly string[]
  readonly program: RecordedProgram | null
}

/** The loop's time at an event, milliseconds; NaN where there is no such event. */
export function timeAt({ events }: Recording, index: number): number {
  return events.atMs[index] ?? NaN
}

/**
 * Whether the loop's time moves on within a recording: one that is all at one time has no lanes by
 * it.
 */
export function hasTime(recording: Recording): boolean {
  return timeAt(recording, eventCount(recording) - 1) > timeAt(recording, 0)
}

/** One event, taken out of the columns. */
export interface RecordedEvent {
  readonly kind: EventKind
  readonly subject: number
  readonly object: number
  readonly place: number
  readonly atMs: number
}

/** How many events a recording has. */
export function eventCount({ events }: Recording): number {
  return events.kind.length
}

/** The event of that number, from 0. Throws `RangeError` where there is none. */
export function eventAt({ events }: Recording, index: number): RecordedEvent {
  const kind = eventKinds[events.kind[index] ?? NONE]
  if (kind === undefined) throw new RangeError(`there is no event ${index}`)
  return {
    kind,
    subject: events.subject[index] ?? NONE,
    object: events.object[index] ?? NONE,
    place: events.place[index] ?? NONE,
    atMs: events.atMs[index] ?? NaN,
  }
}

/** Of what kind a thing is; a thing that is not there is a future that nobody knows. */
export function thingKind({ things }: Recording, thing: number): ThingKind {
  return thingKinds[things.kind[thing] ?? NONE] ?? 'future'
}

const numbersOf = new WeakMap<Recording, Int32Array>()

/**
 * The number of each thing among the tasks, from 1 in the order of creation; 0 for what is no task.
 */
export function taskNumbers(recording: Recording): Int32Array {
  const known = numbersOf.get(recording)
  if (known !== undefined) return known
  const task = thingKinds.indexOf('task')
  let tasks = 0
  const numbers = Int32Array.from(recording.things.kind, (kind) => (kind === task ? ++tasks : 0))
  numbersOf.set(recording, numbers)
  return numbers
}

/** The text of that number; empty where there is none. */
export function textAt({ strings }: Recording, text: number): string {
  return strings[text] ?? ''
}

/** A longer name says nothing more to a person. */
const MOST_IN_NAME = 200
/** What would end the line that a name stands in, or turn the direction in which it is written. */
const unfitting = /[\p{Cc}\p{Cs}\u2028-\u202e\u2066-\u2069]+/gu

/** What a thing is called, on one line: a task by its name, all else by what it is. */
export function nameOf(recording: Recording, thing: number): string {
  const label = textAt(recording, recording.things.label[thing] ?? NONE)
  const name = label.slice(0, MOST_IN_NAME).replace(unfitting, ' ').trim()
  return name === '' ? thingKind(recording, thing) : name
}

/** Where a task is suspended: its `yield*`s from the outermost call to the innermost. */
export function stackAt(recording: Recording, place: number): Site[] {
  const stack: Site[] = []
  for (let at = place; at >= 0; at = recording.places.caller[at] ?? NONE) {
    const site = siteAt(recording, at)
    if (site !== undefined) stack.push(site)
  }
  return stack.reverse()
}

/** The innermost `yield*` of a place. */
export function siteAt({ places, sites }: Recording, place: number): Site | undefined {
  return sites[places.site[place] ?? NONE]
}

/** An event at which the loop's time is another than at the one before. */
export interface TimeMark {
  readonly at: number
  readonly ms: number
}

/**
 * Where the loop's time moves on, from one event until before another; the first is always there.
 */
export function timesBetween(recording: Recording, from: number, to: number): TimeMark[] {
  const marks: TimeMark[] = []
  for (let at = from; at < to; at += 1) {
    const { atMs: ms } = eventAt(recording, at)
    if (marks.at(-1)?.ms !== ms) marks.push({ at, ms })
  }
  return marks
}
