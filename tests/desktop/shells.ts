import type { Page } from 'playwright-core'
import { openBrowser } from './open-browser'
import { hasBrowser } from './start-chromium'
import { hasDesktop, openDesktop, type Viewport } from './open-desktop'

/** The lab in one of its shells. */
export interface Shown {
  readonly page: Page
  /** Its folder. */
  readonly home: string
  /** Everything that the page wrote to its console as an error or threw. */
  readonly complaints: string[]
  close(): Promise<void>
}

/** The shells that a person sees: what it is called, whether it can be opened here, and how. */
export const shells: readonly (readonly [
  string,
  boolean,
  (viewport?: Viewport, home?: string) => Promise<Shown>,
])[] = [
  ['the window', hasDesktop, (viewport, home) => openDesktop(home, viewport)],
  ['a real browser', hasBrowser, openBrowser],
]
