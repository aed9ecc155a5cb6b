import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Search } from './find-runtime'
import { runCommand } from './run-command'

const REACH_TIMEOUT_MS = 4_000
const DOWNLOAD_TIMEOUT_MS = 600_000
const RELEASES = 'https://github.com/electron/electron/releases/'

/** The folder of the binary that the `electron` package holds, or null if it holds none. */
export function installedElectron(projectFolder: string): string | null {
  const folder = join(projectFolder, 'node_modules/electron')
  const pathFile = join(folder, 'path.txt')
  if (!existsSync(pathFile)) return null
  const executable = join(folder, 'dist', readFileSync(pathFile, 'utf8'))
  return existsSync(executable) ? join(folder, 'dist') : null
}

/**
 * Has the `electron` package download its binary, as `npx install-electron` does, and gives the
 * folder that it is in.
 *
 * @throws Error if the place of the releases does not answer within seconds, or the download fails
 */
export async function downloadElectron({
  environment,
  projectFolder,
  say,
}: Search): Promise<string> {
  await assertReachable(environment)
  say('Downloading the Electron binary (about 110 MB, once) …')
  const installer = join(projectFolder, 'node_modules/electron/install.js')
  await runCommand(process.execPath, [installer], { timeoutMs: DOWNLOAD_TIMEOUT_MS, environment })
  const folder = installedElectron(projectFolder)
  if (folder === null) throw new Error('the installer ended without a binary')
  return folder
}

/** Without this, a network that drops packets would be waited for by the downloader for minutes. */
async function assertReachable(environment: Search['environment']): Promise<void> {
  // The downloader has its own ways through a proxy, which this question would not take.
  if (environment.HTTPS_PROXY ?? environment.https_proxy) return
  const address =
    environment.ELECTRON_MIRROR ??
    environment.npm_config_electron_mirror ??
    environment.npm_package_config_electron_mirror ??
    RELEASES
  try {
    await fetch(address, { method: 'HEAD', signal: AbortSignal.timeout(REACH_TIMEOUT_MS) })
  } catch {
    throw new Error(`${new URL(address).host} cannot be reached`)
  }
}
