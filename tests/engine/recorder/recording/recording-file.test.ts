import { deflateSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { gather, sleep } from '../../../../src/engine/loop'
import {
  packRecording,
  recordingFileSchema,
  unpackRecording,
  type RecordingFile,
} from '../../../../src/engine/recorder/recording/recording-file'
import { stackAt } from '../../../../src/engine/recorder/recording/recording'
import { record } from '../record'

const recorded = () =>
  record(function* (recorder) {
    recorder.print('hello')
    yield* gather([sleep(1), sleep(2)])
  })

test('a recording that went through a file is the same', async () => {
  const recording = await recorded()
  const text = JSON.stringify(await packRecording(recording))
  const file = recordingFileSchema.parse(JSON.parse(text))
  expect(await unpackRecording(file)).toEqual(recording)
})

test('a recording of an unknown version is refused', async () => {
  const file = { ...(await packRecording(await recorded())), schemaVersion: 2 }
  expect(recordingFileSchema.safeParse(file).success).toBe(false)
})

test.each<[string, (file: RecordingFile) => RecordingFile]>([
  ['events: the columns differ', (file) => withEvents(file, { kind: file.things.kind })],
  ['events.kind: not a column', (file) => withEvents(file, { kind: 'AAAA' })],
  [
    'places.site',
    (file) => ({ ...file, places: { site: file.events.subject, caller: file.events.subject } }),
  ],
  ['things.label', (file) => ({ ...file, strings: [] })],
  [
    'events: the columns differ in length: expected',
    (file) => withEvents(file, { atMs: file.events.kind }),
  ],
])('a recording is refused that has a fault in %s', async (message, damage) => {
  const file = damage(await packRecording(await recorded()))
  await expect(unpackRecording(file)).rejects.toThrow(message)
})

function withEvents(file: RecordingFile, events: Partial<RecordingFile['events']>): RecordingFile {
  return { ...file, events: { ...file.events, ...events } }
}

const columnOf = (numbers: Uint8Array | Int32Array | Float64Array): string =>
  deflateSync(new Uint8Array(numbers.buffer)).toString('base64')

test('a small file that holds more events than the lab records is refused', async () => {
  const file = await packRecording(await recorded())
  const kind = columnOf(new Uint8Array(1_000_001))
  expect(kind.length).toBeLessThan(2_000)
  await expect(unpackRecording(withEvents(file, { kind }))).rejects.toThrow(
    'events.kind: expected at most 1,000,000 numbers',
  )
})

test('a column that inflates to more than those beside it is refused', async () => {
  const file = await packRecording(await recorded())
  const atMs = columnOf(new Float64Array(10_000_000))
  await expect(unpackRecording(withEvents(file, { atMs }))).rejects.toThrow(
    /^events: the columns differ in length: expected \d+ numbers in atMs$/,
  )
})

test.each([-Infinity, NaN, 1e300])('a recording with an event at %d is refused', async (atMs) => {
  const recording = await recorded()
  const file = await packRecording({
    ...recording,
    events: { ...recording.events, atMs: recording.events.atMs.fill(atMs) },
  })
  await expect(unpackRecording(file)).rejects.toThrow('events.atMs: number 0 is out of range')
})

test('calls within each other are bounded', async () => {
  const recording = await recorded()
  const chained = (calls: number) =>
    packRecording({
      ...recording,
      sites: [{ functionName: 'f', line: 1, text: 'f()' }],
      places: {
        site: new Int32Array(calls),
        caller: Int32Array.from({ length: calls }, (_, place) => place - 1),
      },
    })
  expect(stackAt(await unpackRecording(await chained(20_000)), 19_999)).toHaveLength(20_000)
  await expect(unpackRecording(await chained(20_001))).rejects.toThrow(
    'places.caller: number 20000 is out of range',
  )
})
