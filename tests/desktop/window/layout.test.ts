import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { keepRuns, keepSurveys } from '../library/kept-runs'
import { shells, type Shown } from '../shells'
import { layoutFaults } from './layout-faults'
import { keptForLayout, layoutStates } from './layout-states'

/** What a window of its usual sizes shows at 100 % and at 200 %, in CSS pixels. */
const sizes = [
  [1_024, 768],
  [1_920, 1_080],
  [640, 400],
  [512, 384],
  // The last, as it is the one in which the next state is come to.
  [1_280, 800],
] as const
/** What only a page of a browser can have: a zoom of 144 %, tablets and telephones upright. */
const narrow = [
  [889, 556],
  [800, 1_280],
  [560, 800],
  [390, 844],
  [320, 568],
] as const
/** The window shows the same page at the usual sizes: here the lowest of them is enough. */
const inBrowser = [[512, 384], ...narrow] as const

describe.each(shells)('the layout of %s', (shell, isThere, open) => {
  let home: string
  let shown: Shown
  beforeAll(async () => {
    if (!isThere) return
    home = await mkdtemp(join(tmpdir(), 'scratch-layout-'))
    await keepRuns(home, keptForLayout())
    await keepSurveys(home)
    shown = await open({ width: 1_280, height: 800 }, home)
  })
  afterAll(async () => {
    if (!isThere) return
    await shown.close()
    await rm(home, { recursive: true, force: true, maxRetries: 10 })
  })

  it.runIf(isThere).each(layoutStates)('has room for everything in $name', async (state) => {
    const { page } = shown
    await page.setViewportSize({ width: 1_280, height: 800 })
    await state.come(page)
    const looked = (await state.open?.(page)) ?? page
    for (const [width, height] of shell === 'the window' ? sizes : inBrowser) {
      await looked.setViewportSize({ width, height })
      const size = { message: `at ${width} × ${height}` }
      await expect.poll(() => layoutFaults(looked, state.root), size).toEqual([])
    }
  })

  it.runIf(isThere)('leaves the page without a complaint', () => {
    expect(shown.complaints).toEqual([])
  })
})
