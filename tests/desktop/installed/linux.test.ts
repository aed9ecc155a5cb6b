import { execFile, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { chmod, chown, mkdir, mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { unzip } from '../../../build/runtime/unzip'
import { version } from '../../../package.json'
import { debuggedPage, debuggingAddress } from '../debugged-page'
import { environmentOf, hasDesktop } from '../open-desktop'

const run = promisify(execFile)
const projectFolder = join(import.meta.dirname, '../../..')
const PACKING_TIMEOUT_MS = 600_000
const START_TIMEOUT_MS = 60_000

/** Whom the application is started as: an ordinary user, also where the tests are run by root. */
const isRoot = process.getuid?.() === 0
const nobody = isRoot ? { uid: 65_534, gid: 65_534 } : {}

/** A kind of package: its name, its file, the program in it, and what unpacks it. */
type Kind = readonly [
  name: string,
  file: RegExp,
  program: string,
  unpack: (file: string, folder: string) => Promise<unknown>,
]
const tarGz: Kind = [
  'tar.gz',
  /\.tar\.gz$/,
  'corewise/corewise',
  (file, folder) => run('tar', ['-xzf', file, '-C', folder]),
]
const zip: Kind = ['zip', /\.zip$/, 'corewise/corewise', unzip]
const deb: Kind = [
  'deb',
  /\.deb$/,
  'opt/corewise/corewise',
  (file, folder) => run('dpkg-deb', ['-x', file, folder]),
]
const hasDpkg = spawnSync('dpkg-deb', ['--version']).status === 0

describe.runIf(hasDesktop && process.platform === 'linux')('what people install on Linux', () => {
  const dist = join(projectFolder, 'dist')
  let names: string[]
  let folder: string

  beforeAll(async () => {
    if (!hasDpkg) process.stdout.write('LEFT OUT: tests of the .deb: there is no dpkg-deb\n')
    folder = await mkdtemp(join(tmpdir(), 'corewise-installed-'))
    await chmod(folder, 0o755)
    await rm(dist, { recursive: true, force: true })
    await run(process.execPath, [join(projectFolder, 'out/main/package.cjs')])
    names = await readdir(dist)
  }, PACKING_TIMEOUT_MS)
  afterAll(() => rm(folder, { recursive: true, force: true, maxRetries: 10 }))

  /** Unpacks what is installed, once, and gives its program. */
  const unpacked = new Map<string, Promise<string>>()
  const programOf = (kind: Kind): Promise<string> => {
    const [name, pattern, program, unpack] = kind
    const made = async (): Promise<string> => {
      const place = join(folder, name)
      await mkdir(place)
      await unpack(join(dist, names.find((file) => pattern.test(file)) ?? ''), place)
      return join(place, program)
    }
    const place = unpacked.get(name) ?? made()
    unpacked.set(name, place)
    return place
  }

  it.each(hasDpkg ? [tarGz, zip, deb] : [tarGz, zip])(
    'the %s starts as an ordinary user, with its sandbox on',
    async (...kind) => {
      const program = await programOf(kind)
      const home = join(folder, `home-${kind[0]}`)
      await mkdir(home)
      if (isRoot) await chown(home, 65_534, 65_534)
      const application = spawn(program, ['--remote-debugging-port=0'], {
        ...nobody,
        cwd: home,
        env: { ...environmentOf(home), HOME: home, XDG_CONFIG_HOME: home, XDG_RUNTIME_DIR: home },
        stdio: ['ignore', 'ignore', 'pipe'],
      })
      try {
        const address = await debuggingAddress(application)
        const page = await vi.waitFor(() => debuggedPage(address), { timeout: START_TIMEOUT_MS })
        const about = await vi.waitFor(
          () => page.evaluate(() => window.lab.appInfo(), null),
          START_TIMEOUT_MS,
        )
        const shown = (): Promise<string> => page.evaluate(() => document.body.innerText, null)
        await expect.poll(shown).toContain('Library')
        page.close()
        expect(about).toMatchObject({ ok: true, value: { version } })
        expect(JSON.stringify(about)).not.toContain('sandbox is off')
        expect(await seccompModes(program)).toEqual(['2'])
      } finally {
        const ended = once(application, 'exit')
        application.kill('SIGTERM')
        await ended
      }
    },
  )

  it.runIf(hasDpkg)(
    'the deb has an entry of the window’s class, and a sandbox helper that is root’s',
    async () => {
      const program = await programOf(deb)
      const root = join(program, '../../..')
      const entry = await readFile(join(root, 'usr/share/applications/corewise.desktop'), 'utf8')
      expect(entry).toContain('StartupWMClass=corewise')
      const { mode } = await stat(join(program, '../chrome-sandbox'))
      expect(mode & 0o4755).toBe(0o4755)
      const { stdout } = await run('dpkg-deb', [
        '-f',
        join(dist, names.find((n) => n.endsWith('.deb')) ?? ''),
      ])
      expect(stdout).toContain(`Version: ${version}`)
    },
  )

  it('the package has English only, notices of all libraries, and checksums that are right', async () => {
    const program = await programOf(tarGz)
    expect(await readdir(join(program, '../locales'))).toEqual(['en-US.pak'])
    expect(await readdir(join(program, '..'))).toEqual(
      expect.arrayContaining(['LICENSE.electron.txt', 'LICENSES.chromium.html']),
    )
    await run('sha256sum', ['--check', 'SHA256SUMS'], { cwd: dist })
  })

  it('packs no dependency that only the command line needs', async () => {
    const { stdout } = await run(process.execPath, [
      join(projectFolder, 'node_modules/@electron/asar/bin/asar.js'),
      'list',
      join(dist, 'linux-unpacked/resources/app.asar'),
    ])
    expect(stdout).toMatch(/^\/out\/renderer\/licences\.txt$/m)
    expect(stdout).not.toMatch(/^\/node_modules\/(commander|cli-table3|cli-progress)\//m)
    expect(stdout).not.toMatch(/^\/out\/main\/(cli|server|bench[^/]*|fuzz|package|start)\.cjs$/m)
  })
})

/**
 * How the system calls of the pages that a program shows are filtered, by proc(5): 2 is Chromium's
 * sandbox.
 */
async function seccompModes(program: string): Promise<string[]> {
  const { stdout } = await run('ps', ['-ww', '-eo', 'pid=,args='])
  const pages = stdout
    .split('\n')
    .filter((line) => line.includes(`${program} --type=renderer`))
    .map((line) => line.trim().split(' ')[0] ?? '')
  return Promise.all(
    pages.map(async (pid) => {
      const status = await readFile(`/proc/${pid}/status`, 'utf8')
      return /^Seccomp:\s+(\d)$/m.exec(status)?.[1] ?? ''
    }),
  )
}
