import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { nodeContenders } from '../../node-contenders'
import { runsIn } from '../newest-run'
import { hasDesktop, openDesktop, type Desktop } from '../open-desktop'
import { shortSpec, shortSpecOfEveryone, watchRun } from '../watch-run'

describe.runIf(hasDesktop)('a run in the desktop', () => {
  let desktop: Desktop
  beforeAll(async () => {
    desktop = await openDesktop()
  })
  afterAll(() => desktop.close())

  it('measures every contender in a process of its own and keeps the result', async () => {
    const spec = shortSpecOfEveryone()
    const { contendersStarted, progressed, last } = await watchRun(desktop.page, spec)
    if (last.kind !== 'finished' || last.result.kind !== 'corewise-result') {
      throw new Error(JSON.stringify(last))
    }
    expect(contendersStarted).toEqual(nodeContenders)
    expect(progressed).toBeGreaterThan(8)
    expect(last.result.contenders.map(({ status }) => status)).toEqual(
      nodeContenders.map(() => 'measured'),
    )
    expect(last.result.environment.versions.electron).toBeDefined()
    expect(last.verdict.headline).not.toBe('')
    expect(last.saved.ok).toBe(true)
    const listed = await desktop.page.evaluate(() => window.lab.listRuns())
    expect(listed.ok && listed.value.entries.map(({ name }) => name)).toEqual(['short'])
  })

  it('asks the loopback service over real HTTP, though Electron cannot run as Node there, and shows on the icon how far it is', async () => {
    await desktop.app.evaluate(({ BrowserWindow }) => {
      const [window] = BrowserWindow.getAllWindows()
      if (window === undefined) return
      const shown: number[] = []
      const show = window.setProgressBar.bind(window)
      window.setProgressBar = (share) => {
        shown.push(share)
        show(share)
      }
      Object.assign(globalThis, { shownOnIcon: shown })
    })
    const spec = shortSpec({ workload: { kind: 'http', waitMs: 5 } })
    const { last } = await watchRun(desktop.page, spec)
    const shown = await desktop.app.evaluate(
      () => (globalThis as { shownOnIcon?: number[] }).shownOnIcon ?? [],
    )
    const shares = shown.filter((share) => share >= 0 && share <= 1)
    expect(shares.length).toBeGreaterThan(2)
    expect(shares.at(-1)).toBeGreaterThan(shares[0] ?? 1)
    // Nothing is shown any more.
    expect(shown.at(-1)).toBeLessThan(0)
    expect(last).toMatchObject({ kind: 'finished', result: { status: 'complete' } })
    if (last.kind !== 'finished' || last.result.kind !== 'corewise-result') return
    for (const contender of last.result.contenders) {
      expect(contender).toMatchObject({ status: 'measured', figures: { failed: 0 } })
    }
  })

  it('reads real files, with as many hidden threads as were asked for', async () => {
    const spec = shortSpec({ workload: { kind: 'files' }, uvThreads: 3 })
    const { last } = await watchRun(desktop.page, spec)
    expect(last).toMatchObject({
      kind: 'finished',
      result: { status: 'complete', environment: { uvThreads: 3 } },
    })
    if (process.platform !== 'linux') return
    // They are told from others only where there are just so many.
    if (last.kind !== 'finished' || last.result.kind !== 'corewise-result') return
    const figures = last.result.contenders.flatMap((one) =>
      one.status === 'measured' ? [one.figures] : [],
    )
    expect(figures.flatMap(({ threads }) => threads.map(({ name }) => name))).toContain(
      'hidden threads',
    )
  })

  it('refuses a folder that nobody chose in a dialog', async () => {
    const spec = shortSpec({ workload: { kind: 'files', path: '/etc' } })
    await expect(watchRun(desktop.page, spec)).rejects.toThrow('choose the folder in the dialog')
  })

  it('runs one thing at a time', async () => {
    const replies = await desktop.page.evaluate(
      async (spec) => {
        const first = await window.lab.startRun(spec)
        const second = await window.lab.startRun(spec)
        const active = await window.lab.activeRun()
        const ended = new Promise((resolve) => {
          window.lab.on('run', ({ kind }) => {
            if (kind === 'finished' || kind === 'failed') resolve(kind)
          })
        })
        if (first.ok) await window.lab.cancelRun(first.value)
        await ended
        return { first, second, active, after: await window.lab.activeRun() }
      },
      shortSpec({ durationMs: 60_000 }),
    )
    expect(replies.second).toMatchObject({ ok: false, error: { code: 'busy' } })
    expect(replies.active).toMatchObject({ ok: true, value: { spec: { name: 'short' } } })
    expect(replies.after).toEqual({ ok: true, value: null })
  })

  it('keeps what was measured until it was cancelled, marked as partial', async () => {
    const last = await desktop.page.evaluate(
      async (spec) => {
        const started = await window.lab.startRun(spec)
        return new Promise((resolve) => {
          window.lab.on('run', (event) => {
            const isMeasuring =
              event.kind === 'progressed' &&
              event.progress.kind === 'sampled' &&
              event.progress.phase === 'measuring'
            if (isMeasuring && started.ok) void window.lab.cancelRun(started.value)
            if (event.kind === 'finished' || event.kind === 'failed') resolve(event)
          })
        })
      },
      shortSpec({ durationMs: 60_000 }),
    )
    expect(last).toMatchObject({
      kind: 'finished',
      result: { status: 'partial', contenders: [{ status: 'partial' }, { status: 'not-run' }] },
      saved: { ok: true },
    })
  })

  it('survives a job that ends its thread, and runs again', async () => {
    const dying = shortSpec({ faults: { exitAt: 20 }, contenders: ['event-loop'] })
    const { last } = await watchRun(desktop.page, dying)
    expect(last).toMatchObject({
      kind: 'finished',
      result: { contenders: [{ status: 'failed', name: 'event-loop' }] },
    })
    const again = await watchRun(desktop.page, shortSpec())
    expect(again.last).toMatchObject({ kind: 'finished', result: { status: 'complete' } })
  })

  it('sweeps over a parameter and tells which point it is at', async () => {
    const outcome = await desktop.page.evaluate(async (spec) => {
      const points = new Set<number>()
      const ended = new Promise((resolve) => {
        window.lab.on('run', (event) => {
          if (event.kind === 'progressed' && event.point) points.add(event.point.value)
          if (event.kind === 'finished' || event.kind === 'failed') resolve(event)
        })
      })
      await window.lab.startSweep({ spec, over: 'concurrency', values: [1, 8] })
      return { last: await ended, points: [...points] }
    }, shortSpec())
    expect(outcome.points).toEqual([1, 8])
    expect(outcome.last).toMatchObject({
      kind: 'finished',
      result: { kind: 'corewise-sweep', status: 'complete' },
    })
  })

  it('leaves the page without a complaint', () => {
    expect(desktop.complaints).toEqual([])
  })

  it('keeps every run in the folder that the command line uses', async () => {
    expect(await runsIn(desktop.home)).toBeGreaterThan(4)
  })
})

describe.runIf(hasDesktop)('a run whose result the library cannot keep', () => {
  it('a run whose result the library cannot keep still gives its figures, says why it was not kept, and runs again', async () => {
    const home = await mkdtemp(join(tmpdir(), 'scratch-full-'))
    // A file where the library's folder would be: nothing can be written into it.
    await writeFile(join(home, 'runs'), '')
    const desktop = await openDesktop(home)
    try {
      for (const attempt of [1, 2]) {
        const { last } = await watchRun(desktop.page, shortSpec({ seed: attempt }))
        expect(last).toMatchObject({
          kind: 'finished',
          verdict: { headline: expect.stringMatching(/\S/) as string },
          result: { status: 'complete', spec: { seed: attempt } },
          saved: { ok: false, error: { message: expect.stringContaining('runs') as string } },
        })
      }
    } finally {
      await desktop.close()
      await rm(home, { recursive: true, force: true, maxRetries: 10 })
    }
  })
})
