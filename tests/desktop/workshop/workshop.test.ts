import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { join } from 'node:path'
import type { ElementHandle, Locator, Page } from 'playwright-core'
import { readLessons } from '../../../src/host/lesson/lessons'
import { shells, type Shown } from '../shells'

const { lessons } = await readLessons(join(import.meta.dirname, '../../../resources/lessons'))

/** The first words of what is said once the run has answered the question. */
function conclusionOf(number: number): string {
  const { conclusion } = lessons.find((lesson) => lesson.number === number) ?? { conclusion: '' }
  return conclusion.split(/[.*`]/)[0] ?? ''
}

/** Lets the controls of the open lesson be drawn again with the values that they have. */
async function drawAgain(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const { config } = (document.querySelector('#app') as unknown as Mounted).__vue_app__
    const { lesson } = config.globalProperties.$pinia.state.value
    lesson.controls = { ...lesson.controls }
    await new Promise(requestAnimationFrame)
  })
}

/**
 * Presses a button so many times and gives what the loop showed before each. Within the page, where
 * a click takes a frame; the mouse takes ten times as long.
 */
async function statesAt(loop: Locator, button: Locator, presses: number): Promise<string[]> {
  const pressed = (await button.elementHandle()) as ElementHandle<HTMLElement>
  return loop.evaluate(
    async (region, { control, times }) => {
      const states: string[] = []
      for (let press = 0; press < times; press += 1) {
        states.push((region as HTMLElement).innerText)
        control.click()
        await new Promise(requestAnimationFrame)
      }
      return states
    },
    { control: pressed, times: presses },
  )
}

/** What Vue notes at the element that it is mounted in. */
interface Mounted {
  readonly __vue_app__: {
    readonly config: {
      readonly globalProperties: {
        readonly $pinia: { readonly state: { readonly value: { lesson: { controls: object } } } }
      }
    }
  }
}

/**
 * Every lesson in the window; of a browser it is to be seen that programs reach it and come back.
 */
const lessonsIn = (shell: string): number[] =>
  shell === 'the window' ? Array.from({ length: 12 }, (_, index) => index + 1) : [1, 7]

describe.each(shells)('the workshop in %s', (shell, isThere, open) => {
  describe.runIf(isThere)('with its lessons', () => {
    let shown: Shown
    beforeAll(async () => {
      shown = await open()
      await shown.page.getByRole('button', { name: 'Workshop' }).click()
      await shown.page.getByRole('button', { name: /^12\b/ }).waitFor()
    })
    afterAll(() => shown.close())

    // From the list of lessons as they are, whatever became of the test before.
    beforeEach(async () => {
      const { page } = shown
      await page.getByRole('button', { name: 'Workshop', exact: true }).click()
      for (const name of ['Undo changes', 'All lessons']) {
        const button = page.getByRole('button', { name })
        if (await button.isVisible()) await button.click()
      }
      await page.getByRole('list', { name: 'Lessons' }).waitFor()
    })

    it.each(lessonsIn(shell))(
      'lesson %i runs to its end, its prediction is checked, and going back gives the same states',
      async (number) => {
        const { page } = shown
        const list = page.getByRole('list', { name: 'Lessons' })
        await list
          .getByRole('button')
          .nth(number - 1)
          .click()
        await page.getByText('Answer the question first.').waitFor()
        await expect
          .poll(() => page.getByRole('button', { name: 'Step', exact: true }).isDisabled())
          .toBe(true)
        await page.getByRole('textbox', { name: 'Program in Python' }).waitFor()
        const conclusion = conclusionOf(number)
        await expect.poll(() => page.getByText(conclusion).count()).toBe(0)
        await page.getByRole('group', { name: 'Question' }).getByRole('button').first().click()

        const loop = page.getByRole('region', { name: 'The loop' })
        const step = page.getByRole('button', { name: 'Step', exact: true })
        const back = page.getByRole('button', { name: 'Back', exact: true })
        const first = await loop.innerText()
        await step.click()
        const states = [first, ...(await statesAt(loop, step, 11))]
        await page.getByRole('button', { name: 'End', exact: true }).click()
        await page.getByText(/^(As you said|Not as you said): /).waitFor()
        await page.getByText(conclusion).waitFor()
        await page.getByRole('slider', { name: 'Event' }).fill('12')
        await back.click()
        await expect.poll(() => loop.innerText()).toBe(states[11])
        expect(await statesAt(loop, back, 12)).toEqual([...states].reverse())
        expect(new Set(states).size).toBeGreaterThan(3)
        expect(shown.complaints).toEqual([])
        await page.getByRole('button', { name: 'All lessons' }).click()
      },
    )

    it('the workshop keeps what is being typed, whatever is drawn meanwhile', async () => {
      const { page } = shown
      await page.getByRole('button', { name: /^1(?!\d)/ }).click()
      const jobs = page.getByLabel('Jobs of each kind')
      await jobs.fill('99')
      await drawAgain(page)
      await expect.poll(() => jobs.inputValue()).toBe('99')
      await jobs.press('Tab')
      await page.getByRole('alert').getByText('got 99.').waitFor()
      await expect.poll(() => jobs.inputValue()).toBe('5')
    })

    it('the workshop says what a control cannot take and does not run it, and asks about a changed one again', async () => {
      const { page } = shown
      await page.getByRole('button', { name: /^1(?!\d)/ }).click()
      await page.getByText('Answer the question first.').waitFor()
      const jobs = page.getByLabel('Jobs of each kind')
      await jobs.fill('99')
      await jobs.press('Tab')
      await page
        .getByText('Jobs of each kind: expected a whole number from 1 to 50, got 99.')
        .waitFor()
      await expect.poll(() => jobs.inputValue()).toBe('5')
      await page.getByRole('button', { name: 'All lessons' }).click()

      await page.getByRole('button', { name: /^7\b/ }).click()
      await page.getByText('Answer the question first.').waitFor()
      const answer = page.getByRole('group', { name: 'Question' }).getByRole('button').first()
      await answer.click()
      const control = page.getByLabel('One more await inside the for')
      await control.click()
      await page.getByText('Answer the question first.').waitFor()
      await page.getByText(/^Changed: “One more await .* is on; the question has off\.$/).waitFor()
      // The new run begins where it is shown: what is gone to before that is of the old one.
      await page.getByRole('button', { name: 'Run program' }).waitFor()
      await answer.click()
      // The switch has the focus, and takes no arrows.
      await control.focus()
      await page.keyboard.press('ArrowRight')
      await page.getByText(/^1 of \d+$/).waitFor()
      await page.getByRole('button', { name: 'All lessons' }).click()
    })

    it('a changed program is run again, an error stands at its line, an endless loop is stopped', async () => {
      const { page } = shown
      await page.getByRole('button', { name: /^2\b/ }).click()
      await page.getByRole('group', { name: 'Question' }).getByRole('button').first().click()
      await page.getByText('TypeScript', { exact: true }).click()
      const program = page.getByRole('textbox', { name: 'Program in TypeScript' })
      const run = page.getByRole('button', { name: 'Run program' })
      const write = async (text: string): Promise<void> => {
        await program.press('Control+a')
        await page.keyboard.insertText(text)
      }
      await write(
        "import { print } from 'corewise'\nexport function* main() {\n  print('changed here')\n}\n",
      )
      await page.getByText('Changed since it ran').waitFor()
      await run.click()
      await page.getByText('Changed since it ran').waitFor({ state: 'hidden' })
      await page.getByRole('button', { name: 'End', exact: true }).click()
      const loop = page.getByRole('region', { name: 'The loop' })
      await expect.poll(() => loop.innerText()).toContain('changed here')

      await write("export function* main() {\n  throw new Error('as planned')\n}\n")
      await run.click()
      const fault = page.locator('.cm-line.fault')
      await fault.waitFor()
      await expect.poll(() => fault.innerText()).toContain('throw new Error')

      // The mark ends the last line here: only there did the browser lose the first letter.
      await program.press('Control+End')
      await page.keyboard.type('(((')
      await page.keyboard.press('Control+Enter')
      await fault.getByText('(((').waitFor()
      await program.click()
      await page.keyboard.press('Control+a')
      await page.keyboard.type('export function')
      await expect.poll(() => program.innerText()).toMatch(/^\s*export function\s*$/)
      await page.keyboard.press('Control+z')

      await write('export function* main() {\n  for (;;) {}\n}\n')
      await run.click()
      await page.getByRole('alert').getByText('nobody can interrupt a task').waitFor()

      await page.getByRole('button', { name: 'Undo changes' }).click()
      await page.getByText('Changed since it ran').waitFor({ state: 'hidden' })
      await expect.poll(() => page.getByRole('button', { name: 'Undo changes' }).count()).toBe(0)
      expect(shown.complaints).toEqual([])
      await page.getByRole('button', { name: 'All lessons' }).click()
    })

    it('keeps a changed program while another lesson is looked at, until the change is undone', async () => {
      const { page } = shown
      await page.getByRole('button', { name: /^2\b/ }).click()
      await page.getByText('Answer the question first.').waitFor()
      await page.getByRole('textbox', { name: 'Program in TypeScript' }).press('Control+Home')
      await page.keyboard.insertText('// Not to be lost.\n')
      await page.getByRole('button', { name: 'All lessons' }).click()
      await page.getByRole('button', { name: /^3\b/ }).click()
      await page.getByText('Answer the question first.').waitFor()
      await expect.poll(() => page.getByText('// Not to be lost.').count()).toBe(0)
      await page.getByRole('button', { name: 'All lessons' }).click()
      await page.getByRole('button', { name: /^2\b/ }).click()
      await page.getByText('// Not to be lost.').waitFor()
      await page.getByRole('button', { name: 'Undo changes' }).click()
      await page.getByText('// Not to be lost.').waitFor({ state: 'hidden' })
      await page.getByRole('button', { name: 'All lessons' }).click()
    })

    it('the workshop has its lanes by time where the lesson says so, and by event where that is chosen or no time passes', async () => {
      const { page } = shown
      const lanes = page.getByRole('combobox', { name: 'Lanes' })
      const drawing = page.getByRole('img', { name: /^What the loop runs/ })
      await page.getByRole('button', { name: /^1(?!\d)/ }).click()
      await page.getByText('Answer the question first.').waitFor()
      await page.getByRole('group', { name: 'Question' }).getByRole('button').first().click()
      await expect.poll(() => lanes.inputValue()).toBe('time')
      await expect.poll(() => drawing.getAttribute('aria-label')).toContain('by the loop’s time')
      await lanes.selectOption('events')
      await expect.poll(() => drawing.getAttribute('aria-label')).toContain('event by event')
      const slider = page.getByRole('slider', { name: 'Event' })
      const { width = 0 } = (await drawing.boundingBox()) ?? {}
      await drawing.click({ position: { x: width / 2, y: 10 } })
      await expect.poll(async () => Number(await slider.inputValue())).toBeGreaterThan(2)
      await page.getByRole('button', { name: 'Start', exact: true }).click()
      await page.getByRole('combobox', { name: 'Step by' }).selectOption('iteration')
      await page.getByRole('button', { name: 'Step', exact: true }).click()
      await page.getByText(/^an iteration begins; ready: /i).waitFor()
      await page.getByRole('combobox', { name: 'Step by' }).selectOption('event')
      await page.getByRole('button', { name: 'All lessons' }).click()
      await page.getByRole('button', { name: /^2\b/ }).click()
      await page.getByText('Answer the question first.').waitFor()
      await page.getByRole('group', { name: 'Question' }).getByRole('button').first().click()
      await expect.poll(() => lanes.isDisabled()).toBe(true)
      await expect.poll(() => lanes.inputValue()).toBe('events')
      await page.getByRole('button', { name: 'All lessons' }).click()
    })

    it('stays at the open lesson and where one was in it while another view is looked at', async () => {
      const { page } = shown
      await page.getByRole('button', { name: /^2\b/ }).click()
      await page.getByRole('group', { name: 'Question' }).getByRole('button').first().click()
      const slider = page.getByRole('slider', { name: 'Event' })
      await slider.fill('20')
      await page.getByRole('button', { name: 'Method' }).click()
      await slider.waitFor({ state: 'hidden' })
      await page.getByRole('button', { name: 'Workshop' }).click()
      await expect.poll(() => slider.inputValue()).toBe('20')
      await page.getByRole('button', { name: 'All lessons' }).click()
    })
  })
})
