import {
  chromium,
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
} from 'playwright-core'
import { inject } from 'vitest'
import { sandboxSwitches } from '../../build/runtime/sandbox'
import { ANSWER_MS, PATIENCE_MS } from './open-patiently'

/** True where there is a browser that can be started. */
export const hasBrowser = inject('chromium') !== null

/** Starts the Chromium of this machine, without a window. */
export function startChromium(): Promise<Browser> {
  const executablePath = inject('chromium')
  if (executablePath === null) throw new Error('there is no Chromium')
  return chromium.launch({ executablePath, args: [...sandboxSwitches()], timeout: PATIENCE_MS })
}

/** A person's part of a browser, whose pages may take as long as a busy machine needs. */
export async function patientContext(
  browser: Browser,
  options?: BrowserContextOptions,
): Promise<BrowserContext> {
  const context = await browser.newContext(options)
  context.setDefaultTimeout(ANSWER_MS)
  return context
}
