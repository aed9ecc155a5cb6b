import type { Result } from '../../engine/result/result'
import { excludesOne, spreadOf } from '../../engine/measure/statistics/interval'
import type { Note } from '../note/note'
import { standingNotes } from '../note/status-notes'
import { capital } from '../verdict/verdict'
import { machineWarnings } from '../warning/machine'

const SEE = 'see the report'

/**
 * Which contenders have no whole figures, what the machine did besides, or else how much there is
 * to be known; empty without.
 */
export function runFootnote(result: Result): string {
  const broken = brokenOf(result)
  if (broken !== '') return `${broken}, ${SEE}.`
  // Where blocks were measured once more, nothing is left to be known.
  const machine = machineWarnings(result).find(({ kind }) => kind !== 'standstill')
  if (machine !== undefined) return `${capital(machine.shared)}, ${SEE}.`
  if (isUnlikeItself(result)) return `One contender differed from itself, ${SEE}.`
  return notesFootnote(standingNotes(result))
}

/** "thread-pool failed; sequential not measured to the end"; empty where all were measured. */
function brokenOf({ contenders }: Result): string {
  const failed = contenders.filter(({ status }) => status === 'failed')
  const unended = contenders.filter(({ status }) => status === 'partial' || status === 'not-run')
  const said = [
    [failed, 'failed'],
    [unended, 'not measured to the end'],
  ] as const
  return said
    .filter(([those]) => those.length > 0)
    .map(([those, what]) => `${those.map(({ name }) => name).join(', ')} ${what}`)
    .join('; ')
}

/** How many of the notes ask for care: what a picture and the window count alike. */
export function cautionsIn(notes: readonly Note[]): number {
  return notes.filter(({ tone }) => tone !== 'information').length
}

/** How many of the notes ask for care in words; empty where none does. */
export function notesFootnote(notes: readonly Note[]): string {
  const cautions = cautionsIn(notes)
  if (cautions === 0) return ''
  return cautions === 1 ? `Read with care, ${SEE}.` : `${cautions} things to know first, ${SEE}.`
}

/** Less is in no figure that a picture shows. */
const LEAST_SPREAD = 0.02

/** Whether one contender, measured against itself, came out another way. */
function isUnlikeItself({ selfCheck }: Result): boolean {
  const check = selfCheck?.jobsPerSecond ?? null
  return check !== null && excludesOne(check) && spreadOf(check) >= LEAST_SPREAD
}
