import { z } from 'zod'
import { eventKinds, NONE, thingKinds } from './event'
import type { Recording } from './recording'

/** Written into every recording; a reader refuses any other. */
const RECORDING_SCHEMA_VERSION = 1

/** More events than that are not read. */
const MAX_EVENTS = 4_000_000
const BYTES_PER_NUMBER = 8

/** A column as text: its numbers little-endian, deflated, in Base64. */
const column = z.base64()

const text = z.string().max(10_000)

/** A recording as a file has it. */
export const recordingFileSchema = z.strictObject({
  kind: z.literal('corewise-recording'),
  schemaVersion: z.literal(RECORDING_SCHEMA_VERSION),
  clock: z.enum(['real', 'virtual']),
  isTruncated: z.boolean(),
  program: z
    .strictObject({ name: z.string().max(1_000), source: z.string().max(1_000_000) })
    .nullable(),
  sites: z
    .array(z.strictObject({ functionName: text, line: z.number().int().min(1), text }))
    .max(100_000),
  strings: z.array(text).max(MAX_EVENTS),
  events: z.strictObject({
    kind: column,
    subject: column,
    object: column,
    place: column,
    atMs: column,
  }),
  things: z.strictObject({ kind: column, label: column, whenMs: column }),
  places: z.strictObject({ site: column, caller: column }),
})
export type RecordingFile = z.infer<typeof recordingFileSchema>

/** A recording as it is written to a file, or sent to a page. */
export async function packRecording(recording: Recording): Promise<RecordingFile> {
  const { events, things, places, sites, strings, ...head } = recording
  return {
    ...head,
    sites: [...sites],
    strings: [...strings],
    events: {
      kind: await pack(events.kind),
      subject: await pack(events.subject),
      object: await pack(events.object),
      place: await pack(events.place),
      atMs: await pack(events.atMs),
    },
    things: {
      kind: await pack(things.kind),
      label: await pack(things.label),
      whenMs: await pack(things.whenMs),
    },
    places: { site: await pack(places.site), caller: await pack(places.caller) },
  }
}

/**
 * The recording that a file holds, checked so that everything else can rely on its numbers. Works in
 * a page as well: it needs nothing but the streams that every runtime has.
 *
 * @throws RangeError naming the column that does not fit
 */
export async function unpackRecording(file: RecordingFile): Promise<Recording> {
  const recording: Recording = {
    ...file,
    events: {
      kind: await unpack(file.events.kind, 'events.kind', Uint8Array),
      subject: await unpack(file.events.subject, 'events.subject', Int32Array),
      object: await unpack(file.events.object, 'events.object', Int32Array),
      place: await unpack(file.events.place, 'events.place', Int32Array),
      atMs: await unpack(file.events.atMs, 'events.atMs', Float64Array),
    },
    things: {
      kind: await unpack(file.things.kind, 'things.kind', Uint8Array),
      label: await unpack(file.things.label, 'things.label', Int32Array),
      whenMs: await unpack(file.things.whenMs, 'things.whenMs', Float64Array),
    },
    places: {
      site: await unpack(file.places.site, 'places.site', Int32Array),
      caller: await unpack(file.places.caller, 'places.caller', Int32Array),
    },
  }
  check(recording)
  return recording
}

function check({ events, things, places, sites, strings }: Recording): void {
  checkLengths('events', events)
  checkLengths('things', things)
  checkLengths('places', places)
  checkRange('events.kind', events.kind, 0, eventKinds.length)
  checkRange('events.subject', events.subject, NONE, MAX_EVENTS)
  checkRange('events.object', events.object, NONE, MAX_EVENTS)
  checkRange('events.place', events.place, NONE, places.site.length)
  checkRange('things.kind', things.kind, 0, thingKinds.length)
  checkRange('things.label', things.label, NONE, strings.length)
  checkRange('places.site', places.site, NONE, sites.length)
  for (const [place, caller] of places.caller.entries()) {
    // A caller came up before what it called; so no stack goes round in a circle.
    if (caller < NONE || caller >= place) throw misfit('places.caller', place, caller)
  }
  let lastMs = -Infinity
  for (const [event, atMs] of events.atMs.entries()) {
    if (!(atMs >= lastMs) || atMs === Infinity) throw misfit('events.atMs', event, atMs)
    lastMs = atMs
  }
}

function checkLengths(table: string, columns: Readonly<Record<string, ArrayLike<number>>>): void {
  const lengths = Object.values(columns).map(({ length }) => length)
  if (new Set(lengths).size > 1) {
    throw new RangeError(`${table}: the columns differ in length (${lengths.join(', ')})`)
  }
}

function checkRange(name: string, numbers: Uint8Array | Int32Array, from: number, to: number) {
  for (const [index, value] of numbers.entries()) {
    if (value < from || value >= to) throw misfit(name, index, value)
  }
}

function misfit(name: string, index: number, value: number): RangeError {
  return new RangeError(`${name}: number ${index} is out of range, got \`${value}\``)
}

async function pack(numbers: Uint8Array | Int32Array | Float64Array): Promise<string> {
  // Copied, because the numbers may lie in memory that is shared.
  const bytes = new Uint8Array(numbers.byteLength)
  bytes.set(new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength))
  const deflated = new Blob([bytes]).stream().pipeThrough(new CompressionStream('deflate'))
  return toBase64(await collect(deflated, Infinity))
}

async function unpack<A>(
  packed: string,
  name: string,
  Kind: { new (buffer: ArrayBuffer): A; readonly BYTES_PER_ELEMENT: number },
): Promise<A> {
  try {
    const bytes = Uint8Array.from(atob(packed), (character) => character.charCodeAt(0))
    const inflated = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('deflate'))
    return new Kind((await collect(inflated, MAX_EVENTS * BYTES_PER_NUMBER)).buffer)
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause)
    throw new RangeError(`${name}: not a column of numbers (${reason})`, { cause })
  }
}

/** All bytes of a stream in one array of their own; gives up beyond `maxBytes`. */
async function collect(
  stream: ReadableStream<Uint8Array>,
  maxBytes: number,
): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Uint8Array[] = []
  let length = 0
  const reader = stream.getReader()
  for (;;) {
    const { done, value } = await reader.read()
    if (done) break
    chunks.push(value)
    length += value.length
    if (length > maxBytes) {
      await reader.cancel()
      throw new RangeError(`more than ${maxBytes} bytes`)
    }
  }
  const bytes = new Uint8Array(length)
  let at = 0
  for (const chunk of chunks) {
    bytes.set(chunk, at)
    at += chunk.length
  }
  return bytes
}

/** In parts, because a call takes only so many arguments. */
function toBase64(bytes: Uint8Array): string {
  const PART = 8_192
  let text = ''
  for (let at = 0; at < bytes.length; at += PART) {
    text += String.fromCharCode(...bytes.subarray(at, at + PART))
  }
  return btoa(text)
}
