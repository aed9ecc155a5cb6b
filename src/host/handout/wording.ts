import { count } from '../../report/format'
import { buildInfo } from '../build-info'
import { minutesOf, nameOf, numberOf, type HandoutItem } from './played-lesson'

/** Stands where a measured comparison would, if it had been measured. */
export const NOT_MEASURED =
  'Not measured for this handout: it takes minutes, and is done only where the handout is to have it.'

/** After a question there are so many lines to write down why. */
export const WHY_LINES = 2

/** What the handout is called: as its workshop, or its only item. */
export function titleOf(items: readonly HandoutItem[], title: string | null): string {
  const [first] = items
  if (title !== null) return title
  if (items.length !== 1 || first === undefined) return 'Lessons on the event loop'
  const kind = 'lesson' in first ? 'Lesson' : 'Experiment'
  return `${kind} ${numberOf(first)}: ${nameOf(first)}`
}

/** How much it is, and what made it. */
export function subtitleOf(items: readonly HandoutItem[]): string {
  const minutes = items.reduce((sum, item) => sum + minutesOf(item), 0)
  const lessons = items.filter((item) => 'lesson' in item).length
  const measured = items.length - lessons
  const parts = [
    ...(lessons > 0 ? [count(lessons, 'lesson')] : []),
    ...(measured > 0 ? [count(measured, 'experiment')] : []),
  ]
  return `${parts.join(', ')} · ${count(minutes, 'minute')} · Corewise ${buildInfo.version}`
}

/** Stands above the hints and solutions of the tasks. */
export const SOLUTIONS_INTRO = 'One way each; others that do what a task asks for are as good.'

/** Stands above the answers. */
export const ANSWERS_INTRO = 'Looked up in the recorded runs that this handout shows.'
