import { parseInput } from '../../src/host/input/parse-input'
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { resultSchema } from '../../src/engine/result/result'

const project = resolve(import.meta.dirname, '../..')
const signals = ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGKILL'] as const

describe.runIf(process.platform === 'linux')('a signal to npm alone', () => {
  let home: string
  let npm: ChildProcess
  beforeEach(async () => {
    home = await mkdtemp(join(tmpdir(), 'scratch-npm-'))
  })
  afterEach(async () => {
    for (const pid of await familyOf(home)) process.kill(pid, 'SIGKILL')
    await rm(home, { recursive: true, force: true, maxRetries: 10 })
  })

  /** Starts a script of npm's, as from another terminal, and waits until it has said something. */
  const startUntil = async (args: readonly string[], wanted: string): Promise<void> => {
    const environment = Object.entries(process.env).filter(([name]) => !name.startsWith('npm_'))
    const env = { ...Object.fromEntries(environment), COREWISE_HOME: home, DISPLAY: undefined }
    npm = spawn('npm', args, { cwd: project, env, stdio: ['ignore', 'pipe', 'pipe'] })
    let said = ''
    await new Promise<void>((resolve, reject) => {
      const hear = (text: Buffer): void => {
        said += text.toString()
        if (said.includes(wanted)) resolve()
      }
      npm.stdout?.on('data', hear)
      npm.stderr?.on('data', hear)
      npm.once('exit', () => {
        reject(new Error(`npm ended without saying "${wanted}": ${said}`))
      })
    })
  }

  const endWith = async (signal: NodeJS.Signals): Promise<void> => {
    const ended = once(npm, 'exit')
    npm.kill(signal)
    await ended
    await expect.poll(() => familyOf(home)).toEqual([])
  }

  test.each(['SIGTERM', 'SIGHUP'] as const)(
    '%s ends `npm run lab`, and what was measured is kept',
    async (signal) => {
      const run = ['run', 'http', '--blocks', '1', '--duration', '10m', '--warmup', '0ms']
      await startUntil(['run', 'lab', '--', ...run, '--contenders', 'event-loop'], 'jobs/s')
      // The loopback service and the engine are among them.
      expect((await familyOf(home)).length).toBeGreaterThanOrEqual(4)
      await endWith(signal)
      const [folder = ''] = await readdir(join(home, 'runs'))
      const text = await readFile(join(home, 'runs', folder, 'result.corewise.json'), 'utf8')
      expect(parseInput(resultSchema, JSON.parse(text), 'the file').status).toBe('partial')
    },
  )

  test.each(signals)('%s ends `npm start`', async (signal) => {
    await startUntil(['start'], 'Ctrl-C ends it')
    expect((await familyOf(home)).length).toBeGreaterThanOrEqual(3)
    await endWith(signal)
  })
})

/** Every process that runs with this folder as its home. */
async function familyOf(home: string): Promise<number[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name))
  const isOfFamily = async (pid: string): Promise<boolean> => {
    // One that has ended while it is looked at is none.
    const environment = await readFile(`/proc/${pid}/environ`, 'latin1').catch(() => '')
    return environment.includes(`COREWISE_HOME=${home}\0`)
  }
  const members = await Promise.all(pids.map(async (pid) => ((await isOfFamily(pid)) ? [pid] : [])))
  return members.flat().map(Number)
}
