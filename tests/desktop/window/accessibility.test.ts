import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Page } from 'playwright-core'
import type { Command } from '../../../src/contract/command'
import { axeFaultsInBothThemes } from './axe-faults'
import { hasDesktop, openDesktop, type Desktop } from '../open-desktop'
import { shortSpecOfEveryone, watchRun } from '../watch-run'

/** Each view, the command of the menu that leads to it, and what is there once it is shown. */
const views: readonly (readonly [Command, (page: Page) => Promise<void>])[] = [
  ['show-run', (page) => page.getByRole('radio', { name: /^io-bound/ }).waitFor()],
  ['show-library', (page) => page.getByRole('heading', { name: 'Library', exact: true }).waitFor()],
  [
    'show-method',
    (page) => page.getByRole('heading', { name: 'This machine', exact: true }).waitFor(),
  ],
  ['show-about', (page) => page.getByRole('dialog').waitFor()],
]

describe.runIf(hasDesktop)('in both themes axe', () => {
  let desktop: Desktop
  beforeAll(async () => {
    desktop = await openDesktop()
  })
  afterAll(() => desktop.close())

  it('finds nothing before the first run', async () => {
    for (const view of views) await findsNothingIn(view)
  })

  it('finds nothing after a run of every contender', async () => {
    const { page } = desktop
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    await watchRun(page, shortSpecOfEveryone({ durationMs: 200 }))
    await choose('show-run')
    await page.locator('tr.headline').waitFor()
    for (const view of views) await findsNothingIn(view)
  })

  async function findsNothingIn([id, isShown]: (typeof views)[number]): Promise<void> {
    await choose(id)
    await isShown(desktop.page)
    await expect.poll(() => axeFaultsInBothThemes(desktop.page)).toEqual([])
  }

  /** Chooses a command in the menu. */
  function choose(command: Command): Promise<void> {
    return desktop.app.evaluate(({ Menu }, id) => {
      Menu.getApplicationMenu()?.getMenuItemById(id)?.click()
    }, command)
  }
})
