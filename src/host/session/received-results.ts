import { createHash } from 'node:crypto'
import { MOST_IN_NAME, MOST_RESULTS, type Receipt } from '../../contract/workshop/session'
import type { NamedRun } from '../../engine/analysis/gather-machines'
import { InputError } from '../input/input-error'
import { parseJson } from '../input/read-json'
import { parseResult } from '../input/read-result'

/** Of all result files together; usual ones have 0.2 MB. */
const MOST_CHARACTERS = 64 * 1024 * 1024

/** The result files that a room sent, each checked as any file of somebody else. */
export class ReceivedResults {
  readonly runs: NamedRun[] = []
  readonly #digests = new Set<string>()
  #characters = 0

  /** Takes a result file, or says in a sentence why it does not. */
  take(text: string, name: string): Receipt {
    const digest = createHash('sha256').update(text).digest('base64')
    if (this.#digests.has(digest)) return { ok: true, message: 'This result is there already.' }
    if (this.runs.length >= MOST_RESULTS || this.#characters + text.length > MOST_CHARACTERS) {
      return { ok: false, message: 'The session has as many results as it takes.' }
    }
    const called = cleanName(name)
    try {
      const result = parseResult(parseJson(text, 'The file'), 'The file')
      if (result.kind !== 'corewise-result') {
        return { ok: false, message: 'The file is a sweep: send the result of a run.' }
      }
      this.#digests.add(digest)
      this.#characters += text.length
      this.runs.push({
        name: called === '' ? `machine ${this.runs.length + 1}` : called,
        result,
      })
      return { ok: true, message: 'The result arrived. It is on the chart of all machines.' }
    } catch (error) {
      if (!(error instanceof InputError)) throw error
      return { ok: false, message: `${error.message}.` }
    }
  }
}

/**
 * A name as text alone: nothing that steers a terminal, turns the direction of a line, or is too
 * long.
 */
function cleanName(name: string): string {
  const clean = name.replace(/[\p{C}\p{Zl}\p{Zp}]/gu, ' ').replace(/\s+/g, ' ')
  return Array.from(clean.trim()).slice(0, MOST_IN_NAME).join('').trim()
}
