import { checkRecording } from '../recorder/recording/check-recording'
import type { Recording } from '../recorder/recording/recording'

// What a world tells of its program: a text and the bytes of the columns, written within the world
// and read outside of it. A program can falsify both, so that nothing is taken on trust.

/** What a program's file is called in its stacks of calls, and what the world's is. */
export const PROGRAM_FILE = 'program.ts'
export const WORLD_FILE = 'corewise.js'

/** What went wrong in a program. */
export interface Fault {
  readonly message: string
  /** The engine's own stack of calls, each in a line. */
  readonly stack: string
  /**
   * That of its `throw`; null where it was not thrown by the program, which the stack knows then.
   */
  readonly line: number | null
  /**
   * The `yield` at which its task stood, by its number, where neither knows a line; null of none.
   */
  readonly site: number | null
  readonly isOutOfMemory: boolean
}

/** How far a program came, beside what was recorded. */
export interface WorldReport {
  /** What ended its main task; null where it finished, or did not end. */
  readonly fault: Fault | null
  /** What went wrong as the tasks that were left were ended, in the order in which it did. */
  readonly cleanUpFaults: readonly Fault[]
  /** The line of the loop that went round last in what goes on; null where none did. */
  readonly loopLine: number | null
  /** The line of the loop that went round last at all. */
  readonly lastLoopLine: number | null
  /** The line of the call that came to its end last. */
  readonly lastCallLine: number | null
}

/** A recording as it leaves a world: its numbers are in the bytes. */
interface RecordingHead {
  readonly isTruncated: boolean
  readonly strings: readonly string[]
  readonly events: number
  readonly things: number
  readonly places: number
}

/** Characters that a report may have: its texts have at most as many as the recorder keeps. */
export const MAX_REPORT = 120_000_000
/** Bytes that the columns may have: a million events have some 40 million at most. */
export const MAX_COLUMNS = 200_000_000
const MAX_TEXT = 10_000
const MAX_FAULTS = 100

/** The text of a report. */
export function writeReport(report: WorldReport, recording: Recording): string {
  const { isTruncated, strings, events, things, places } = recording
  const head: RecordingHead = {
    isTruncated,
    strings,
    events: events.kind.length,
    things: things.kind.length,
    places: places.site.length,
  }
  return JSON.stringify({ ...report, recording: head })
}

/** The numbers of a recording, one column after the other; those of most bytes come first. */
export function writeColumns({ events, things, places }: Recording): ArrayBuffer {
  const columns = [
    ...[events.atMs, things.whenMs],
    ...[events.subject, events.object, events.place],
    ...[things.label, places.site, places.caller],
    ...[events.kind, things.kind],
  ]
  const bytes = new Uint8Array(columns.reduce((sum, { byteLength }) => sum + byteLength, 0))
  let at = 0
  for (const { buffer, byteOffset, byteLength } of columns) {
    bytes.set(new Uint8Array(buffer, byteOffset, byteLength), at)
    at += byteLength
  }
  return bytes.buffer
}

type Numbers = Float64Array | Int32Array | Uint8Array
interface Kind<A> {
  new (buffer: ArrayBuffer, at: number, length: number): A
  readonly BYTES_PER_ELEMENT: number
}

/**
 * What a world tells, checked.
 *
 * @param rest what is known of the recording outside of the world
 * @throws RangeError, SyntaxError or TypeError where it cannot be what a world writes
 */
export function readReport(
  text: string,
  bytes: Uint8Array<ArrayBuffer>,
  rest: Pick<Recording, 'clock' | 'program' | 'sites'>,
): { report: WorldReport; recording: Recording } {
  const told = fields(JSON.parse(text))
  const head = fields(told.recording)
  const [events, things, places] = [size(head.events), size(head.things), size(head.places)]
  let at = 0
  const next = <A extends Numbers>(Kind: Kind<A>, length: number): A => {
    const column = new Kind(bytes.buffer, at, length)
    at += length * Kind.BYTES_PER_ELEMENT
    return column
  }
  const atMs = next(Float64Array, events)
  const whenMs = next(Float64Array, things)
  const [subject, object, place] = [
    next(Int32Array, events),
    next(Int32Array, events),
    next(Int32Array, events),
  ]
  const label = next(Int32Array, things)
  const [site, caller] = [next(Int32Array, places), next(Int32Array, places)]
  const [kind, thingKind] = [next(Uint8Array, events), next(Uint8Array, things)]
  const recording: Recording = {
    ...rest,
    kind: 'corewise-recording',
    schemaVersion: 1,
    isTruncated: head.isTruncated === true,
    events: { kind, subject, object, place, atMs },
    things: { kind: thingKind, label, whenMs },
    places: { site, caller },
    strings: list(head.strings).map(textOf),
  }
  checkRecording(recording)
  const report: WorldReport = {
    fault: told.fault === null ? null : faultOf(told.fault),
    cleanUpFaults: list(told.cleanUpFaults).slice(0, MAX_FAULTS).map(faultOf),
    loopLine: lineNumber(told.loopLine),
    lastLoopLine: lineNumber(told.lastLoopLine),
    lastCallLine: lineNumber(told.lastCallLine),
  }
  return { report, recording }
}

function faultOf(value: unknown): Fault {
  const { message, stack, line, site, isOutOfMemory } = fields(value)
  return {
    message: textOf(message),
    stack: textOf(stack),
    line: lineNumber(line),
    site: site === null ? null : size(site),
    isOutOfMemory: isOutOfMemory === true,
  }
}

function fields(value: unknown): Readonly<Record<string, unknown>> {
  if (typeof value === 'object' && value !== null) return value as Record<string, unknown>
  throw new TypeError('expected an object')
}

function list(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value
  throw new TypeError('expected a list')
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value.slice(0, MAX_TEXT) : ''
}

function size(value: unknown): number {
  if (typeof value === 'number' && Number.isInteger(value) && value >= 0) return value
  throw new TypeError('expected a number of entries')
}

function lineNumber(value: unknown): number | null {
  return typeof value === 'number' && Number.isInteger(value) && value >= 1 ? value : null
}
