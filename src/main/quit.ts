import { app, dialog, type BrowserWindow } from 'electron'
import type { RunControl } from '../host/run-control'

/**
 * Lets the lab end only when nothing is lost by it: asks while a run goes on, then cancels it and
 * waits until its threads have ended and what was measured is kept. Told to end by the system, it
 * does not ask.
 *
 * @param tidy is done last
 */
export function quitGracefully(
  window: BrowserWindow,
  runs: RunControl,
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

  async function ask(): Promise<void> {
    if (stage !== 'open') return
    stage = 'asking'
    if (runs.active === null || (await isSure(window))) await end()
    else stage = 'open'
  }

  async function end(): Promise<void> {
    if (stage === 'ending' || stage === 'ended') return
    stage = 'ending'
    try {
      await runs.stop()
      await tidy()
    } finally {
      stage = 'ended'
      app.quit()
    }
  }
}

async function isSure(window: BrowserWindow): Promise<boolean> {
  const { response } = await dialog.showMessageBox(window, {
    type: 'question',
    message: 'A run is going on.',
    detail: 'What was measured until now is kept in the library, marked as partial.',
    buttons: ['Cancel the Run and Quit', 'Go On Measuring'],
    defaultId: 1,
    cancelId: 1,
  })
  return response === 0
}
