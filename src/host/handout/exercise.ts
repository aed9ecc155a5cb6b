import { programIn, type Lesson } from '../../engine/lesson/lesson'
import { lineLetters, orderPuzzle, rightOrder } from '../../engine/lesson/order'
import { HANDOUT_LANGUAGE } from './played-lesson'

/** Lines to write on, by what is to be done. */
const WRITING_LINES = { change: 8, write: 16 } as const

/** What a lesson gives its participants to do on paper. */
export interface Exercise {
  readonly task: {
    readonly text: string
    /** What must be so in the end. */
    readonly checks: readonly string[]
    readonly writingLines: number
    readonly hint: string
    readonly solution: string
  } | null
  readonly order: {
    readonly text: string
    /** Lines out of order, each with its letter before it. */
    readonly lines: readonly string[]
    /** Letters in the order of the lesson's own program. */
    readonly right: string
  } | null
}

/** The exercise of a lesson; null where it has neither a task nor lines to be put in order. */
export function exerciseOf(lesson: Lesson): Exercise | null {
  const exercise = { task: taskOf(lesson), order: orderOf(lesson) }
  return exercise.task === null && exercise.order === null ? null : exercise
}

function taskOf({ task, solution }: Lesson): Exercise['task'] {
  if (task === undefined) return null
  const { kind, text, hint, checks } = task
  return {
    text,
    checks: checks.map(({ says }) => says),
    writingLines: WRITING_LINES[kind],
    hint,
    solution: solution?.[HANDOUT_LANGUAGE] ?? '',
  }
}

function orderOf(lesson: Lesson): Exercise['order'] {
  const { order } = lesson
  if (order === undefined) return null
  const source = programIn(lesson, HANDOUT_LANGUAGE)
  try {
    const puzzle = orderPuzzle(source, HANDOUT_LANGUAGE, order)
    const right = rightOrder(source, HANDOUT_LANGUAGE, order)
    return {
      text: `The lines of ${order[HANDOUT_LANGUAGE]}, out of order. Write their letters in the right one.`,
      lines: puzzle.lines.map((line, at) => `${lineLetters[at] ?? '?'}  ${line}`),
      right: right.map((at) => lineLetters[at] ?? '?').join(' '),
    }
  } catch {
    // A lesson of one's own whose program has no such function: the rest of it is as good.
    return null
  }
}
