import { existsSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { runIdSchema } from '../contract/library'
import type { Lesson } from '../engine/lesson/lesson'
import { InputError, quote } from '../host/input/input-error'
import type { KeptResult } from '../host/library/kept-result'
import { Library } from '../host/library/library'
import { surveyFolder } from '../host/library/library-folder'
import { readKept } from '../host/input/read-result'
import { resultFiles } from '../host/library/result-file'
import { didYouMean } from './flag/choice-flag'

/**
 * Reads a result or a survey that a person named: by its file, by the folder that it is in, or by
 * its name in the library.
 *
 * @throws InputError where it cannot be read
 */
export async function findResult(target: string): Promise<KeptResult> {
  const library = new Library()
  if (isHere(target)) return readKept(target)
  if (!runIdSchema.safeParse(target).success) return readKept(target)
  for (const place of [library, new Library(surveyFolder())]) {
    const folder = place.folderOf(target)
    if (existsSync(folder)) return readKept(folder)
  }
  if (existsSync(target)) return readKept(target)
  const { entries } = await library.list()
  const near = didYouMean(
    target,
    entries.map(({ id }) => id),
  )
  const message = `There is no file or folder ${quote(target)}, and no run of that name in the library${near}`
  throw new InputError('missing', message, { source: target })
}

/**
 * Whether a name is that of a file, or of a folder with a result: an export of a run from the
 * library makes a folder of the run's name, in which there is none.
 */
function isHere(target: string): boolean {
  if (!existsSync(target)) return false
  if (!statSync(target).isDirectory() || !runIdSchema.safeParse(target).success) return true
  return Object.values(resultFiles).some((file) => existsSync(join(target, file)))
}

/**
 * The folder that a run which `findResult` found is kept in.
 */
export function folderOf(target: string): string {
  if (!isHere(target)) return new Library().folderOf(target)
  return statSync(target).isDirectory() ? target : dirname(target)
}

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
