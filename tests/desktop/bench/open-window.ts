import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { _electron, type ElectronApplication, type Page } from 'playwright-core'
import type { Runtime } from '../../../build/runtime/find-runtime'
import { sandboxSwitches } from '../../../build/runtime/sandbox'
import type { LabApi } from '../../../src/contract/lab-api'

declare global {
  interface Window {
    /** What the preload gives the page. */
    readonly lab: LabApi
  }
}

/** The lab's window, opened to be measured. */
export interface OpenWindow {
  readonly app: ElectronApplication
  readonly page: Page
  /** The folder of its library and preferences. */
  readonly home: string
  /** From starting the process until the button that starts a run can be pressed. Milliseconds. */
  readonly startMs: number
  close(): Promise<void>
}

/**
 * Opens the built lab with a library of its own, and waits until it can be used.
 *
 * @param fill puts runs into the folder before that
 */
export async function openWindow(
  runtime: Runtime,
  display: string | null,
  fill: (home: string) => Promise<void> = () => Promise.resolve(),
): Promise<OpenWindow> {
  const home = await mkdtemp(join(tmpdir(), 'scratch-bench-'))
  await fill(home)
  const inherited = Object.entries(process.env).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value] as const],
  )
  const startedMs = performance.now()
  const app = await _electron.launch({
    executablePath: runtime.executable,
    args: [...sandboxSwitches(), process.cwd()],
    env: {
      ...Object.fromEntries(inherited),
      COREWISE_HOME: home,
      ...(display === null ? {} : { DISPLAY: display }),
    },
  })
  const page = await app.firstWindow()
  await page.locator('.foot button.press:enabled').waitFor()
  return {
    app,
    page,
    home,
    startMs: performance.now() - startedMs,
    close: async () => {
      await app.close()
      await rm(home, { recursive: true, force: true })
    },
  }
}
