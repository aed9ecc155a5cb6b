import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { hasDisplay } from '../../build/runtime/display'
import { describeRuntime, findRuntime, type Runtime } from '../../build/runtime/find-runtime'
import { startScreen } from './start-screen'

declare module 'vitest' {
  export interface ProvidedContext {
    readonly runtime: Runtime | null
    readonly chromium: string | null
    readonly display: string | null
  }
}

const projectFolder = join(import.meta.dirname, '../..')

/**
 * Finds what the desktop's tests need: an Electron, a display and a Chromium. Tests of what cannot
 * be had are left out, and this prints so.
 */
export default async function setup(project: TestProject): Promise<() => void> {
  const screen = hasDisplay(process.env) ? null : await startScreen()
  const display = process.env.DISPLAY ?? screen?.display ?? null
  const runtime = await findRuntime({ environment: process.env, projectFolder, say })
  const chromium = findChromium()

  if (typeof runtime === 'string') leaveOut('the desktop window', runtime)
  else say(describeRuntime(runtime))
  if (display === null) leaveOut('the desktop window', 'there is no display and no Xvfb')
  if (chromium === null) leaveOut('the browser shell', 'no Chromium was found (COREWISE_CHROMIUM)')

  project.provide('runtime', typeof runtime === 'string' ? null : runtime)
  project.provide('chromium', chromium)
  project.provide('display', display)
  return () => {
    screen?.process.kill()
  }
}

function findChromium(): string | null {
  const candidates = [
    process.env.COREWISE_CHROMIUM,
    '/usr/bin/chromium',
    '/usr/bin/chromium-browser',
    '/usr/bin/google-chrome',
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  ]
  return candidates.find((path) => path !== undefined && existsSync(path)) ?? null
}

function leaveOut(what: string, why: string): void {
  say(`LEFT OUT: tests of ${what}: ${why}`)
}

function say(line: string): void {
  process.stdout.write(`${line}\n`)
}
