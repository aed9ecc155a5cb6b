import { standingNotes } from '../../report/note/status-notes'
import type { Note } from '../../report/note/note'
import type { Verdict } from '../../report/verdict/verdict'
import type { Result } from '../../contract/library'
import type { ContenderName } from '../../contract/spec'

/** How far a run can be used, with the worst reason why no further; empty where there is none. */
export interface Usability {
  readonly level: 'usable' | 'with care' | 'repeat'
  readonly reason: string
}

/**
 * What makes figures less than they look, each with its size; of several results what each is of.
 */
export function notesOn(results: readonly Result[]): Note[] {
  const all = results.flatMap((result) => {
    const of = results.length === 1 ? '' : result.contenders.map(({ name }) => name).join(', ')
    return standingNotes(result).map((note): Note => ({
      ...note,
      text: note.text.includes(of) ? note.text : `${of}: ${note.text}`,
    }))
  })
  return [...new Map(all.map((note) => [note.text, note])).values()]
}

/**
 * The one light over a run: to be repeated where its figures are not to be trusted or a contender
 * failed, to be used with care where a warning stands beside it, else usable.
 */
export function usabilityOf({ kind }: Verdict, results: readonly Result[]): Usability {
  const notes = notesOn(results)
  const worst = (tone: Note['tone']): string | undefined =>
    notes.find((note) => note.tone === tone)?.text
  const fault = worst('fault')
  // Why it is not to be trusted is what its headline says.
  if (kind === 'not-trusted') return { level: 'repeat', reason: '' }
  // What a contender said as it failed may be long, and is told once, among the notes.
  const failed = failedIn(results)
  if (failed.length > 0) {
    return { level: 'repeat', reason: `${failed.join(', ')} failed: see the notes below.` }
  }
  if (fault !== undefined) return { level: 'repeat', reason: fault }
  const caution = worst('caution')
  return caution === undefined
    ? { level: 'usable', reason: '' }
    : { level: 'with care', reason: caution }
}

function failedIn(results: readonly Result[]): ContenderName[] {
  const failed = results.flatMap(({ contenders }) =>
    contenders.filter(({ status }) => status === 'failed'),
  )
  return [...new Set(failed.map(({ name }) => name))]
}
