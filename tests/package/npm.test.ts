import { execFile, spawn } from 'node:child_process'
import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

const run = promisify(execFile)
const projectFolder = join(import.meta.dirname, '../..')
const MOST_BYTES = 3_000_000
const quick = ['--duration', '0.2s', '--blocks', '1', '--warmup', '0', '--quiet']

describe('the package that npm publishes', () => {
  let folder: string
  let empty: string
  let tarball: string
  let files: string[]
  let environment: NodeJS.ProcessEnv

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'corewise-npm-'))
    empty = join(folder, 'empty')
    await mkdir(empty)
    const pack = ['pack', '--json', '--ignore-scripts', '--pack-destination', folder]
    const { stdout } = await run('npm', pack, { cwd: projectFolder })
    const reply = JSON.parse(stdout) as Packed[] | Record<string, Packed>
    const packed = Object.values(reply)[0]
    tarball = join(folder, packed?.filename ?? '')
    files = packed?.files.map(({ path }) => path) ?? []
    // Nothing stays in the user's own cache.
    environment = {
      ...withoutScript(process.env),
      npm_config_cache: join(folder, 'cache'),
      COREWISE_HOME: join(folder, 'home'),
    }
  })
  afterAll(() => rm(folder, { recursive: true, force: true, maxRetries: 10 }))

  /** What npx is to be called with, for the command line of the package. */
  const npx = (...words: string[]): string[] => [
    '--yes',
    '--package',
    tarball,
    'corewise',
    ...words,
  ]
  const corewise = async (...words: string[]): Promise<string> => {
    const { stdout } = await run('npx', npx(...words), { cwd: empty, env: environment })
    return stdout
  }

  it('the package has under 3 MB, and no picture, source or test', async () => {
    expect((await stat(tarball)).size).toBeLessThan(MOST_BYTES)
    expect(files.filter((path) => /\.(png|ts|map)$|^tests|^src/.test(path))).toEqual(
      files.filter((path) => /^resources\/(examples|lessons\/.*)\/[^/]+\.ts$/.test(path)),
    )
    expect(files).not.toContainEqual(
      expect.stringMatching(/^out\/main\/(bench|fuzz|package|pictures|start)/),
    )
    expect(files).toEqual(expect.arrayContaining(['LICENSE', 'README.md', 'out/main/cli.cjs']))
  })

  it('lists the presets', async () => {
    expect(await corewise('presets')).toContain('io-bound')
  })

  it.each(['io-bound', 'files'])('measures %s', async (preset) => {
    const out = join(folder, preset)
    await corewise('run', preset, ...quick, '--out', out)
    const names = await readdir(out)
    expect(names).toEqual(expect.arrayContaining(['charts', 'result.corewise.json']))
    const result = JSON.parse(await readFile(join(out, 'result.corewise.json'), 'utf8')) as object
    expect(result).toMatchObject({ status: 'complete' })
  })

  it('plays a lesson', async () => {
    expect(await corewise('lesson', '3')).toContain('What came true')
  })

  it('prints a handout', async () => {
    await corewise('handout', '1', '--format', 'pdf', '--out', join(folder, 'handout.pdf'))
    expect(await readFile(join(folder, 'handout.pdf'), 'latin1')).toMatch(/^%PDF/)
  })

  it('records a program', async () => {
    await writeFile(join(folder, 'mine.ts'), sleeper)
    await corewise('trace', join(folder, 'mine.ts'), '--out', join(folder, 'trace.json'))
    const trace = JSON.parse(await readFile(join(folder, 'trace.json'), 'utf8')) as object
    expect(trace).toHaveProperty('traceEvents')
  })

  it('serves its page', async () => {
    const child = spawn('npx', npx('server'), { cwd: empty, env: environment, detached: true })
    try {
      for await (const line of createInterface(child.stdout)) {
        const address = /^Corewise is at (\S+)/.exec(line)?.[1]
        if (address === undefined) continue
        expect(await (await fetch(address)).text()).toContain('<title>Corewise')
        return
      }
      expect.unreachable('it ended without an address')
    } finally {
      const ended = new Promise((resolve) => child.once('close', resolve))
      if (child.pid !== undefined) process.kill(-child.pid, 'SIGTERM')
      await ended
    }
  })

  it('leaves the folder that it is called in empty', async () => {
    expect(await readdir(empty)).toEqual([])
  })
})

/** What `npm pack --json` says of a package, in the part that is used here. */
interface Packed {
  readonly filename: string
  readonly files: readonly { readonly path: string }[]
}

const sleeper = `import { sleep } from 'corewise'
export function* main() { yield* sleep(10) }
`

/** Without what npm tells its scripts, which npx would take for its own settings. */
function withoutScript(variables: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(
    Object.entries(variables).filter(([name]) => !/^npm_(lifecycle|package|command)/.test(name)),
  )
}
