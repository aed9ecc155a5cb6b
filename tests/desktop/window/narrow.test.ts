import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { keepRuns, runNamed, sweepOfConcurrency } from '../library/kept-runs'
import { openBrowser, type BrowserLab } from '../open-browser'
import { hasBrowser } from '../start-chromium'

/** In CSS pixels: 1280 × 800 at a zoom of 144 %, tablets and telephones upright, slivers. */
const sizes = [
  { width: 889, height: 556 },
  { width: 800, height: 1_280 },
  { width: 560, height: 800 },
  { width: 390, height: 844 },
  { width: 200, height: 300 },
  { width: 60, height: 60 },
] as const

describe.runIf(hasBrowser)('a narrow page', () => {
  let home: string
  let lab: BrowserLab
  let page: Page
  beforeAll(async () => {
    home = await mkdtemp(join(tmpdir(), 'scratch-narrow-'))
    await keepRuns(home, [runNamed('one'), runNamed('two', 1), sweepOfConcurrency()])
    lab = await openBrowser({ width: 1_280, height: 800 }, home)
    page = lab.page
  })
  afterAll(async () => {
    await lab.close()
    await rm(home, { recursive: true, force: true, maxRetries: 10 })
  })

  /** Two frames later everything is laid out and drawn: a page that never ends draws none. */
  const drawn = (): Promise<number> =>
    page.evaluate(
      () =>
        new Promise<number>((resolve) => {
          requestAnimationFrame(() => {
            requestAnimationFrame(() => {
              resolve(document.querySelectorAll('canvas').length)
            })
          })
        }),
    )

  async function throughSizes(): Promise<void> {
    for (const size of sizes) {
      await page.setViewportSize(size)
      // In a sliver there is no room for a chart at all.
      await expect.poll(drawn).toBeGreaterThanOrEqual(size.width < 560 ? 0 : 1)
    }
    await page.setViewportSize({ width: 1_280, height: 800 })
    expect(lab.complaints).toEqual([])
  }

  const go = async (view: string): Promise<void> => {
    await page.getByRole('button', { name: view, exact: true }).click()
  }

  it.each(['one', 'swept over concurrency'])('shows the charts of the kept "%s"', async (name) => {
    await go('Library')
    await page.locator('button.open', { hasText: name }).click()
    await page.locator('canvas').first().waitFor()
    await throughSizes()
  })

  it('brings what was opened into sight, though it follows the fields', async () => {
    await page.setViewportSize({ width: 640, height: 400 })
    const stage = page.locator('section.stage')
    const topOfStage = () => stage.evaluate((element) => element.getBoundingClientRect().top)
    await go('Library')
    await page.locator('button.open', { hasText: 'one' }).click()
    await expect.poll(topOfStage).toBeLessThan(100)
    await page.getByRole('button', { name: /^From the literature/ }).click()
    await expect.poll(topOfStage).toBeLessThan(100)
    // Who only chooses a preset goes on with its fields.
    const preset = page.getByRole('radio', { name: /^mixed/ })
    await preset.click()
    await expect
      .poll(() => preset.evaluate((each) => each.getBoundingClientRect().top))
      .toBeGreaterThanOrEqual(0)
    await page.setViewportSize({ width: 1_280, height: 800 })
  })

  it('keeps the titles of lessons apart from their minutes', async () => {
    await page.setViewportSize({ width: 320, height: 700 })
    await go('Workshop')
    const items = page.getByRole('list', { name: 'Lessons' }).getByRole('button')
    await items.first().waitFor()
    const gapsPx = await items.evaluateAll((buttons) =>
      buttons.map((button) => {
        const [, title, minutes] = [...button.children].map((part) => part.getBoundingClientRect())
        return (minutes?.left ?? 0) - (title?.right ?? 0)
      }),
    )
    expect(gapsPx.length).toBeGreaterThan(0)
    expect(Math.min(...gapsPx)).toBeGreaterThanOrEqual(8)
    await page.setViewportSize({ width: 1_280, height: 800 })
    await go('Run')
  })

  it('shows a chart that fills the stage', async () => {
    await page
      .getByRole('button', { name: /^Enlarge: / })
      .first()
      .click()
    await throughSizes()
    await page.keyboard.press('Escape')
  })

  it('shows runs laid over each other', async () => {
    await go('Library')
    for (const name of ['one', 'two']) await page.getByLabel(`Compare ${name}`).check()
    await page.locator('canvas').first().waitFor()
    await throughSizes()
  })
})
