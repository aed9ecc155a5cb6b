import type { Question } from '../../../contract/workshop/lesson'

/** On a slide the output shows so many lines at least, and at most. */
const LEAST_LINES = 3
const MOST_LINES = 7
/** Where lines are counted or compared; more would leave the tasks beside them no room. */
const COUNTED_LINES = 6

/**
 * How many lines of output a slide has room for, so that what its question asks about is in sight:
 * up to the line that is asked for, and several where lines are counted or compared.
 */
export function outputLines(question: Question | null): number {
  if (question === null) return LEAST_LINES
  const { observe } = question
  const asked =
    'printed' in observe
      ? Math.abs(observe.printed)
      : 'lines' in observe || 'linesWith' in observe || 'iterationsBetween' in observe
        ? COUNTED_LINES
        : 'count' in observe && observe.count === 'lines'
          ? COUNTED_LINES
          : LEAST_LINES
  return Math.min(MOST_LINES, Math.max(LEAST_LINES, asked))
}
