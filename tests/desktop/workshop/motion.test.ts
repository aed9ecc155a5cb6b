import type { Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { openBrowser, type BrowserLab } from '../open-browser'
import { hasBrowser } from '../start-chromium'

describe.runIf(hasBrowser)('what moves in a lesson', () => {
  let lab: BrowserLab
  beforeAll(async () => {
    lab = await openBrowser({ width: 1024, height: 768 })
    await lab.page.evaluate(countTravels)
    await lab.page.getByRole('button', { name: 'Workshop' }).click()
    await lab.page.getByRole('button', { name: /^12\b/ }).waitFor()
  })
  afterAll(() => lab.close())

  const open = async (number: number): Promise<void> => {
    const { page } = lab
    const back = page.getByRole('button', { name: 'All lessons' })
    if (await back.isVisible()) await back.click()
    const lessons = page.getByRole('list', { name: 'Lessons' })
    await lessons.getByRole('button', { name: new RegExp(`^${number}\\b`) }).click()
    await page.getByRole('button', { name: 'Go on without an answer' }).click()
    await page.locator('.transport input:enabled').waitFor()
  }

  describe('the tokens of the tasks', () => {
    beforeEach(async () => {
      await lab.page.emulateMedia({ reducedMotion: null })
      await open(2)
      await at(lab.page, 30)
    })

    it('travel over one step on and back, and jump where one scrubs', async () => {
      const { page } = lab
      const before = await travels(page)
      await page.getByRole('button', { name: 'Step', exact: true }).click()
      await expect.poll(() => travels(page)).toBeGreaterThan(before)
      const on = await travels(page)
      await page.getByRole('button', { name: 'Back', exact: true }).click()
      await expect.poll(() => travels(page)).toBeGreaterThan(on)
      const back = await travels(page)
      await at(page, 50)
      await expect.poll(() => page.getByText(/^50 of/).isVisible()).toBe(true)
      expect(await travels(page)).toBe(back)
      // None is left on its way.
      const moving = page
        .locator('.token')
        .evaluateAll((tokens) => tokens.flatMap((token) => token.getAnimations()).length)
      expect(await moving).toBe(0)
    })

    it('jump where the system asks for less motion, and are where they belong', async () => {
      const { page } = lab
      const runs = page.locator('.token[data-spot="running"]')
      await page.emulateMedia({ reducedMotion: 'reduce' })
      const before = await travels(page)
      for (let step = 0; step < 4; step += 1) {
        await page.getByRole('button', { name: 'Step', exact: true }).click()
      }
      await expect.poll(() => page.getByText(/^34 of/).isVisible()).toBe(true)
      await expect.poll(() => runs.count()).toBe(1)
      expect(await travels(page)).toBe(before)
    })
  })

  describe('the door of lesson 8', () => {
    beforeEach(async () => {
      await lab.page.emulateMedia({ reducedMotion: null })
      await open(8)
    })
    const door = () => lab.page.getByRole('region', { name: 'At the door' })

    it('the lateness counts up while the hog holds the core, and the slider frees the ticker', async () => {
      await door().getByRole('button', { name: 'Play' }).click()
      await door()
        .getByText(/^[1-9]\d* ms late$/)
        .waitFor()
      await door().getByText('Latest tick with 1 piece: 295 ms').waitFor()
      const slider = door().getByRole('slider')
      await slider.focus()
      await slider.press('End')
      await door()
        .getByText(/^Latest tick with 1 piece: 295 ms · 100 pieces: \d ms$/)
        .waitFor()
      await lab.page.locator('.transport input:enabled').waitFor()
    })

    it('the door shows with less motion at once how late the tick was', async () => {
      await lab.page.emulateMedia({ reducedMotion: 'reduce' })
      await door().getByRole('button', { name: 'Play' }).click()
      await door().getByText('295 ms late').waitFor()
    })
  })

  describe('the race of lesson 11', () => {
    beforeEach(async () => {
      await lab.page.emulateMedia({ reducedMotion: 'reduce' })
      await open(11)
    })

    it('the race shows with less motion its end at once, by who wins at what jobs compute', async () => {
      const race = lab.page.getByRole('region', { name: 'The race' })
      await race.getByText(/^The loop is through 1\d\.\d times as soon/).waitFor()
      await race.getByText(/^Simulated: /).waitFor()
      await expect.poll(() => race.getByText('400 of 400').count()).toBe(2)
      await race.getByText('10 ms', { exact: true }).click()
      await race.getByText(/^The threads are through /).waitFor()
    })

    it('the race can be seen again', async () => {
      await lab.page.emulateMedia({ reducedMotion: null })
      const race = lab.page.getByRole('region', { name: 'The race' })
      // Begun and held by two presses at once: it would be over before a busy machine looks.
      await race.getByRole('button', { name: 'Again' }).dblclick()
      await race.getByRole('button', { name: 'Start the race' }).waitFor()
      await expect.poll(() => race.getByText('400 of 400').count()).toBeLessThan(2)
    })
  })
})

const at = (page: Page, event: number): Promise<void> =>
  page.getByRole('slider', { name: 'Event' }).fill(String(event))

/** How many travels of tokens began so far. */
const travels = (page: Page): Promise<number> =>
  page.evaluate(() => Number(document.documentElement.dataset.travels))

/** In the page: counts them, as one is over before a test on a busy machine can look. */
function countTravels(): void {
  const { dataset } = document.documentElement
  const animate = Reflect.get<Element, 'animate'>(Element.prototype, 'animate')
  dataset.travels = '0'
  Element.prototype.animate = function (...given) {
    dataset.travels = String(Number(dataset.travels) + 1)
    return animate.apply(this, given)
  }
}
