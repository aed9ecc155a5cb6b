import { checkRecording } from '../recorder/recording/check-recording'
import { MOST_EVENTS } from '../recorder/recording/event'
import type { Recording } from '../recorder/recording/recording'

// What `lab/tables.py` leaves in CPython's memory. A program can falsify all of it, so that nothing
// is taken on trust.

/** Where the tables' directories are. */
export interface Directories {
  readonly events: number
  readonly things: number
  readonly places: number
  readonly sites: number
  readonly texts: number
  readonly slots: number
  /** The date for programs, in milliseconds; not a number where it is the machine's. */
  readonly wall: number
}

/** How far a program came, beside what was recorded. */
export interface Left {
  readonly recording: Recording
  /** The line that ran last, from 1; null before any did. */
  readonly line: number | null
  /** What the program's stage said at the end, as JSON; null where it never came to it. */
  readonly ended: string | null
}

const ROWS_PER_CHUNK = 16_384
const MOST_CHUNKS = 512
const MOST_ROWS = ROWS_PER_CHUNK * MOST_CHUNKS
const MAX_TEXT = 10_000
/** All texts together; the lab's modules keep half as many. */
const MOST_CHARACTERS = 32_000_000
const NONE = -1

/**
 * Reads what a run left.
 *
 * @throws RangeError where it cannot be what the lab's modules write
 */
export function readTables(
  memory: Uint8Array,
  directories: Directories,
  rest: Pick<Recording, 'clock' | 'program'>,
): Left {
  const view = new DataView(memory.buffer, memory.byteOffset, memory.byteLength)
  const table = (name: keyof Directories, bytes: number, most = MOST_ROWS): Rows =>
    new Rows(view, directories[name], bytes, most)
  const [events, things, places] = [
    table('events', 24, MOST_EVENTS),
    table('things', 24),
    table('places', 8),
  ]
  let characters = 0
  const strings = table('texts', 8).map((at) => {
    const text = textAt(memory, view, at)
    characters += text.length
    if (characters > MOST_CHARACTERS) throw new RangeError('texts: more than a run can leave')
    return text
  })
  const ended = view.getUint32(directories.slots + 8, true)
  const recording: Recording = {
    ...rest,
    kind: 'corewise-recording',
    schemaVersion: 1,
    isTruncated: view.getUint32(directories.slots + 4, true) !== 0,
    events: {
      kind: Uint8Array.from(events.int32(0)),
      subject: events.int32(4),
      object: events.int32(8),
      place: events.int32(12),
      atMs: events.float64(16),
    },
    things: {
      kind: Uint8Array.from(things.int32(0)),
      label: things.int32(4),
      whenMs: things.float64(8),
    },
    places: { site: places.int32(0), caller: places.int32(4) },
    sites: table('sites', 16, MOST_EVENTS).map((at) => ({
      functionName: strings[view.getInt32(at, true)] ?? '',
      line: Math.max(1, view.getInt32(at + 4, true)),
      text: strings[view.getInt32(at + 8, true)] ?? '',
    })),
    strings,
  }
  checkRecording(recording)
  return {
    recording,
    line: view.getUint32(directories.slots, true) || null,
    ended: strings[ended + NONE] ?? null,
  }
}

/** The rows of one table, whose bytes are in chunks. */
class Rows {
  readonly #view: DataView
  readonly #directory: number
  readonly #bytes: number
  readonly length: number

  constructor(view: DataView, directory: number, bytes: number, most: number) {
    this.#view = view
    this.#directory = directory
    this.#bytes = bytes
    this.length = Math.min(view.getUint32(directory, true), most)
  }

  /** Of each row, by where it is. */
  map<T>(give: (at: number) => T): T[] {
    return Array.from({ length: this.length }, (_, row) => give(this.#at(row)))
  }

  int32(offset: number): Int32Array {
    const column = new Int32Array(this.length)
    for (let row = 0; row < this.length; row += 1) {
      column[row] = this.#view.getInt32(this.#at(row) + offset, true)
    }
    return column
  }

  float64(offset: number): Float64Array {
    const column = new Float64Array(this.length)
    for (let row = 0; row < this.length; row += 1) {
      column[row] = this.#view.getFloat64(this.#at(row) + offset, true)
    }
    return column
  }

  #at(row: number): number {
    const chunk = Math.floor(row / ROWS_PER_CHUNK)
    const address = this.#view.getUint32(this.#directory + 4 * (1 + chunk), true)
    return address + (row % ROWS_PER_CHUNK) * this.#bytes
  }
}

const decoder = new TextDecoder()

function textAt(memory: Uint8Array, view: DataView, at: number): string {
  const address = view.getUint32(at, true)
  const bytes = Math.min(view.getUint32(at + 4, true), 4 * MAX_TEXT)
  return decoder.decode(memory.subarray(address, address + bytes)).slice(0, MAX_TEXT)
}
