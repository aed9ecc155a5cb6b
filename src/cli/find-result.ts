import { existsSync } from 'node:fs'
import { runIdSchema } from '../contract/library'
import { InputError, quote } from '../host/input/input-error'
import type { KeptRecord } from '../host/library/kept-record'
import { Library } from '../host/library/library'
import { surveyFolder } from '../host/library/library-folder'
import { readKept } from '../host/input/read-result'
import { didYouMean } from './flag/choice-flag'

/**
 * Reads a result or a survey that a person named: by its file, by the folder that it is in, or by what it is
 * called in the library.
 *
 * @throws InputError where it cannot be read
 */
export async function findResult(target: string): Promise<KeptRecord> {
  const library = new Library()
  if (existsSync(target)) return readKept(target)
  if (!runIdSchema.safeParse(target).success) return readKept(target)
  for (const place of [library, new Library(surveyFolder())]) {
    const folder = place.folderOf(target)
    if (existsSync(folder)) return readKept(folder)
  }
  const { entries } = await library.list()
  const near = didYouMean(
    target,
    entries.map(({ id }) => id),
  )
  const message = `There is no file or folder ${quote(target)}, and no run of that name in the library${near}`
  throw new InputError('missing', message, { source: target })
}
