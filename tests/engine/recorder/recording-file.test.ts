import { expect, test } from 'vitest'
import { gather, sleep } from '../../../src/engine/loop'
import {
  packRecording,
  recordingFileSchema,
  unpackRecording,
  type RecordingFile,
} from '../../../src/engine/recorder/recording-file'
import { record } from './record'

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
  ['events.atMs: not a column', (file) => withEvents(file, { atMs: file.events.kind })],
])('a recording is refused that has a fault in %s', async (message, damage) => {
  const file = damage(await packRecording(await recorded()))
  await expect(unpackRecording(file)).rejects.toThrow(message)
})

function withEvents(file: RecordingFile, events: Partial<RecordingFile['events']>): RecordingFile {
  return { ...file, events: { ...file.events, ...events } }
}
