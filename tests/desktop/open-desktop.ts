import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { _electron, errors, type ElectronApplication, type Page } from 'playwright-core'
import { inject } from 'vitest'
import { ANSWER_MS, openPatiently, PATIENCE_MS } from './open-patiently'
import type { LabApi } from '../../src/contract/lab-api'
import { sandboxSwitches } from '../../build/runtime/sandbox'

declare global {
  interface Window {
    /** What the preload gives the page. */
    readonly lab: LabApi
  }
}

const projectFolder = join(import.meta.dirname, '../..')

/** The display of this worker; undefined where there is none. */
const display = ((displays) => displays[Number(process.env.VITEST_POOL_ID) % displays.length])(
  inject('displays'),
)

/** True where the window can be opened at all. */
export const hasDesktop = inject('runtime') !== null && display !== undefined

/** The lab's real window, with a library and preferences of its own. */
export interface Desktop {
  readonly app: ElectronApplication
  readonly page: Page
  readonly home: string
  /** Everything that the page wrote to its console or threw. */
  readonly complaints: string[]
  close(): Promise<void>
}

/**
 * Opens the built lab; `home` keeps an earlier one's library and preferences. `viewport` is the
 * size of the page in CSS pixels where it is not the window's.
 */
export function openDesktop(home?: string, viewport?: Viewport): Promise<Desktop> {
  return openPatiently((onBegun) => openOnce(home, viewport, onBegun))
}

/** The size of a page in CSS pixels. */
export interface Viewport {
  readonly width: number
  readonly height: number
}

/** A start takes two seconds, and some twenty on a busy machine. */
const START_MS = 50_000

/**
 * Starts Electron. One start of a hundred on a busy machine is up, but never answers the debugger
 * by which it is driven: it is ended, said, and begun once more. How the lab itself starts has
 * tests of its own.
 */
async function launch(
  options: Parameters<typeof _electron.launch>[0],
): Promise<ElectronApplication> {
  try {
    return await _electron.launch({ ...options, timeout: START_MS })
  } catch (error) {
    if (!(error instanceof errors.TimeoutError)) throw error
    console.warn(
      `Electron did not answer its debugger within ${START_MS / 1000} s: it is started again`,
    )
    return _electron.launch({ ...options, timeout: START_MS })
  }
}

/**
 * One call of thousands into the main process is made, but its answer is lost: V8 collects what the
 * debugger waits with. It is asked again; the tests' calls may be made twice.
 */
function askAgainWhereLost(app: ElectronApplication): void {
  const ask = app.evaluate.bind(app) as (...given: unknown[]) => Promise<unknown>
  const askAgain = async (...given: unknown[]): Promise<unknown> => {
    try {
      return await ask(...given)
    } catch (error) {
      if (!(error instanceof Error) || !error.message.includes(LOST_ANSWER)) throw error
      return askAgain(...given)
    }
  }
  app.evaluate = askAgain as typeof app.evaluate
}

/** What Playwright says of such an answer. */
const LOST_ANSWER = 'Resulting promise was garbage collected'

async function openOnce(
  home: string | undefined,
  viewport: Viewport | undefined,
  onBegun: (abandon: () => void) => void,
): Promise<Desktop> {
  const folder = home ?? (await mkdtemp(join(tmpdir(), 'scratch-desktop-')))
  const { executable, args, env } = startOf(folder)
  const app = await launch({ executablePath: executable, args, env })
  onBegun(() => app.process().kill('SIGKILL'))
  askAgainWhereLost(app)
  app.context().setDefaultTimeout(ANSWER_MS)
  const page = await app.firstWindow({ timeout: PATIENCE_MS })
  if (viewport !== undefined) await page.setViewportSize(viewport)
  const complaints: string[] = []
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) complaints.push(message.text())
  })
  page.on('pageerror', (error) => complaints.push(error.message))
  // A window has an empty page first; what is asked of that one is lost with it.
  await page.waitForURL('corewise://lab/**', { timeout: PATIENCE_MS })
  await page.waitForFunction(() => 'lab' in window, null, { timeout: PATIENCE_MS })
  return {
    app,
    page,
    home: folder,
    complaints,
    close: async () => {
      await app.close()
      if (home === undefined) await rm(folder, { recursive: true, force: true, maxRetries: 10 })
    },
  }
}

/** What starts the built lab with `home` as its folder: a program, its arguments and variables. */
export function startOf(home: string): {
  executable: string
  args: string[]
  env: Record<string, string>
} {
  const runtime = inject('runtime')
  if (runtime === null) throw new Error('there is no runtime')
  return {
    executable: runtime.executable,
    args: [...sandboxSwitches(), projectFolder],
    env: environmentOf(home),
  }
}

/** The variables of a lab with `home` as its folder, on the display of this worker. */
export function environmentOf(home: string): Record<string, string> {
  const inherited = Object.entries(process.env).filter(
    (entry): entry is [string, string] => entry[1] !== undefined,
  )
  return {
    ...Object.fromEntries(inherited),
    COREWISE_HOME: home,
    ...(display === undefined ? {} : { DISPLAY: display }),
  }
}
