import { rmSync } from 'node:fs'
import { readdir, rm, stat } from 'node:fs/promises'
import { randomUUID } from 'node:crypto'
import { basename, dirname, join } from 'node:path'

/** What a process writes into grows all the time; so long after, it was killed. */
const STALE_MS = 60_000

/** What this process is about to finish. */
const unfinished = new Set<string>()

process.on('exit', removeOwnUnfinished)

/** Removes what this process has begun to write and not finished: it has no time to. */
export function removeOwnUnfinished(): void {
  for (const path of unfinished) rmSync(path, { force: true })
}

/**
 * Calls `write` with where a file is to be written until all of it is there. Nothing is there
 * afterwards, however `write` or this process ends, short of being killed.
 */
export async function withUnfinished(
  path: string,
  write: (unfinishedPath: string) => Promise<void>,
): Promise<void> {
  const temporary = join(dirname(path), `.${basename(path)}-${randomUUID()}.partial`)
  unfinished.add(temporary)
  try {
    await write(temporary)
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => undefined)
    throw error
  } finally {
    unfinished.delete(temporary)
  }
}

/**
 * Removes from a folder, and from those below it, what processes left that were killed a while ago.
 */
export async function removeUnfinished(
  folder: string,
  { isDeep }: { readonly isDeep: boolean },
): Promise<void> {
  const found = await readdir(folder, { recursive: isDeep, withFileTypes: true }).catch(() => [])
  for (const entry of found) {
    if (entry.isDirectory() || !UNFINISHED.test(entry.name)) continue
    const path = join(entry.parentPath, entry.name)
    const { mtimeMs } = await stat(path).catch(() => ({ mtimeMs: Infinity }))
    if (mtimeMs < Date.now() - STALE_MS) await rm(path, { force: true }).catch(() => undefined)
  }
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
