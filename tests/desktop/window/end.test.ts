import { execFile, type ChildProcess } from 'node:child_process'
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { CallInput } from '../../../src/contract/lab-api'
import { hasDesktop, openDesktop, type Desktop } from '../open-desktop'
import { keptIn } from '../newest-run'
import { shortSpec } from '../watch-run'

const run = promisify(execFile)

describe.runIf(hasDesktop && process.platform === 'linux')('ending the lab in mid-run', () => {
  let home: string
  let desktop: Desktop
  let lab: ChildProcess
  /** Every process that the running lab consists of. */
  let family: string[]
  beforeEach(async () => {
    home = await mkdtemp(join(tmpdir(), 'scratch-end-'))
    desktop = await openDesktop(home)
    lab = desktop.app.process()
    await startMeasuring(desktop)
    family = await familyWith(lab, 'node.mojom.NodeService', '--type=renderer')
  })
  afterEach(async () => {
    lab.kill('SIGKILL')
    await rm(home, { recursive: true, force: true, maxRetries: 10 })
  })

  it('asks first, and goes on where the person wants it to', async () => {
    const asked = await answerDialog(desktop, 1)
    await closeWindow(desktop)
    expect(await asked()).toBe('A run is going on.')
    expect(await desktop.page.evaluate(() => window.lab.activeRun())).toMatchObject({
      value: { spec: { name: 'short' } },
    })
    await answerDialog(desktop, 0)
  })

  it('keeps what was measured and leaves no process behind when the window is closed', async () => {
    await answerDialog(desktop, 0)
    const ended = exitOf(lab)
    await closeWindow(desktop)
    await ended
    expect(await keptStatuses(home)).toEqual(['partial'])
    await expect.poll(() => stillThere(family)).toEqual([])
  })

  it('ending the lab in mid-run does not ask when the system ends it, and keeps what was measured', async () => {
    const ended = exitOf(lab)
    lab.kill('SIGTERM')
    await ended
    expect(await keptStatuses(home)).toEqual(['partial'])
    await expect.poll(() => stillThere(family)).toEqual([])
  })

  it('leaves no process behind even when it is killed', async () => {
    const ended = exitOf(lab)
    lab.kill('SIGKILL')
    await ended
    await expect.poll(() => stillThere(family)).toEqual([])
  })
})

describe.runIf(hasDesktop && process.platform === 'linux')('ending the lab in mid-survey', () => {
  let home: string
  let desktop: Desktop
  let lab: ChildProcess
  let family: string[]
  beforeEach(async () => {
    home = await mkdtemp(join(tmpdir(), 'scratch-end-'))
    desktop = await openDesktop(home)
    lab = desktop.app.process()
    await startSurveying(desktop)
    family = await familyWith(lab, 'node.mojom.NodeService')
  })
  afterEach(async () => {
    lab.kill('SIGKILL')
    await rm(home, { recursive: true, force: true, maxRetries: 10 })
  })

  it('asks first, keeps what was measured, and leaves no process behind', async () => {
    const asked = await answerDialog(desktop, 1)
    await closeWindow(desktop)
    expect(await asked()).toBe('A survey is going on.')
    await answerDialog(desktop, 0)
    family = await familyOf(lab.pid ?? 0)
    const ended = exitOf(lab)
    await closeWindow(desktop)
    await ended
    const [name = ''] = await readdir(join(home, 'surveys'))
    const text = await readFile(join(home, 'surveys', name, 'memory.corewise.json'), 'utf8')
    expect(JSON.parse(text)).toMatchObject({ status: 'partial' })
    await expect.poll(() => stillThere(family)).toEqual([])
  })

  it('leaves no process behind even when it is killed', async () => {
    const ended = exitOf(lab)
    lab.kill('SIGKILL')
    await ended
    await expect.poll(() => stillThere(family)).toEqual([])
  })
})

describe.runIf(hasDesktop && process.platform === 'linux')(
  'ending a run whose reads never return',
  () => {
    let home: string
    let desktop: Desktop
    let lab: ChildProcess
    beforeEach(async () => {
      home = await mkdtemp(join(tmpdir(), 'scratch-end-'))
      const folder = join(home, 'files')
      const files = Array.from({ length: 8 }, (_, index) => join(folder, String(index)))
      await mkdir(folder)
      for (const file of files) await writeFile(file, 'content')
      await mkdir(join(home, 'desktop'))
      const preferences = { chosenFolders: [folder] }
      await writeFile(join(home, 'desktop', 'preferences.json'), JSON.stringify(preferences))
      desktop = await openDesktop(home)
      lab = desktop.app.process()
      await startMeasuring(desktop, { kind: 'files', path: folder })
      for (const file of files) await rm(file)
      // Nobody ever writes into these: who opens one to read waits in the kernel.
      await run('mkfifo', files)
      await isStuck(desktop)
    })
    afterEach(async () => {
      lab.kill('SIGKILL')
      await rm(home, { recursive: true, force: true, maxRetries: 10 })
    })

    it('a run whose reads never return is cancelled, and what was measured is kept', async () => {
      const last = await desktop.page.evaluate(
        () =>
          new Promise<string>((resolve) => {
            window.lab.on('run', ({ kind }) => {
              if (kind === 'finished' || kind === 'failed') resolve(kind)
            })
            void window.lab.activeRun().then((reply) => {
              if (reply.ok && reply.value !== null) {
                void window.lab.cancelRun({ runId: reply.value.runId })
              } else resolve('no run goes on')
            })
          }),
      )
      expect(last).toBe('finished')
      expect(await keptStatuses(home)).toEqual(['partial'])
    })

    it('a lab whose reads never return ends when the system ends it, and keeps what was measured', async () => {
      const ended = exitOf(lab)
      lab.kill('SIGTERM')
      await ended
      expect(await keptStatuses(home)).toEqual(['partial'])
    })
  },
)

describe.runIf(hasDesktop && process.platform === 'linux')('ending the lab in a lesson', () => {
  it('a lab that plays a program and makes a handout ends when the system ends it', async () => {
    const home = await mkdtemp(join(tmpdir(), 'scratch-end-'))
    const desktop = await openDesktop(home)
    const lab = desktop.app.process()
    try {
      await startLesson(desktop)
      const family = await familyOf(lab.pid ?? 0)
      const ended = exitOf(lab)
      lab.kill('SIGTERM')
      await ended
      await expect.poll(() => stillThere(family)).toEqual([])
    } finally {
      lab.kill('SIGKILL')
      await rm(home, { recursive: true, force: true, maxRetries: 10 })
    }
  })
})

/** Starts a program that never ends, and a measured handout; waits until it is measured for it. */
async function startLesson({ page }: Desktop): Promise<void> {
  await page.evaluate(
    () =>
      new Promise<void>((resolve, reject) => {
        window.lab.on('run', ({ kind }) => {
          if (kind === 'progressed') resolve()
        })
        void window.lab.lessons().then((reply) => {
          if (!reply.ok) {
            reject(new Error(reply.error.message))
            return
          }
          const source = 'export function* main() { for (;;); }'
          const program = { name: 'endless', source, clock: 'virtual', controls: {} } as const
          void window.lab.runProgram({ ...program, language: 'typescript' })
          const lessons = reply.value.lessons.filter(({ number }) => number >= 11)
          void window.lab.exportHandout({
            lessons,
            format: 'pdf',
            hasNotes: true,
            isMeasured: true,
          })
        })
      }),
  )
}

/** Starts a long survey and waits until a process holds a million tasks, or is about to. */
async function startSurveying({ page }: Desktop): Promise<void> {
  await page.evaluate(
    () =>
      new Promise<void>((resolve) => {
        window.lab.on('survey', (event) => {
          const step = event.kind === 'progressed' ? event.survey.progress?.step : undefined
          if (step?.startsWith('1,000,000 tasks')) resolve()
        })
        void window.lab.measureSurvey({ kind: 'memory', rounds: 3, maxThreads: 1 })
      }),
  )
}

/** Starts a long run, by default over HTTP: there are threads and a process that could be left. */
async function startMeasuring(
  { page }: Desktop,
  workload: CallInput<'startRun'>['workload'] = { kind: 'http', waitMs: 5 },
): Promise<void> {
  const spec = shortSpec({ workload, durationMs: 60_000 })
  await page.evaluate(
    (input) =>
      new Promise<void>((resolve) => {
        window.lab.on('run', (event) => {
          if (event.kind !== 'progressed' || event.progress.kind !== 'sampled') return
          if (event.progress.phase === 'measuring') resolve()
        })
        void window.lab.startRun(input)
      }),
    spec,
  )
}

/** Waits until no job of the run has ended for a second of it. */
async function isStuck({ page }: Desktop): Promise<void> {
  await page.evaluate(
    () =>
      new Promise<void>((resolve) => {
        let [last, sinceMs] = [-1, 0]
        window.lab.on('run', (event) => {
          if (event.kind !== 'progressed' || event.progress.kind !== 'sampled') return
          const { completed, elapsedMs } = event.progress
          if (completed !== last) [last, sinceMs] = [completed, elapsedMs]
          else if (elapsedMs - sinceMs > 1_000) resolve()
        })
      }),
  )
}

/** Has the next message box answered with a button; gives how to read what it said. */
async function answerDialog({ app }: Desktop, button: number): Promise<() => Promise<unknown>> {
  await app.evaluate(({ dialog }, response) => {
    const state = globalThis as { asked?: string }
    dialog.showMessageBox = (...parameters: unknown[]) => {
      state.asked = (parameters[1] as { message: string }).message
      return Promise.resolve({ response, checkboxChecked: false })
    }
  }, button)
  return async () => {
    const read = (): Promise<unknown> =>
      app.evaluate(() => (globalThis as { asked?: string }).asked ?? null)
    await expect.poll(read).not.toBeNull()
    return read()
  }
}

async function closeWindow({ app }: Desktop): Promise<void> {
  await app.evaluate(({ BrowserWindow }) => {
    // Later, so that this very call is answered before the window is gone.
    setTimeout(() => BrowserWindow.getAllWindows()[0]?.close())
  })
}

function exitOf(lab: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    lab.once('exit', () => {
      resolve()
    })
  })
}

async function keptStatuses(home: string): Promise<unknown[]> {
  return (await keptIn(home)).map((result) => (result as { status: string }).status)
}

/** The family of a lab once these are in it, so that finding none later means something. */
async function familyWith(lab: ChildProcess, ...wanted: readonly string[]): Promise<string[]> {
  let family: string[] = []
  const missing = async (): Promise<string[]> => {
    family = await familyOf(lab.pid ?? 0)
    return wanted.filter((text) => !family.join().includes(text))
  }
  await expect.poll(missing).toEqual([])
  return family
}

/** A process and everything that it started, directly or not, one line each. */
async function familyOf(pid: number): Promise<string[]> {
  const all = await processes()
  const members = new Set([pid])
  // A parent may be listed after its child: once more, until nothing changes.
  for (let size = 0; size < members.size;) {
    size = members.size
    for (const one of all) if (members.has(one.parent)) members.add(one.pid)
  }
  return all.filter((one) => members.has(one.pid)).map(({ line }) => line)
}

async function stillThere(family: readonly string[]): Promise<string[]> {
  const now = await processes()
  return now.map(({ line }) => line).filter((line) => family.includes(line))
}

async function processes(): Promise<{ pid: number; parent: number; line: string }[]> {
  const { stdout } = await run('ps', ['-eww', '-o', 'pid=,ppid=,stat=,args='])
  return stdout.split('\n').flatMap((text) => {
    const [pid, parent, state = 'Z', ...command] = text.trim().split(/\s+/)
    const line = `${pid ?? ''} ${command.join(' ')}`
    return state.startsWith('Z') ? [] : [{ pid: Number(pid), parent: Number(parent), line }]
  })
}
