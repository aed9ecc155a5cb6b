import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { hasDisplay } from '../../build/runtime/display'
import { describeRuntime, findRuntime, type Runtime } from '../../build/runtime/find-runtime'
import { startScreens } from './start-screen'

declare module 'vitest' {
  export interface ProvidedContext {
    readonly runtime: Runtime | null
    readonly chromium: string | null
    /** A display for each worker, so that windows do not take the focus from one another. */
    readonly displays: readonly string[]
  }
}

const projectFolder = join(import.meta.dirname, '../..')

/**
 * Finds what the desktop's tests need: an Electron, a display and a Chromium. Tests of what cannot
 * be had are left out, and this prints so.
 */
export default async function setup(project: TestProject): Promise<() => void> {
  const screens = hasDisplay(process.env) ? [] : await startScreens(project.config.maxWorkers)
  const displays =
    process.env.DISPLAY === undefined
      ? screens.map(({ display }) => display)
      : [process.env.DISPLAY]
  const runtime = await findRuntime({ environment: process.env, projectFolder, say })
  const chromium = findChromium()

  if (typeof runtime === 'string') leaveOut('the desktop window', runtime)
  else say(describeRuntime(runtime))
  if (displays.length === 0) leaveOut('the desktop window', 'there is no display and no Xvfb')
  if (chromium === null) leaveOut('the browser shell', 'no Chromium was found (COREWISE_CHROMIUM)')

  project.provide('runtime', typeof runtime === 'string' ? null : runtime)
  project.provide('chromium', chromium)
  project.provide('displays', displays)
  return () => {
    for (const screen of screens) screen.process.kill()
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
