import { createWriteStream } from 'node:fs'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { cachedElectron, isKept, keep } from './cached-folder'
import { assertDigest } from './digest'
import release from './electron-release.json'
import type { Search } from './find-runtime'
import { unzip } from './unzip'

const ANSWER_TIMEOUT_MS = 4_000
const DOWNLOAD_TIMEOUT_MS = 600_000
const RELEASES = 'https://github.com/electron/electron/releases/download/'

/** The folder of the Electron that the lab is made for, where it was downloaded before. */
export async function keptRelease({ environment }: Search): Promise<string | null> {
  const folder = cachedElectron(environment, release.version)
  return (await isKept(folder)) ? folder : null
}

/**
 * Downloads the Electron that the lab is made for into the user's cache, from ELECTRON_MIRROR where
 * that is set, and gives its folder.
 *
 * @throws Error if the place of the releases does not answer within seconds, has none for this
 *   system, the download fails, or what came is not, byte for byte, the release
 */
export async function downloadRelease({ environment, say }: Search): Promise<string> {
  const name = `electron-v${release.version}-${process.platform}-${process.arch}.zip`
  const digests: Readonly<Record<string, string>> = release.sha256
  const expected = digests[name]
  if (expected === undefined) throw new Error(`there is no ${name}`)
  const mirror = environment.ELECTRON_MIRROR ?? environment.npm_config_electron_mirror ?? RELEASES
  const { status, body } = await ask(`${mirror}v${release.version}/${name}`)
  if (status !== 200 || body === null) throw new Error(`${mirror} answers ${status}`)
  say(`Downloading Electron ${release.version} (about 110 MB, once) …`)
  const folder = cachedElectron(environment, release.version)
  await keep(folder, release.version, async (unpacked, workshop) => {
    const zip = join(workshop, name)
    const signal = AbortSignal.timeout(DOWNLOAD_TIMEOUT_MS)
    await pipeline(body, createWriteStream(zip), { signal })
    await assertDigest(zip, 'sha256', 'hex', expected)
    await unzip(zip, unpacked)
  })
  return folder
}

/** Asks for a file, and gives up a network that drops packets after seconds. */
async function ask(address: string): Promise<Response> {
  const patience = new AbortController()
  const timer = setTimeout(() => {
    patience.abort()
  }, ANSWER_TIMEOUT_MS)
  try {
    return await fetch(address, { signal: patience.signal })
  } catch (error) {
    throw new Error(`${new URL(address).host} cannot be reached`, { cause: error })
  } finally {
    clearTimeout(timer)
  }
}
