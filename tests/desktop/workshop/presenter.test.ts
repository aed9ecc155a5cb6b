import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Workshop } from '../../../src/engine/lesson/workshop'
import { pairVerdict } from '../../../src/report/verdict/pair-verdict'
import { usualPair } from '../../../src/engine/spec/main-pair'
import { clickTo } from '../click-to'
import { newestRun, runsIn } from '../newest-run'
import { shells, type Shown } from '../shells'
import { shortSpec } from '../watch-run'

describe.each(shells)('the presenter in %s', (_name, isThere, open) => {
  describe.runIf(isThere)('with the lessons of the lab', () => {
    let shown: Shown
    beforeAll(async () => {
      shown = await open({ width: 1024, height: 768 })
      const { page } = shown
      await page.getByRole('button', { name: 'Workshop' }).click()
      await page.getByRole('button', { name: /^7\b/ }).click()
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
    const drawStroke = async (
      from: readonly [number, number],
      to: readonly [number, number],
    ): Promise<void> => {
      const { keyboard, mouse } = shown.page
      await keyboard.press('p')
      await mouse.move(...from)
      await mouse.down()
      await mouse.move(...to, { steps: 4 })
      await mouse.up()
    }
    const end = async (): Promise<void> => {
      await presenter().getByRole('button', { name: 'End' }).last().click()
      await presenter().waitFor({ state: 'hidden' })
      const back = shown.page.getByRole('button', { name: 'All lessons' })
      await back.click()
    }

    it('goes with a clicker from the text to both programs and the question, plays the run, and shows the answer and what it means', async () => {
      await start()
      const { page } = shown
      await page.getByRole('heading', { name: 'CPU-bound and I/O-bound' }).waitFor()
      await page.keyboard.press('PageDown')
      await page.getByRole('textbox', { name: 'Program in Python' }).waitFor()
      // Straight from the one to both: the run of the other is not ended by that of its twin.
      await page.getByText('TypeScript', { exact: true }).click()
      await page.getByText('Both', { exact: true }).click()
      await page.getByRole('textbox', { name: 'Twin in TypeScript' }).waitFor()
      await clickTo(page, 3)
      await page.getByRole('group', { name: 'Question' }).waitFor()
      await page.keyboard.press('2')
      const second = page.getByRole('group', { name: 'Question' }).getByRole('button').nth(1)
      await expect.poll(() => second.getAttribute('aria-pressed')).toBe('true')
      await page.keyboard.press('PageDown')
      await page.getByRole('region', { name: 'Program' }).waitFor()
      const slider = page.getByRole('slider', { name: 'Event' })
      await page.locator('.transport input:enabled').waitFor()
      await page.keyboard.press('PageDown')
      await page.getByRole('button', { name: 'Pause' }).waitFor()
      await page.keyboard.press('PageDown')
      await expect.poll(() => slider.inputValue()).toBe(await slider.getAttribute('max'))
      await page.keyboard.press('PageDown')
      await page.getByText(/^(As you said|Not as you said): /).waitFor()
      await page.keyboard.press('PageDown')
      await page.getByText(/All tasks can wait at the same time/).waitFor()
      await page.keyboard.press('PageUp')
      await page.keyboard.press('PageUp')
      await page.getByRole('region', { name: 'Program' }).waitFor()
      // What is shown is remembered.
      await page.getByText('Python', { exact: true }).click()
      await end()
      expect(shown.complaints).toEqual([])
    })

    it('steps through a program with the arrows, and goes on at its end', async () => {
      await start()
      const { page } = shown
      await clickTo(page, 4)
      const slider = page.getByRole('slider', { name: 'Event' })
      await page.locator('.transport input:enabled').waitFor()
      await page.keyboard.press('ArrowRight')
      await page.keyboard.press('ArrowRight')
      await page.keyboard.press('ArrowLeft')
      await expect.poll(() => slider.inputValue()).toBe('1')
      await page.getByRole('button', { name: 'End', exact: true }).first().click()
      await page.keyboard.press('ArrowRight')
      await page.getByText(/^What the run shows: /).waitFor()
      await end()
    })

    it('the presenter has Home and End for what is shown, as a lesson has, and a list that leads to any slide', async () => {
      await start()
      const { page } = shown
      await page.getByRole('combobox', { name: 'Slide' }).selectOption({ index: 3 })
      await page.locator('.transport input:enabled').waitFor()
      const slider = page.getByRole('slider', { name: 'Event' })
      await page.keyboard.press('End')
      await expect.poll(() => slider.inputValue()).toBe(await slider.getAttribute('max'))
      await page.keyboard.press('Home')
      await expect.poll(() => slider.inputValue()).toBe('0')
      await page.keyboard.press('ArrowRight')
      await expect.poll(() => slider.inputValue()).toBe('1')
      await expect.poll(() => place().innerText()).toMatch(/^4 of /)
      await page.keyboard.press('PageUp')
      await page.keyboard.press('End')
      await expect.poll(() => place().innerText()).toMatch(/^3 of /)
      await end()
    })

    it('the presenter is set in type of at least 24 px, and code of at least 20 px, within 1024 × 768', async () => {
      await start()
      const { page } = shown
      const sizeOf = (selector: string): Promise<number> =>
        page
          .locator(selector)
          .first()
          .evaluate((element) => Number.parseFloat(getComputedStyle(element).fontSize))
      expect(await sizeOf('.presenter .markdown p')).toBeGreaterThanOrEqual(24)
      await clickTo(page, 3)
      expect(await sizeOf('.presenter .asked')).toBeGreaterThanOrEqual(24)
      await page.keyboard.press('PageDown')
      expect(await sizeOf('.presenter .cm-line')).toBeGreaterThanOrEqual(20)
      const overflow = (): Promise<number[]> =>
        page.evaluate(() => {
          const { scrollWidth, scrollHeight } = document.documentElement
          return [scrollWidth - innerWidth, scrollHeight - innerHeight]
        })
      await expect.poll(overflow).toEqual([0, 0])
      await end()
    })

    it('shows 16 rows of a program at least, and always the line that runs with rows around it', async () => {
      await start()
      const { page } = shown
      await clickTo(page, 4)
      await page.locator('.transport input:enabled').waitFor()
      const scroller = page.locator('.presenter .cm-scroller')
      const rowPx = await scroller.evaluate((element) =>
        Number.parseFloat(getComputedStyle(element).lineHeight),
      )
      await expect
        .poll(async () => (await scroller.evaluate((each) => each.clientHeight)) / rowPx)
        .toBeGreaterThanOrEqual(16)

      const running = page.locator('.presenter .cm-line.running')
      const told = presenter().getByRole('listitem').filter({ hasText: ' running' })
      /** How many rows there are between the line that runs and the edges of what is in sight. */
      const rowsAround = async (): Promise<number[]> => {
        const [own, whole] = [await running.boundingBox(), await scroller.boundingBox()]
        if (own === null || whole === null) throw new Error('the line that runs is not there')
        return [own.y - whole.y, whole.y + whole.height - own.y - own.height].map(
          (distancePx) => distancePx / rowPx,
        )
      }
      const lines = new Set<string>()
      const slider = page.getByRole('slider', { name: 'Event' })
      const length = Number(await slider.getAttribute('max'))
      for (let event = 1; event <= length; event += 1) {
        await page.keyboard.press('ArrowRight')
        await expect.poll(() => slider.inputValue()).toBe(String(event))
        const [line] = (await told.allInnerTexts()).flatMap((text) => /line \d+/g.exec(text) ?? [])
        if (line === undefined) continue
        lines.add(line)
        await expect.poll(async () => Math.min(...(await rowsAround()))).toBeGreaterThan(1)
      }
      expect(lines.size).toBeGreaterThan(2)

      while ((await running.count()) === 0) await page.keyboard.press('ArrowLeft')
      await page.setViewportSize({ width: 1024, height: 560 })
      await expect.poll(async () => Math.min(...(await rowsAround()))).toBeGreaterThan(0)
      await page.setViewportSize({ width: 1024, height: 768 })
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
      await expect
        .poll(() => notes.getByRole('region', { name: 'Notes' }).innerText())
        .toMatch(/^.{41}/s)
      await notes.getByText('Next: CPU-bound and I/O-bound: the program').waitFor()
      await notes.getByRole('button', { name: 'Next' }).click()
      await notes.getByText('Next: CPU-bound and I/O-bound: question').waitFor()
      await expect.poll(() => place().innerText()).toMatch(/^2 of /)
      await notes.keyboard.press('PageUp')
      await notes.getByText('Next: CPU-bound and I/O-bound: the program').waitFor()
      await expect.poll(() => place().innerText()).toMatch(/^1 of /)
      const closed = notes.waitForEvent('close')
      await end()
      await closed
      expect(shown.complaints).toEqual([])
    })

    it('shows all slides at once, and goes to the one that keys or a number choose', async () => {
      await start()
      const { page } = shown
      await page.keyboard.press('o')
      const overview = page.getByRole('dialog', { name: 'All slides' })
      await overview.waitFor()
      const focused = page.locator(':focus')
      await expect.poll(() => focused.innerText()).toMatch(/^1\s+text$/)
      await page.keyboard.press('End')
      const count = Number(/\d+$/.exec(await place().innerText())?.[0])
      await expect.poll(() => focused.innerText()).toContain(String(count))
      await page.keyboard.press('Home')
      await page.keyboard.press('ArrowRight')
      await page.keyboard.press('Enter')
      await expect.poll(() => place().innerText()).toMatch(/^2 of /)
      await expect.poll(() => overview.count()).toBe(0)
      await page.keyboard.press('o')
      await overview.waitFor()
      await page.keyboard.press('Escape')
      await expect.poll(() => overview.count()).toBe(0)
      await page.keyboard.press('7')
      await page.keyboard.press('Enter')
      await expect.poll(() => place().innerText()).toMatch(/^7 of /)
      await end()
    })

    it('draws with the pen over a slide, and the next slide is clean', async () => {
      await start()
      const { page } = shown
      await drawStroke([300, 300], [400, 350])
      const strokes = page.locator('.pen polyline')
      await expect.poll(() => strokes.count()).toBe(1)
      await expect.poll(() => strokes.getAttribute('points')).toMatch(/^\S+( \S+){4}$/)
      await page.keyboard.press('PageDown')
      await expect.poll(() => strokes.count()).toBe(0)
      await end()
    })

    it('keeps what the pen drew where it is on the slide when the window gets another size', async () => {
      await start()
      const { page } = shown
      await drawStroke([200, 150], [600, 450])
      /** The left, top, right and bottom of the stroke, each as a share of the slide. */
      const shares = (): Promise<number[]> =>
        page.locator('.pen').evaluate((pen) => {
          const whole = pen.getBoundingClientRect()
          const stroke = pen.querySelector('polyline')?.getBoundingClientRect() ?? new DOMRect()
          return [
            (stroke.left - whole.left) / whole.width,
            (stroke.top - whole.top) / whole.height,
            (stroke.right - whole.left) / whole.width,
            (stroke.bottom - whole.top) / whole.height,
          ]
        })
      await expect.poll(async () => (await shares())[2]).toBeGreaterThan(0.5)
      const before = await shares()
      await page.setViewportSize({ width: 1600, height: 900 })
      const pen = page.locator('.pen')
      await expect.poll(() => pen.evaluate(({ clientWidth }) => clientWidth)).toBeGreaterThan(1_024)
      await expect
        .poll(shares)
        .toEqual(before.map((share) => expect.closeTo(share, 2) as unknown as number))
      await page.setViewportSize({ width: 1024, height: 768 })
      await end()
    })

    it('counts down the time of an exercise, a minute more or less', async () => {
      await start()
      const { page } = shown
      await page.keyboard.press('c')
      const timer = page.getByRole('timer')
      await expect.poll(() => timer.innerText()).toMatch(/^(3:00|2:\d\d)$/)
      await page.keyboard.press('+')
      await expect.poll(() => timer.innerText()).toMatch(/^(4:00|3:\d\d)$/)
      await page.keyboard.press('-')
      await page.keyboard.press('c')
      await expect.poll(() => timer.count()).toBe(0)
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
      await expect.poll(theme).not.toBe(before)
      await page.keyboard.press('t')
      await page.keyboard.press('Escape')
      await presenter().waitFor({ state: 'hidden' })
      await page.getByRole('button', { name: 'All lessons' }).click()
      expect(shown.complaints).toEqual([])
    })

    it('gives the focus back to what had it, or to the heading of the lesson that takes its place', async () => {
      const { page } = shown
      const present = page.getByRole('button', { name: 'Present', exact: true })
      await present.focus()
      await page.keyboard.press('Enter')
      await page.getByRole('heading', { name: 'CPU-bound and I/O-bound' }).waitFor()
      await page.keyboard.press('Escape')
      await presenter().waitFor({ state: 'hidden' })
      const focused = page.locator(':focus')
      await expect.poll(() => focused.innerText()).toBe('1. CPU-bound and I/O-bound')
      await page.getByRole('button', { name: 'All lessons' }).click()

      const rail = page.getByRole('button', { name: 'Workshop', exact: true })
      await rail.focus()
      // As from the menu, which leaves the focus where it is.
      await present.evaluate((button: HTMLElement) => {
        button.click()
      })
      await presenter().waitFor()
      await page.keyboard.press('Escape')
      await presenter().waitFor({ state: 'hidden' })
      await expect.poll(() => focused.innerText()).toBe('Workshop')
      await page.getByRole('button', { name: 'All lessons' }).click()
    })

    it('the presenter has choices that can be read where they are chosen, under the pointer too', async () => {
      await start()
      const { page } = shown
      await clickTo(page, 3)
      const choice = page.getByRole('group', { name: 'Question' }).getByRole('button').first()
      await choice.click()
      const shownIn = () =>
        choice.evaluate((element) => {
          const { color, backgroundColor, fontSize } = getComputedStyle(element)
          return { color, backgroundColor, size: Number.parseFloat(fontSize) }
        })
      const ink = await page.evaluate(() => getComputedStyle(document.body).color)
      // Its colours change over a moment.
      await expect.poll(async () => (await shownIn()).backgroundColor).toBe(ink)
      await expect.poll(async () => (await shownIn()).color).not.toBe(ink)
      expect((await shownIn()).size).toBeGreaterThanOrEqual(24)
      await end()
    })

    it('says what a comparison will measure, and keeps its chart within the slide', async () => {
      const { page } = shown
      const spec = shortSpec({ workload: { kind: 'cpu', cpuMs: 5 }, concurrency: 8 })
      const workshop: Workshop = {
        kind: 'corewise-workshop',
        schemaVersion: 3,
        title: 'One comparison',
        items: [
          {
            kind: 'experiment',
            experiment: { title: 'Jobs that compute', spec },
            minutes: 5,
            notes: '',
          },
        ],
      }
      await page.locator('input[type=file]').setInputFiles({
        name: 'one.json',
        mimeType: 'application/json',
        buffer: Buffer.from(JSON.stringify(workshop)),
      })
      await page.getByRole('heading', { name: 'One comparison' }).waitFor()
      await start()
      const measure = presenter().getByRole('button', { name: /^Measure: / })
      await presenter().getByText('8 jobs computing 5 ms').waitFor()
      const before = await runsIn(shown.home)
      await measure.click()
      const frame = presenter().locator('.frame.expanded')
      await frame.locator('canvas').waitFor()
      // Its points come in while it is measured, and the words of the verdict at its end.
      const { headline } = pairVerdict(await newestRun(shown.home, before), usualPair)
      await presenter().getByText(headline).first().waitFor()
      const isWithin = () =>
        frame.evaluate((element) => {
          const card = element.getBoundingClientRect()
          const plot = element.querySelector('canvas')?.getBoundingClientRect() ?? card
          return (
            Math.floor(plot.right) <= Math.floor(card.right) &&
            Math.floor(plot.bottom) <= Math.floor(card.bottom)
          )
        })
      await expect.poll(isWithin).toBe(true)
      await end()

      // Another room guesses first: until then nothing of that run is there.
      await start()
      await presenter().getByRole('group', { name: 'Guess' }).waitFor()
      await expect.poll(() => presenter().getByText(headline).count()).toBe(0)
      await expect.poll(() => presenter().locator('canvas').count()).toBe(0)
      await page.keyboard.press('2')
      await presenter().getByText(`Guessed: ${spec.contenders[1]}`).waitFor()
      await presenter().getByText(headline).first().waitFor()
      await frame.locator('canvas').waitFor()
      await end()
      await page
        .getByRole('combobox', { name: 'Workshop that is shown' })
        .selectOption('All lessons')
    })

    it('reads a program longer than its slide to its end with a clicker, both texts together, before it goes on, and back as well', async () => {
      await start()
      const { page } = shown
      await page.keyboard.press('PageDown')
      await page.getByText('Both', { exact: true }).click()
      await page.getByRole('textbox', { name: 'Twin in TypeScript' }).waitFor()
      // The arrows would choose another language while that has the focus.
      await page.evaluate(() => {
        if (document.activeElement instanceof HTMLElement) document.activeElement.blur()
      })
      const own = await place().innerText()
      const tops = (): Promise<number[]> =>
        page
          .locator('.presenter .cm-scroller')
          .evaluateAll((parts) => parts.map(({ scrollTop }) => scrollTop))
      const longest = (): Promise<number> =>
        page
          .locator('.presenter .cm-scroller')
          .evaluateAll((parts) =>
            Math.max(...parts.map((p) => p.scrollHeight - p.clientHeight - p.scrollTop)),
          )
      await expect.poll(longest).toBeGreaterThan(40)
      await page.keyboard.press('ArrowDown')
      await expect.poll(async () => Math.min(...(await tops()))).toBeGreaterThan(40)
      await page.keyboard.press('ArrowUp')
      await expect.poll(tops).toEqual([0, 0])

      let clicks = 0
      while ((await longest()) >= 1) {
        await page.keyboard.press('PageDown')
        await expect.poll(() => place().innerText()).toBe(own)
        clicks += 1
      }
      expect(clicks).toBeGreaterThan(0)
      await page.keyboard.press('PageUp')
      await expect.poll(() => place().innerText()).toBe(own)
      while ((await longest()) >= 1) await page.keyboard.press('PageDown')
      await page.keyboard.press('PageDown')
      await expect.poll(() => place().innerText()).not.toBe(own)
      await page.getByRole('group', { name: 'Question' }).waitFor()
      await page.keyboard.press('PageUp')
      await page.getByText('Python', { exact: true }).click()
      await page.keyboard.press('PageUp')
      await page.getByRole('heading', { name: 'CPU-bound and I/O-bound' }).waitFor()
      await end()
    })

    it('keeps a prediction once the run has answered it', async () => {
      await start()
      const { page } = shown
      await clickTo(page, 3)
      await page.keyboard.press('2')
      await clickTo(page, 4)
      await page.locator('.transport input:enabled').waitFor()
      await page.getByRole('button', { name: 'End', exact: true }).first().click()
      await clickTo(page, 5)
      const said = page.getByText(/^(As you said|Not as you said): /)
      const verdict = await said.innerText()
      const choices = page.getByRole('group', { name: 'Question' }).getByRole('button')
      await page.keyboard.press('1')
      await choices.first().click({ force: true })
      await expect.poll(() => said.innerText()).toBe(verdict)
      await expect.poll(() => choices.nth(1).getAttribute('aria-pressed')).toBe('true')
      await expect.poll(() => choices.first().getAttribute('aria-disabled')).toBe('true')
      await end()
    })

    it('shows what the run with other controls says, on the slide of the answer', async () => {
      await start()
      const { page } = shown
      await clickTo(page, 4)
      await page.locator('.transport input:enabled').waitFor()
      await page.getByRole('button', { name: 'End', exact: true }).first().click()
      await page.keyboard.press('PageDown')
      await page.getByText('What the run shows: 500 ms, one after the other.').waitFor()
      await presenter().getByLabel('Jobs of each kind').fill('1')
      await presenter().getByLabel('Jobs of each kind').press('Enter')
      await page.getByText('What the run shows: 100 ms, as long as one of them.').waitFor()
      await end()
    })

    it('the presenter is led by the clicker from within the editor, which keeps what it printed in sight', async () => {
      await start()
      const { page } = shown
      await clickTo(page, 4)
      await page.locator('.transport input:enabled').waitFor()
      await page.getByRole('button', { name: 'End', exact: true }).first().click()
      const output = presenter().getByText('5 jobs that compute took 500 ms')
      const edgeOf = (part: typeof output, edge: 'top' | 'bottom'): Promise<number> =>
        part.evaluate((element, name) => element.getBoundingClientRect()[name], edge)
      const transport = await edgeOf(page.locator('.transport'), 'top')
      await expect.poll(() => edgeOf(output, 'bottom')).toBeLessThanOrEqual(transport)

      await page.getByRole('textbox', { name: 'Program in Python' }).focus()
      await page.keyboard.press('b')
      await expect.poll(() => page.getByText('The screen is black').count()).toBe(0)
      await page.keyboard.press('PageDown')
      await expect.poll(() => place().innerText()).toMatch(/^5 of /)
      await page.keyboard.press('PageUp')
      await page.getByRole('textbox', { name: 'Program in Python' }).focus()
      await page.keyboard.press('Escape')
      await presenter().waitFor({ state: 'hidden' })
      await page.getByRole('button', { name: 'All lessons' }).click()
      expect(shown.complaints).toEqual([])
    })

    it('ends the black screen with a click, and the countdown with itself', async () => {
      await start()
      const { page } = shown
      await page.keyboard.press('b')
      await page.getByText('The screen is black').waitFor()
      await page.mouse.click(500, 300)
      await page.getByText('The screen is black').waitFor({ state: 'hidden' })
      await page.keyboard.press('c')
      await page.getByRole('timer').waitFor()
      await end()
      await start()
      await expect.poll(() => page.getByRole('timer').count()).toBe(0)
      await end()
    })
  })
})
