import { nameOf, taskNumbers, type Recording } from '../../../contract/workshop/recording'

/**
 * So many colours there are for tasks, `--task-0` and on (see `tokens.css`); then they begin anew.
 */
export const TASK_COLOURS = 6

/**
 * Which of the colours a task has, from 0: by its number, so that it is the same in queue, timers,
 * tree, lanes and program. It never stands alone: the number or the name is beside it.
 *
 * @returns null for what is no task
 */
export function taskColour(recording: Recording, thing: number): number | null {
  const number = taskNumber(recording, thing)
  return number === null ? null : (number - 1) % TASK_COLOURS
}

/** The number of a task, from 1 in the order of creation; null for what is no task. */
export function taskNumber(recording: Recording, thing: number): number | null {
  const number = taskNumbers(recording)[thing] ?? 0
  return number === 0 ? null : number
}

/** The first task of that name; null where there is none. */
export function taskOfName(recording: Recording, name: string): number | null {
  const found = taskNumbers(recording).findIndex(
    (number, thing) => number > 0 && nameOf(recording, thing) === name,
  )
  return found < 0 ? null : found
}

/** How many tasks a run has in all. */
export function taskCount(recording: Recording): number {
  return taskNumbers(recording).findLast((number) => number > 0) ?? 0
}

/** The colour of a task as a value in a style; what is no task is grey. */
export function taskPaint(recording: Recording, thing: number): string {
  const colour = taskColour(recording, thing)
  return colour === null ? 'var(--soft)' : `var(--task-${colour})`
}
