import { access, constants, stat } from 'node:fs/promises'
import { resolve } from 'node:path'
import type { Spec } from '../../engine/spec/spec'
import { listFiles } from '../../engine/workload/list-files'
import { InputError, quote } from '../input/input-error'
import { errorCode } from '../output/output-error'

/**
 * The spec with the folder of its `files` workload as an absolute path to a folder that is there;
 * any other spec as it is.
 *
 * @param fallback the folder where the spec names none
 * @throws InputError where it is missing, not a folder, unreadable or without a file to read
 */
export async function resolveFiles(spec: Spec, fallback: string): Promise<Spec> {
  if (!('path' in spec.workload)) return spec
  const path = resolve(spec.workload.path ?? fallback)
  await checkFolder(path)
  return { ...spec, workload: { ...spec.workload, path } }
}

async function checkFolder(path: string): Promise<void> {
  try {
    const found = await stat(path)
    if (!found.isDirectory()) throw refused('unreadable', path, 'is not a folder')
    await access(path, constants.R_OK | constants.X_OK)
    if (!hasFile(path)) throw refused('unreadable', path, 'has no file of 1 byte to 1 MiB')
  } catch (error) {
    if (error instanceof InputError) throw error
    throw errorCode(error) === 'ENOENT' || errorCode(error) === 'ENOTDIR'
      ? refused('missing', path, 'does not exist')
      : refused('unreadable', path, 'cannot be read')
  }
}

function hasFile(folder: string): boolean {
  try {
    return listFiles(folder, 1).length > 0
  } catch {
    return false
  }
}

function refused(reason: 'missing' | 'unreadable', path: string, why: string): InputError {
  return new InputError(reason, `workload.path: the folder ${quote(path)} ${why}`, {
    source: path,
    field: 'workload.path',
    value: path,
  })
}
