import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Command } from '../../../src/contract/command'
import { nodeContenders } from '../../node-contenders'
import { axeFaults } from './axe-faults'
import { hasDesktop, openDesktop, type Desktop } from '../open-desktop'
import { shortSpec, watchRun } from '../watch-run'

const views: readonly Command[] = ['show-run', 'show-library', 'show-method', 'show-about']

describe.runIf(hasDesktop).each(['light', 'dark'] as const)('in the %s theme axe', (theme) => {
  let desktop: Desktop
  beforeAll(async () => {
    desktop = await openDesktop()
    await desktop.page.evaluate((name) => window.lab.changePreferences({ theme: name }), theme)
  })
  afterAll(() => desktop.close())

  it('finds nothing before the first run', async () => {
    for (const view of views) expect(await faultsOf(view)).toEqual([])
  })

  it('finds nothing after a run of every contender', async () => {
    await desktop.page.keyboard.press('Escape')
    await watchRun(desktop.page, shortSpec({ contenders: [...nodeContenders] }))
    for (const view of views) expect(await faultsOf(view)).toEqual([])
  })

  /** What axe objects to in a view, one line for every element. */
  async function faultsOf(view: Command): Promise<string[]> {
    await desktop.app.evaluate(({ Menu }, id) => {
      Menu.getApplicationMenu()?.getMenuItemById(id)?.click()
    }, view)
    return axeFaults(desktop.page)
  }
})
