import envPaths from 'env-paths'
import { access, mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Search } from './find-runtime'

/** The name of the file that Electron's folder says its version in. */
export const VERSION_FILE = 'version'

/** Where an Electron of this version is kept: in the user's cache, or where COREWISE_CACHE says. */
export function cachedElectron(environment: Search['environment'], version: string): string {
  const cache = environment.COREWISE_CACHE ?? envPaths('corewise', { suffix: '' }).cache
  return join(cache, `electron-${version}`)
}

/** True where the whole of an Electron is in `folder`. */
export async function isKept(folder: string): Promise<boolean> {
  return access(join(folder, VERSION_FILE)).then(
    () => true,
    () => false,
  )
}

/**
 * Has `fill` put an Electron into the first folder that it is given, with the second as room for
 * what it needs meanwhile, and keeps it as `folder`: whole, or not at all.
 */
export async function keep(
  folder: string,
  version: string,
  fill: (unpacked: string, workshop: string) => Promise<void>,
): Promise<void> {
  const cache = join(folder, '..')
  await mkdir(cache, { recursive: true })
  // Beside its final place, so that the rename at the end is atomic and two starts do not meet.
  const workshop = await mkdtemp(join(cache, 'unpacking-'))
  try {
    const unpacked = join(workshop, 'electron')
    await mkdir(unpacked)
    await fill(unpacked, workshop)
    await writeFile(join(unpacked, VERSION_FILE), version)
    await rename(unpacked, folder).catch(async (error: unknown) => {
      // Another start was quicker; what it put there passed the same checks.
      if (!(await isKept(folder))) throw error
    })
  } finally {
    await rm(workshop, { recursive: true, force: true })
  }
}
