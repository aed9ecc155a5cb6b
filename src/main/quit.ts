import { app, dialog, type BrowserWindow } from 'electron'
import log from 'electron-log/main'
import type { LabService } from '../host/lab-service'
import type { Measured } from '../host/run/measuring-lock'
import { hangUp, whenParentIsGone } from '../host/parent-process'

/** By then it ends, whatever does not: a process, a disk or a window that no longer answers. */
const LATEST_MS = 60_000

/**
 * Lets the lab end only when nothing is lost by it: asks while something is measured, then cancels
 * it and waits until its threads and processes have ended and what was measured is kept. Told to
 * end by the system, it does not ask.
 *
 * @param tidy is done last
 */
export function quitGracefully(
  window: BrowserWindow,
  lab: Pick<LabService, 'measuring' | 'waiting' | 'stop'>,
  tidy: () => Promise<void>,
): void {
  let stage: 'open' | 'asking' | 'ending' | 'ended' = 'open'

  window.on('close', (event) => {
    if (stage === 'ended') return
    event.preventDefault()
    app.quit()
  })
  app.on('before-quit', (event) => {
    if (stage === 'ended') return
    event.preventDefault()
    void ask()
  })
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const)
    process.on(signal, () => void end())
  whenParentIsGone(hangUp)

  async function ask(): Promise<void> {
    if (stage !== 'open') return
    stage = 'asking'
    const what = lab.measuring()
    // Of a trial and of a profile no figure is lost; runs that wait for their end are.
    const isLost = what === 'run' || what === 'survey' || (what !== null && lab.waiting() > 0)
    if (!isLost || (await isSure(window, what, lab.waiting()))) await end()
    else stage = 'open'
  }

  async function end(): Promise<void> {
    if (stage === 'ending' || stage === 'ended') return
    stage = 'ending'
    setTimeout(() => {
      log.error(`It did not end within ${LATEST_MS / 1_000} s`)
      app.exit(1)
    }, LATEST_MS).unref()
    try {
      await lab.stop()
      await tidy()
    } finally {
      stage = 'ended'
      app.quit()
    }
  }
}

async function isSure(window: BrowserWindow, what: Measured, waiting: number): Promise<boolean> {
  const { response } = await dialog.showMessageBox(window, {
    type: 'question',
    message: `A ${what} is going on.`,
    detail: [
      ...keptAs[what],
      ...(waiting === 0 ? [] : [`Runs that wait in the queue are not measured then: ${waiting}.`]),
    ].join(' '),
    buttons: [`Cancel the ${what[0]?.toUpperCase()}${what.slice(1)} and Quit`, 'Go On Measuring'],
    defaultId: 1,
    cancelId: 1,
  })
  return response === 0
}

const partial = (place: string): string[] => [
  `What was measured until now is kept ${place}, marked partial.`,
]

/** What stays of it. */
const keptAs: Readonly<Record<Measured, readonly string[]>> = {
  run: partial('in the library'),
  survey: partial('among the surveys'),
  trial: [],
  profile: [],
}
