import { count } from '../../report/format'
import { buildInfo } from '../build-info'
import type { PlayedLesson } from './played-lesson'

/** Stands where a measured comparison would, if it had been measured. */
export const NOT_MEASURED =
  'Not measured for this handout: it takes minutes, and is done only where the handout is to have it.'

/** What the handout is called. */
export function titleOf(played: readonly PlayedLesson[]): string {
  const [first] = played
  return played.length === 1 && first !== undefined
    ? `Lesson ${first.lesson.number}: ${first.lesson.title}`
    : 'Lessons on the event loop'
}

/** How much it is, and what made it. */
export function subtitleOf(played: readonly PlayedLesson[]): string {
  const minutes = played.reduce((sum, { lesson }) => sum + lesson.minutes, 0)
  return `${count(played.length, 'lesson')} · ${count(minutes, 'minute')} · Corewise ${buildInfo.version}`
}

/** Stands above the hints and solutions of the tasks. */
export const SOLUTIONS_INTRO = 'One way each; others that do what a task asks for are as good.'

/** Stands above the answers. */
export const ANSWERS_INTRO = 'Looked up in the recorded runs that this handout shows.'
