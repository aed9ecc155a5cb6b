import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import type { Viewport } from './open-desktop'
import { openPatiently, PATIENCE_MS } from './open-patiently'
import { patientContext, startChromium } from './start-chromium'

const server = join(import.meta.dirname, '../../out/main/server.cjs')

/** The browser shell, and a real browser that is on its page. */
export interface BrowserLab {
  readonly address: string
  readonly browser: Browser
  readonly page: Page
  readonly shell: ChildProcess
  readonly home: string
  /** Everything that the page wrote to its console as an error or threw. */
  readonly complaints: string[]
  close(): Promise<void>
}

/**
 * Starts the built browser shell and opens its address in Chromium; `viewport` in CSS pixels,
 * `home` keeps an earlier one's library and preferences.
 */
export function openBrowser(viewport?: Viewport, home?: string): Promise<BrowserLab> {
  return openPatiently((onBegun) => openOnce(viewport, home, onBegun))
}

async function openOnce(
  viewport: Viewport | undefined,
  kept: string | undefined,
  onBegun: (abandon: () => void) => void,
): Promise<BrowserLab> {
  const home = kept ?? (await mkdtemp(join(tmpdir(), 'scratch-browser-')))
  const shell = spawn(process.execPath, [server], {
    env: { ...process.env, COREWISE_HOME: home },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  onBegun(() => shell.kill('SIGKILL'))
  const address = await readAddress(shell)
  const browser = await startChromium()
  onBegun(() => void browser.close())
  const page = await (await patientContext(browser)).newPage()
  if (viewport !== undefined) await page.setViewportSize(viewport)
  const complaints: string[] = []
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text())
  })
  page.on('pageerror', (error) => complaints.push(error.message))
  await page.goto(address, { timeout: PATIENCE_MS })
  const close = async (): Promise<void> => {
    await browser.close()
    if (shell.exitCode === null) {
      const ended = once(shell, 'exit')
      shell.kill('SIGTERM')
      await ended
    }
    if (kept === undefined) await rm(home, { recursive: true, force: true, maxRetries: 10 })
  }
  return { address, browser, page, shell, home, complaints, close }
}

async function readAddress({ stdout }: ChildProcess): Promise<string> {
  let text = ''
  for await (const chunk of stdout ?? []) {
    text += String(chunk)
    const address = /http:\/\/\S+/.exec(text)
    if (address) return address[0]
  }
  throw new Error(`The browser shell said no address, only "${text}"`)
}
