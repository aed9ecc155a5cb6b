import { open, stat } from 'node:fs/promises'
import { MAX_IMPORT_BYTES } from '../../contract/library'
import { InputError, quote } from './input-error'
import { errorCode, messageOf } from '../output/output-error'

/**
 * Reads a JSON file that somebody else may have written: its size is checked before it is read.
 *
 * @throws InputError where it is missing, unreadable, larger than 32 MiB, truncated or not JSON
 */
export async function readJson(path: string): Promise<unknown> {
  return parseJson(await readText(path), path)
}

/**
 * Parses JSON text.
 *
 * @param source names the text in messages
 * @throws InputError where it is not JSON or ends too early
 */
export function parseJson(text: string, source: string): unknown {
  // Without the byte order mark that some editors begin a file with, too.
  const json = text.trim()
  if (json === '') {
    throw new InputError('truncated', `${source} is empty, expected JSON`, { source })
  }
  try {
    return JSON.parse(json)
  } catch (error) {
    throw new InputError(...jsonFault(json, source, messageOf(error)), { source }, { cause: error })
  }
}

function jsonFault(
  text: string,
  source: string,
  message: string,
): ['not-json' | 'truncated', string] {
  if (breaksOff(text, message)) {
    return [
      'truncated',
      `${source} is truncated: its JSON breaks off after ${text.length} characters`,
    ]
  }
  if (!/^[[{]/.test(text)) {
    return ['not-json', `${source} is not JSON: it begins with ${quote(text.slice(0, 40))}`]
  }
  // V8 names what it did not expect and what stands around it.
  const problem = message.replace(/ is not valid JSON$/, '').replace(/\s+/g, ' ')
  return ['not-json', `${source} is not JSON: ${problem}`]
}

/** Whether V8 complains of the end of the text and not of something in it. */
function breaksOff(text: string, message: string): boolean {
  if (/^(Unexpected end|Unterminated string)/.test(message)) return true
  const position = /at position (\d+)/.exec(message)?.[1]
  return position !== undefined && Number(position) >= text.length
}

/**
 * Reads a file that somebody named or chose.
 *
 * @throws InputError when it is missing, unreadable, no regular file or too large to be a record
 */
export async function readText(path: string): Promise<string> {
  try {
    // Looked at before it is opened: opening a named pipe would wait for a writer.
    const { size } = await regularFile(path)
    const file = await open(path)
    try {
      const buffer = Buffer.alloc(size)
      const { bytesRead } = await file.read(buffer, 0, size, 0)
      return buffer.toString('utf8', 0, bytesRead)
    } finally {
      await file.close()
    }
  } catch (error) {
    if (error instanceof InputError) throw error
    throw unreadable(path, error)
  }
}

async function regularFile(path: string): Promise<{ size: number }> {
  const found = await stat(path)
  if (!found.isFile()) {
    const what = found.isDirectory() ? 'a folder' : 'not a regular file'
    throw new InputError('unreadable', `${path} is ${what}, expected a JSON file`, { source: path })
  }
  if (found.size > MAX_IMPORT_BYTES) {
    const message = `${path} is too large: ${mebibytes(found.size)} MiB, at most ${mebibytes(MAX_IMPORT_BYTES)} MiB are read`
    throw new InputError('too-large', message, { source: path, value: found.size })
  }
  return found
}

function unreadable(path: string, error: unknown): InputError {
  switch (errorCode(error)) {
    case 'ENOENT':
    case 'ENOTDIR':
      return new InputError('missing', `There is no file ${path}`, { source: path })
    case 'EACCES':
    case 'EPERM':
      return new InputError('unreadable', `Cannot read ${path}: permission denied`, {
        source: path,
      })
    default:
      return new InputError(
        'unreadable',
        `Cannot read ${path}: ${messageOf(error)}`,
        { source: path },
        { cause: error },
      )
  }
}

function mebibytes(bytes: number): string {
  return (bytes / 1_048_576).toFixed(0)
}
