import { app } from 'electron'
import { join, resolve } from 'node:path'

/** Puts the window's own files under `COREWISE_HOME` too, where it is set. */
export function useHomeFolder(): void {
  const home = process.env.COREWISE_HOME
  if (home) app.setPath('userData', join(resolve(home), 'desktop'))
}
