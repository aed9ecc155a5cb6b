import { mkdir, mkdtemp, open, readdir, rmdir, stat } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { holdsOnlyUnfinished } from './leftover'
import { errorCode, OutputError } from './output-error'

/** A folder that nothing is in. */
export interface EmptyFolder {
  readonly path: string
  /** Whether it was made just now, so that it may be removed again. */
  readonly isNew: boolean
}

/**
 * Finds or makes a folder that nothing is in: `wanted` itself where it is missing or empty, else a
 * new one in it, called `name` and, if that is taken, numbered.
 *
 * @throws OutputError where it cannot be made
 */
export async function makeEmptyFolder(wanted: string, name: string): Promise<EmptyFolder> {
  const path = resolve(wanted)
  if (!(await isEmptyOrMissing(path))) {
    return { path: await makeNumberedFolder(path, name), isNew: true }
  }
  return { path, isNew: await makeFolder(path) }
}

/**
 * Makes a folder in `parent` that was not there before: `name`, or `name-2`, `name-3` and so on.
 *
 * @throws OutputError where it cannot be made
 */
export async function makeNumberedFolder(parent: string, name: string): Promise<string> {
  await makeFolder(parent)
  for (let number = 1; ; number++) {
    const folder = join(parent, numbered(name, number))
    try {
      // Fails where the folder exists, so that two runs at once never share one.
      await mkdir(folder)
      await syncFolder(parent)
      return folder
    } catch (error) {
      if (errorCode(error) !== 'EEXIST') throw new OutputError(folder, error)
    }
  }
}

/**
 * Renames the folders in which files are to be put below `parent`, where there is one of that name:
 * `name-2`, `name-3` and so on. Files without a folder of their own keep their names.
 */
export async function inUnusedFolders<T extends { readonly name: string }>(
  parent: string,
  files: readonly T[],
): Promise<T[]> {
  const unused = new Map<string, string>()
  for (const { name } of files) {
    const [top = ''] = name.split('/')
    if (top !== name && !unused.has(top)) unused.set(top, await unusedName(parent, top))
  }
  return files.map((file) => {
    const [top = '', ...rest] = file.name.split('/')
    return { ...file, name: [unused.get(top) ?? top, ...rest].join('/') }
  })
}

async function unusedName(parent: string, name: string): Promise<string> {
  for (let number = 1; ; number++) {
    const wanted = numbered(name, number)
    if ((await stat(join(parent, wanted)).catch(() => null)) === null) return wanted
  }
}

function numbered(name: string, number: number): string {
  return number === 1 ? name : `${name}-${number}`
}

/**
 * Has the system write down what is in a folder, so that a new file is still there after the power
 * fails; where it does not do so for folders, as on Windows, nothing happens.
 */
export async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r').catch(() => null)
  await folder?.sync().catch(() => undefined)
  await folder?.close()
}

/**
 * Makes a folder and those above it where they are missing.
 *
 * @returns whether it was made just now
 * @throws OutputError where it cannot be made
 */
export async function makeFolder(path: string): Promise<boolean> {
  if (await isFolder(path)) return false
  const parent = dirname(path)
  // Not with `recursive`: where a system refuses with ENOENT, as /proc does, that never ends.
  if (parent !== path) await makeFolder(parent)
  try {
    await mkdir(path)
    return true
  } catch (error) {
    if (errorCode(error) === 'EEXIST' && (await isFolder(path))) return false
    throw new OutputError(path, error)
  }
}

async function isFolder(path: string): Promise<boolean> {
  const found = await stat(path).catch(() => null)
  return found?.isDirectory() ?? false
}

/**
 * Finds out before a run whether its folder can be made after it, and written into. A folder is
 * made for that in the lowest one that is there, and removed again: what a system says of
 * permissions does not hold everywhere, as on a full disk, in /proc or for its administrator.
 *
 * @throws OutputError where it cannot
 */
export async function checkWritable(wanted: string): Promise<void> {
  try {
    await rmdir(await mkdtemp(join(await lowestFolder(resolve(wanted)), '.corewise-')))
  } catch (error) {
    throw new OutputError(wanted, error)
  }
}

/**
 * Finds out before something is made whether a new file can be written for it.
 *
 * @throws OutputError where it cannot, or where there is one already
 */
export async function checkNewFile(path: string): Promise<void> {
  const found = await stat(path).catch(() => null)
  if (found !== null) {
    const code = found.isDirectory() ? 'EISDIR' : 'EEXIST'
    const cause = Object.assign(new Error(`${path} is there already`), { code })
    throw new OutputError(path, cause)
  }
  await checkWritable(dirname(resolve(path)))
}

/** The path itself where it is there, else the nearest one above it. */
async function lowestFolder(path: string): Promise<string> {
  try {
    if ((await stat(path)).isDirectory()) return path
  } catch (error) {
    if (errorCode(error) !== 'ENOENT' || path === dirname(path)) throw error
    return lowestFolder(dirname(path))
  }
  throw Object.assign(new Error(`${path} is a file`), { code: 'ENOTDIR' })
}

async function isEmptyOrMissing(folder: string): Promise<boolean> {
  try {
    if ((await readdir(folder)).length === 0) return true
    // What a killed process left unfinished is nothing to keep apart from.
    return await holdsOnlyUnfinished(folder)
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return true
    throw new OutputError(folder, error)
  }
}
