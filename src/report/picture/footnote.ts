import type { Result } from '../../engine/result/result'
import { excludesOne } from '../../engine/measure/statistics/interval'
import type { Note } from '../note/note'
import { standingNotes } from '../note/status-notes'
import { machineWarnings } from '../warning/machine'

const SEE = 'see the report'

/** Who has no whole figures, the machine, or else how much there is to be known; empty without. */
export function runFootnote(result: Result): string {
  const broken = result.contenders.filter(({ status }) => status !== 'measured')
  const [first] = broken
  if (first !== undefined) {
    const names = broken.map(({ name }) => name).join(', ')
    const isFailed = broken.some(({ status }) => status === 'failed')
    return `${names} ${isFailed ? 'failed' : 'not measured to the end'}, ${SEE}.`
  }
  if (isNoisy(result)) return `Noisy machine, ${SEE}.`
  return notesFootnote(standingNotes(result))
}

/** How many of the notes ask for care; empty where none does. */
export function notesFootnote(notes: readonly Note[]): string {
  const cautions = notes.filter(({ tone }) => tone !== 'information').length
  if (cautions === 0) return ''
  return cautions === 1 ? `Read with care, ${SEE}.` : `${cautions} things to know first, ${SEE}.`
}

/** Whether the machine did other things, or one contender differed from itself. */
function isNoisy(result: Result): boolean {
  const check = result.selfCheck?.jobsPerSecond ?? null
  return machineWarnings(result).length > 0 || (check !== null && excludesOne(check))
}
