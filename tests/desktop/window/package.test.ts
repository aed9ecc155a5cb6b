import { FuseV1Options, getCurrentFuseWire } from '@electron/fuses'
import { FuseState } from '@electron/fuses/dist/constants'
import { execFile, spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { sandboxSwitches } from '../../../build/runtime/sandbox'
import { nodeContenders } from '../../node-contenders'
import { debuggedPage, debuggingAddress } from '../debugged-page'
import { idsIn } from '../newest-run'
import { environmentOf, hasDesktop } from '../open-desktop'
import { PATIENCE_MS } from '../open-patiently'
import { shortSpec, shortSpecOfEveryone, watchRun } from '../watch-run'

const projectFolder = join(import.meta.dirname, '../../..')
const PACKING_TIMEOUT_MS = 300_000

describe.runIf(hasDesktop && process.platform === 'linux')('the packaged application', () => {
  const executable = join(projectFolder, 'dist/linux-unpacked/corewise')
  let home: string
  let application: ChildProcess
  let page: Awaited<ReturnType<typeof debuggedPage>>

  beforeAll(async () => {
    await promisify(execFile)(process.execPath, [
      join(projectFolder, 'out/main/package.cjs'),
      '--dir',
    ])
    home = await mkdtemp(join(tmpdir(), 'scratch-package-'))
    application = spawn(executable, [...sandboxSwitches(), '--remote-debugging-port=0'], {
      env: environmentOf(home),
      stdio: ['ignore', 'ignore', 'pipe'],
    })
    const address = await debuggingAddress(application)
    // A window has an empty page first, and what is asked of that one may never be answered.
    page = await vi.waitFor(() => debuggedPage(address), PATIENCE_MS)
    await vi.waitFor(() => page.evaluate(() => window.lab.appInfo(), null), PATIENCE_MS)
  }, PACKING_TIMEOUT_MS)

  afterAll(async () => {
    page.close()
    const ended = once(application, 'exit')
    application.kill('SIGTERM')
    await ended
    await rm(home, { recursive: true, force: true, maxRetries: 10 })
  })

  it('runs a comparison of every contender in threads that lie beside its archive', async () => {
    const { last } = await watchRun(page, shortSpecOfEveryone())
    expect(last).toMatchObject({
      kind: 'finished',
      result: {
        status: 'complete',
        contenders: nodeContenders.map((name) => ({ name, status: 'measured' })),
      },
      saved: { ok: true },
    })
  })

  it('starts the loopback service, though it cannot be run as Node', async () => {
    const { last } = await watchRun(page, shortSpec({ workload: { kind: 'http', waitMs: 5 } }))
    expect(last).toMatchObject({
      kind: 'finished',
      result: { contenders: [{ status: 'measured' }, { status: 'measured' }] },
    })
  })

  it('the packaged application has processes wait for a survey of memory, though it cannot be run as Node', async () => {
    const last = await page.evaluate(
      (request) =>
        new Promise<unknown>((resolve) => {
          window.lab.on('survey', (event) => {
            if (event.kind === 'finished' || event.kind === 'failed') resolve(event)
          })
          void window.lab.measureSurvey(request)
        }),
      { kind: 'memory' as const, rounds: 1, maxTasks: 1_000, maxThreads: 1 },
    )
    expect(last).toMatchObject({
      kind: 'finished',
      result: { waiters: Array.from({ length: 3 }, () => ({ stop: { reason: 'all-counts' } })) },
    })
  })

  it('reads a real folder where the spec names none', async () => {
    const { last } = await watchRun(page, shortSpec({ workload: { kind: 'files' } }))
    expect(last).toMatchObject({ kind: 'finished', result: { status: 'complete' } })
  })

  it('draws charts with the native canvas', async () => {
    const [id = ''] = await idsIn(home)
    const reply = await page.evaluate(
      (runId) => window.lab.copyChart({ runIds: [runId], chart: 'throughput' }),
      id,
    )
    expect(reply).toEqual({ ok: true, value: { kind: 'copied' } })
  })

  it('knows its own version', async () => {
    const about = await page.evaluate(() => window.lab.appInfo(), null)
    expect(about).toMatchObject({
      ok: true,
      value: { version: expect.stringMatching(/^\d/) as string },
    })
  })

  it('the packaged application has its fuses set', async () => {
    const fuses = await getCurrentFuseWire(executable)
    expect(fuses).toMatchObject({
      [FuseV1Options.RunAsNode]: FuseState.DISABLE,
      [FuseV1Options.EnableNodeOptionsEnvironmentVariable]: FuseState.DISABLE,
      [FuseV1Options.EnableNodeCliInspectArguments]: FuseState.DISABLE,
      [FuseV1Options.EnableEmbeddedAsarIntegrityValidation]: FuseState.ENABLE,
      [FuseV1Options.OnlyLoadAppFromAsar]: FuseState.ENABLE,
    })
  })

  it('the packaged application cannot be run as Node', async () => {
    const child = spawn(executable, ['-e', 'process.stdout.write("ran as Node")'], {
      env: { ...process.env, ELECTRON_RUN_AS_NODE: '1', DISPLAY: '' },
      stdio: ['ignore', 'pipe', 'ignore'],
    })
    let output = ''
    child.stdout.on('data', (text: Buffer) => (output += text.toString()))
    await new Promise((resolve) => child.once('close', resolve))
    expect(output).not.toContain('ran as Node')
  })
})
