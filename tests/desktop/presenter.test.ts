import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { shells, type Shown } from './shells'

describe.each(shells)('the presenter in %s', (_name, isThere, open) => {
  describe.runIf(isThere)('with the lessons of the lab', () => {
    let shown: Shown
    beforeAll(async () => {
      shown = await open()
      const { page } = shown
      await page.setViewportSize({ width: 1024, height: 768 })
      await page.getByRole('button', { name: 'Workshop' }).click()
      await page.getByRole('button', { name: /^7/ }).click()
      await page.getByText('Answer the question first.').waitFor()
      await page.getByRole('button', { name: 'All lessons' }).click()
    })
    afterAll(() => shown.close())

    const presenter = () => shown.page.getByRole('region', { name: 'Presenter' })
    const place = () => presenter().getByRole('toolbar').getByRole('status')
    const start = async (): Promise<void> => {
      await shown.page.getByRole('button', { name: 'Present', exact: true }).click()
      await presenter().waitFor()
    }
    const end = async (): Promise<void> => {
      await presenter().getByRole('button', { name: 'End' }).last().click()
      await presenter().waitFor({ state: 'hidden' })
      const back = shown.page.getByRole('button', { name: 'All lessons' })
      await back.click()
    }

    it('goes with a clicker from the text to the question, plays the program, and shows the answer', async () => {
      await start()
      const { page } = shown
      await page.getByRole('heading', { name: 'CPU-bound and I/O-bound' }).waitFor()
      await page.keyboard.press('PageDown')
      await page.getByRole('group', { name: 'Question' }).waitFor()
      await page.keyboard.press('2')
      expect(
        await page
          .getByRole('group', { name: 'Question' })
          .getByRole('button')
          .nth(1)
          .getAttribute('aria-pressed'),
      ).toBe('true')
      await page.keyboard.press('PageDown')
      await page.getByRole('region', { name: 'Program' }).waitFor()
      const slider = page.getByRole('slider', { name: 'Event' })
      await page.locator('.transport input:enabled').waitFor()
      await page.keyboard.press('PageDown')
      await page.getByRole('button', { name: 'Pause' }).waitFor()
      await page.keyboard.press('PageDown')
      expect(await slider.inputValue()).toBe(await slider.getAttribute('max'))
      await page.keyboard.press('PageDown')
      await page.getByText(/^(As you said|Not as you said): /).waitFor()
      await page.keyboard.press('PageUp')
      await page.getByRole('region', { name: 'Program' }).waitFor()
      await end()
      expect(shown.complaints).toEqual([])
    })

    it('steps through a program with the arrows, and goes on at its end', async () => {
      await start()
      const { page } = shown
      await page.keyboard.press('PageDown')
      await page.keyboard.press('PageDown')
      const slider = page.getByRole('slider', { name: 'Event' })
      await page.locator('.transport input:enabled').waitFor()
      await page.keyboard.press('ArrowRight')
      await page.keyboard.press('ArrowRight')
      await page.keyboard.press('ArrowLeft')
      expect(await slider.inputValue()).toBe('1')
      await page.getByRole('button', { name: 'End', exact: true }).first().click()
      await page.keyboard.press('ArrowRight')
      await page.getByText(/^What the run shows: /).waitFor()
      await end()
    })

    it('is set in type of at least 24 px, and code of at least 20 px, within 1024 × 768', async () => {
      await start()
      const { page } = shown
      const sizeOf = (selector: string): Promise<number> =>
        page
          .locator(selector)
          .first()
          .evaluate((element) => Number.parseFloat(getComputedStyle(element).fontSize))
      expect(await sizeOf('.presenter .markdown p')).toBeGreaterThanOrEqual(24)
      await page.keyboard.press('PageDown')
      expect(await sizeOf('.presenter .asked')).toBeGreaterThanOrEqual(24)
      await page.keyboard.press('PageDown')
      expect(await sizeOf('.presenter .cm-line')).toBeGreaterThanOrEqual(20)
      const overflow = await page.evaluate(() => {
        const { scrollWidth, scrollHeight } = document.documentElement
        return [scrollWidth - innerWidth, scrollHeight - innerHeight]
      })
      expect(overflow).toEqual([0, 0])
      await end()
    })

    it('shows the notes and what is next in a second window, which leads it and closes with it', async () => {
      await start()
      const { page } = shown
      const [notes] = await Promise.all([
        page.waitForEvent('popup'),
        presenter().getByRole('button', { name: 'Notes' }).click(),
      ])
      await notes.getByRole('heading', { name: 'CPU-bound and I/O-bound' }).waitFor()
      expect(
        (await notes.getByRole('region', { name: 'Notes' }).innerText()).length,
      ).toBeGreaterThan(40)
      await notes.getByText('Next: CPU-bound and I/O-bound: question').waitFor()
      await notes.getByRole('button', { name: 'Next' }).click()
      await notes.getByText('Next: CPU-bound and I/O-bound: program').waitFor()
      expect(await place().innerText()).toMatch(/^2 of /)
      await notes.keyboard.press('PageUp')
      await notes.getByText('Next: CPU-bound and I/O-bound: question').waitFor()
      expect(await place().innerText()).toMatch(/^1 of /)
      const closed = notes.waitForEvent('close')
      await end()
      await closed
      expect(shown.complaints).toEqual([])
    })

    it('draws with the pen over a slide, and the next slide is clean', async () => {
      await start()
      const { page } = shown
      await page.keyboard.press('p')
      await page.mouse.move(300, 300)
      await page.mouse.down()
      await page.mouse.move(400, 350, { steps: 4 })
      await page.mouse.up()
      const strokes = page.locator('.pen polyline')
      expect(await strokes.count()).toBe(1)
      expect((await strokes.getAttribute('points'))?.split(' ')).toHaveLength(5)
      await page.keyboard.press('PageDown')
      expect(await strokes.count()).toBe(0)
      await end()
    })

    it('counts down the time of an exercise, a minute more or less', async () => {
      await start()
      const { page } = shown
      await page.keyboard.press('c')
      const timer = page.getByRole('timer')
      expect(await timer.innerText()).toMatch(/^(3:00|2:5\d)$/)
      await page.keyboard.press('+')
      expect(await timer.innerText()).toMatch(/^(4:00|3:5\d)$/)
      await page.keyboard.press('-')
      await page.keyboard.press('c')
      expect(await timer.count()).toBe(0)
      await end()
    })

    it('turns the screen black and back, changes the theme, and leaves with Escape', async () => {
      await start()
      const { page } = shown
      await page.keyboard.press('b')
      await page.getByText('The screen is black').waitFor()
      await page.keyboard.press('b')
      await page.getByText('The screen is black').waitFor({ state: 'hidden' })
      const theme = () => page.evaluate(() => document.documentElement.dataset.theme)
      const before = await theme()
      await page.keyboard.press('t')
      expect(await theme()).not.toBe(before)
      await page.keyboard.press('t')
      await page.keyboard.press('Escape')
      await presenter().waitFor({ state: 'hidden' })
      expect(shown.complaints).toEqual([])
    })
  })
})
