import { basename, dirname, resolve } from 'node:path'
import { chromeTrace, type ChromeTrace } from '../../engine/recorder/chrome-trace'
import {
  packRecording,
  recordingFileSchema,
  unpackRecording,
} from '../../engine/recorder/recording/recording-file'
import type { Recording } from '../../engine/recorder/recording/recording'
import { parseInput } from '../input/parse-input'
import type { ExportedFile } from '../export/export-result'
import { InputError, quote } from '../input/input-error'
import { messageOf } from '../output/output-error'
import { readJson } from '../input/read-json'
import { readText } from '../input/read-text'
import { withSchemaName } from '../schema/published'
import { refuseNewer } from '../input/refuse-newer'
import { plainName } from '../library/result-file'
import { writeFiles } from '../output/write-files'

/** Programs are read up to this size. */
const MAX_PROGRAM_BYTES = 1_000_000
/** Events of a trace that are written out at once. */
const EVENTS_AT_ONCE = 10_000

/** What a recording can be written as. */
export type RecordingFormat = 'chrome' | 'recording'

/**
 * Writes a recording to a new file.
 *
 * @param signal ends it; nothing is left then
 * @throws OutputError naming the path and the reason
 */
export async function saveRecording(
  path: string,
  recording: Recording,
  format: RecordingFormat,
  signal?: AbortSignal,
): Promise<void> {
  const target = resolve(path)
  const { data } = await recordingFile(recording, format)
  await writeFiles(dirname(target), [{ name: basename(target), data }], signal)
}

/** The file of a recording, named after its program. */
export async function recordingFile(
  recording: Recording,
  format: RecordingFormat,
): Promise<ExportedFile> {
  const data =
    format === 'chrome'
      ? traceFile(chromeTrace(recording))
      : Buffer.from(JSON.stringify(withSchemaName(await packRecording(recording))))
  const stem = plainName(recording.program?.name ?? '', 'program')
  const ending = format === 'chrome' ? 'trace' : 'recording'
  return { name: `${stem}.${ending}.json`, data }
}

/** As JSON, in parts: a million events are more than a text may hold. */
function traceFile({ traceEvents, ...others }: ChromeTrace): Buffer {
  const parts = [Buffer.from('{"traceEvents":[')]
  for (let at = 0; at < traceEvents.length; at += EVENTS_AT_ONCE) {
    const events = JSON.stringify(traceEvents.slice(at, at + EVENTS_AT_ONCE)).slice(1, -1)
    parts.push(Buffer.from(at === 0 ? events : `,${events}`))
  }
  parts.push(Buffer.from(`],${JSON.stringify(others).slice(1)}`))
  return Buffer.concat(parts)
}

/**
 * Reads a recording that was saved.
 *
 * @throws InputError where the file is missing, too large, of another kind or version, or damaged
 */
export async function readRecording(path: string): Promise<Recording> {
  const data = await readJson(path)
  const head = typeof data === 'object' && data !== null ? data : {}
  const kind: unknown = 'kind' in head ? head.kind : undefined
  if (kind !== 'corewise-recording') {
    const message = `${path} is not a Corewise recording (kind is ${quote(kind)})`
    throw new InputError('wrong-kind', message, { source: path, field: 'kind', value: kind })
  }
  if ('schemaVersion' in head) refuseNewer(head.schemaVersion, path)
  const file = parseInput(recordingFileSchema, data, path)
  try {
    return await unpackRecording(file)
  } catch (cause) {
    const message = `${path}: ${messageOf(cause)}`
    throw new InputError('invalid-field', message, { source: path }, { cause })
  }
}

/**
 * Reads the text of a program.
 *
 * @throws InputError where it is missing, unreadable or larger than a megabyte
 */
export function readProgram(path: string): Promise<string> {
  return readText(path, { maxBytes: MAX_PROGRAM_BYTES, expected: 'a program' })
}
