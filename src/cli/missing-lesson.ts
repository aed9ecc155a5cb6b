import type { Lesson } from '../engine/lesson/lesson'
import { InputError, quote } from '../host/input/input-error'

/** That none of the lessons that were asked for can be read; why was told before. */
export function noLessons(): InputError {
  return new InputError('missing', 'No lesson there can be read', { source: 'lesson' })
}

/** That a lesson was asked for which is not among those that can be read. */
export function missingLesson(given: string, lessons: readonly Lesson[]): InputError {
  const numbers = lessons.map(({ number }) => number).join(', ')
  const rest = numbers === '' ? 'no lesson there can be read' : `the lessons are ${numbers}`
  const message = `There is no lesson ${quote(given)}; ${rest}`
  return new InputError('missing', message, { source: 'lesson', value: given })
}
