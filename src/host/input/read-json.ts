import { tooManyIn } from '../../contract/check/json-extent'
import { InputError, quote } from './input-error'
import { messageOf } from '../output/output-error'
import { readText } from './read-text'

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
 * @throws InputError where it is not JSON, ends too early or holds too much
 */
export function parseJson(text: string, source: string): unknown {
  // Without the byte order mark that some editors begin a file with, too.
  const json = text.trim()
  if (json === '') {
    throw new InputError('truncated', `${source} is empty, expected JSON`, { source })
  }
  const tooMany = tooManyIn(json)
  if (tooMany !== null) {
    throw new InputError('too-large', `${source} holds ${tooMany}`, { source })
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
