import { z } from 'zod'
import { checkRecording, MOST_ROWS } from './check-recording'
import { MOST_EVENTS } from './event'
import { programLanguages, type Recording } from './recording'

/** Written into every recording; a reader refuses any other. */
export const RECORDING_SCHEMA_VERSION = 1

/** A column as text: its numbers little-endian, deflated, in Base64. */
const column = z.string().max(24_000_000)

const text = z.string().max(10_000)

/** A recording as a file has it. */
export const recordingFileSchema = z.strictObject({
  kind: z.literal('corewise-recording'),
  schemaVersion: z.literal(RECORDING_SCHEMA_VERSION),
  clock: z.enum(['real', 'virtual']),
  isTruncated: z.boolean(),
  program: z
    .strictObject({
      name: z.string().max(1_000),
      /** Older files have programs in TypeScript, and do not say so. */
      language: z.enum(programLanguages).default('typescript'),
      source: z.string().max(1_000_000),
    })
    .nullable(),
  sites: z
    .array(z.strictObject({ functionName: text, line: z.number().int().min(1), text }))
    .max(100_000),
  strings: z.array(text).max(MOST_ROWS),
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
 * The recording that a file holds, checked so that everything else can rely on its numbers. Works
 * in a page as well: it needs nothing but the streams that every runtime has. No column is inflated
 * further than it may be, so that a small file does not become a large one.
 *
 * @throws RangeError naming the column that does not fit
 */
export async function unpackRecording(file: RecordingFile): Promise<Recording> {
  const { events, things, places } = file
  const kinds = await firstColumn(events.kind, 'events.kind', Uint8Array, MOST_EVENTS)
  const kindsOfThings = await firstColumn(things.kind, 'things.kind', Uint8Array, MOST_ROWS)
  const sites = await firstColumn(places.site, 'places.site', Int32Array, MOST_ROWS)
  const event = { table: 'events', rows: kinds.length }
  const thing = { table: 'things', rows: kindsOfThings.length }
  const place = { table: 'places', rows: sites.length }
  const recording: Recording = {
    ...file,
    events: {
      kind: kinds,
      subject: await columnOf(event, 'subject', events.subject, Int32Array),
      object: await columnOf(event, 'object', events.object, Int32Array),
      place: await columnOf(event, 'place', events.place, Int32Array),
      atMs: await columnOf(event, 'atMs', events.atMs, Float64Array),
    },
    things: {
      kind: kindsOfThings,
      label: await columnOf(thing, 'label', things.label, Int32Array),
      whenMs: await columnOf(thing, 'whenMs', things.whenMs, Float64Array),
    },
    places: {
      site: sites,
      caller: await columnOf(place, 'caller', places.caller, Int32Array),
    },
  }
  checkRecording(recording)
  return recording
}

async function pack(numbers: Uint8Array | Int32Array | Float64Array): Promise<string> {
  // Copied, because the numbers may lie in memory that is shared.
  const bytes = new Uint8Array(numbers.byteLength)
  bytes.set(new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength))
  const deflated = new Blob([bytes]).stream().pipeThrough(new CompressionStream('deflate'))
  return toBase64((await collect(deflated, Infinity)) ?? new Uint8Array())
}

/** How its numbers are made of bytes. */
interface NumberArray<A> {
  new (buffer: ArrayBuffer): A
  readonly BYTES_PER_ELEMENT: number
}

/** The column of a table that says how many rows it has. */
async function firstColumn<A>(
  packed: string,
  name: string,
  Kind: NumberArray<A>,
  most: number,
): Promise<A> {
  const bytes = await inflate(packed, name, most * Kind.BYTES_PER_ELEMENT)
  if (bytes === null) {
    throw new RangeError(`${name}: expected at most ${most.toLocaleString('en-US')} numbers`)
  }
  if (bytes.length % Kind.BYTES_PER_ELEMENT !== 0) {
    throw new RangeError(`${name}: not a column of numbers: the last one breaks off`)
  }
  return new Kind(bytes.buffer)
}

/** Another column of a table, with a number for each of its rows. */
async function columnOf<A>(
  { table, rows }: { readonly table: string; readonly rows: number },
  column: string,
  packed: string,
  Kind: NumberArray<A>,
): Promise<A> {
  const bytes = await inflate(packed, `${table}.${column}`, rows * Kind.BYTES_PER_ELEMENT)
  if (bytes?.length === rows * Kind.BYTES_PER_ELEMENT) return new Kind(bytes.buffer)
  const expected = `expected ${rows.toLocaleString('en-US')} numbers in ${column}`
  throw new RangeError(`${table}: the columns differ in length: ${expected}`)
}

/** The bytes of a column; null where there are more than `mostBytes`. */
async function inflate(
  packed: string,
  name: string,
  mostBytes: number,
): Promise<Uint8Array<ArrayBuffer> | null> {
  try {
    const inflated = new Blob([fromBase64(packed)])
      .stream()
      .pipeThrough(new DecompressionStream('deflate'))
    return await collect(inflated, mostBytes)
  } catch (cause) {
    throw new RangeError(`${name}: not a column of numbers: expected them deflated, in Base64`, {
      cause,
    })
  }
}

/** All bytes of a stream in one array of their own; null where there are more than `mostBytes`. */
async function collect(
  stream: ReadableStream<Uint8Array>,
  mostBytes: number,
): Promise<Uint8Array<ArrayBuffer> | null> {
  const chunks: Uint8Array[] = []
  let length = 0
  const reader = stream.getReader()
  for (;;) {
    const { done, value } = await reader.read()
    if (done) break
    chunks.push(value)
    length += value.length
    if (length > mostBytes) {
      await reader.cancel()
      return null
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

/** Character by character: made by a callback for each, it would take seconds. */
function fromBase64(base64: string): Uint8Array<ArrayBuffer> {
  const text = atob(base64)
  const bytes = new Uint8Array(text.length)
  for (let at = 0; at < text.length; at += 1) bytes[at] = text.charCodeAt(at)
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
