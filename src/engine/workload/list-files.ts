import { readdirSync, statSync, type Dirent } from 'node:fs'
import { join } from 'node:path'
import { Refusal, type RefusalReason } from '../process/refusal'
import { folderOf, kindOf, type Workload } from './kinds'

/** Bounds of what a `files` workload reads. */
const MAX_FILES = 2_000
const MAX_FILE_BYTES = 1_048_576
/** Folders looked into before giving up on finding more files. */
const MAX_FOLDERS = 20_000

/**
 * The files that jobs of a kind of work read; none where it reads none.
 *
 * @throws Refusal as `listFiles` does
 */
export function filesOf(workload: Workload): string[] {
  if (kindOf(workload).needs !== 'files') return []
  const folder = folderOf(workload)
  if (folder === null) {
    throw new Error('workload.path: a files workload needs a folder by now, got `null`')
  }
  return listFiles(folder)
}

/**
 * The files that a `files` workload reads: the regular, non-empty files of at most 1 MiB below
 * `folder`, at most 2,000 of them. Folders and files are taken in the order of their names' code
 * units, so the same folder gives the same list everywhere. Links are not followed; a subfolder
 * that cannot be read is left out.
 *
 * @throws Refusal of `workload.path` where it cannot be read or holds no such file
 */
export function listFiles(folder: string): string[] {
  const files: string[] = []
  let folders = 0
  const visit = (entries: readonly Dirent[], parent: string): void => {
    for (const entry of entries) {
      if (files.length >= MAX_FILES || folders >= MAX_FOLDERS) return
      const path = join(parent, entry.name)
      if (entry.isDirectory()) {
        folders++
        visit(attempt(() => readSorted(path)) ?? [], path)
      } else if (entry.isFile() && isReadableSize(path)) files.push(path)
    }
  }
  visit(readRoot(folder), folder)
  if (files.length > 0) return files
  throw refused(folder, 'unreadable', 'has no file of 1 byte to 1 MiB')
}

function readRoot(folder: string): Dirent[] {
  try {
    return readSorted(folder)
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ENOENT') throw refused(folder, 'missing', 'does not exist', error)
    if (code !== 'ENOTDIR') throw refused(folder, 'unreadable', 'cannot be read', error)
    throw refused(folder, 'unreadable', 'is not a folder', error, 'path')
  }
}

function refused(
  value: string,
  reason: RefusalReason,
  why: string,
  cause?: unknown,
  what = 'folder',
): Refusal {
  return new Refusal({ reason, field: 'workload.path', what, value, why }, { cause })
}

function readSorted(folder: string): Dirent[] {
  const entries = readdirSync(folder, { withFileTypes: true })
  return entries.sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0))
}

function isReadableSize(path: string): boolean {
  const size = attempt(() => statSync(path).size) ?? 0
  return size > 0 && size <= MAX_FILE_BYTES
}

function attempt<R>(read: () => R): R | undefined {
  try {
    return read()
  } catch {
    return undefined
  }
}
