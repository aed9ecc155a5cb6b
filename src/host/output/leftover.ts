import { readdir } from 'node:fs/promises'
import { randomUUID } from 'node:crypto'
import { basename, dirname, join } from 'node:path'

/** Where a file is written until all of it is there; one that is found later was not finished. */
export function unfinishedPath(path: string): string {
  return join(dirname(path), `.${basename(path)}-${randomUUID()}.partial`)
}

const UNFINISHED = /^\..+-[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\.partial$/

/**
 * Whether a process was killed before it had written anything whole into a folder: there is no file
 * in it and below it but unfinished ones, if any. False where it cannot be read.
 */
export async function holdsNothingWhole(folder: string): Promise<boolean> {
  const names = await filesBelow(folder)
  return names?.every((name) => UNFINISHED.test(name)) ?? false
}

/** The same where something unfinished tells of that process; empty folders may be a person's. */
export async function holdsOnlyUnfinished(folder: string): Promise<boolean> {
  const names = await filesBelow(folder)
  return names !== null && names.length > 0 && names.every((name) => UNFINISHED.test(name))
}

async function filesBelow(folder: string): Promise<string[] | null> {
  const found = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => null)
  return found?.filter((entry) => !entry.isDirectory()).map(({ name }) => name) ?? null
}
