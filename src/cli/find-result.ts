import { existsSync } from 'node:fs'
import type { RunRecord } from '../contract/library'
import { runIdSchema } from '../contract/library'
import { InputError, quote } from '../host/input-error'
import { Library } from '../host/library'
import { readResult } from '../host/read-result'
import { didYouMean } from './nearest'

/**
 * Reads a result that a person named: by its file, by the folder that it is in, or by what it is
 * called in the library.
 *
 * @throws InputError where it cannot be read
 */
export async function findResult(target: string): Promise<RunRecord> {
  const library = new Library()
  if (existsSync(target)) return readResult(target)
  if (!runIdSchema.safeParse(target).success) return readResult(target)
  const folder = library.folderOf(target)
  if (existsSync(folder)) return readResult(folder)
  const { entries } = await library.list()
  const near = didYouMean(
    target,
    entries.map(({ id }) => id),
  )
  const message = `There is no file or folder ${quote(target)}, and no run of that name in the library${near}`
  throw new InputError('missing', message, { source: target })
}
