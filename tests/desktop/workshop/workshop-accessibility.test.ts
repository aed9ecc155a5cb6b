import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { axeFaultsInBothThemes } from '../window/axe-faults'
import { clickTo } from '../click-to'
import { hasDesktop, openDesktop, type Desktop } from '../open-desktop'

describe.runIf(hasDesktop)('in both themes of the workshop axe', () => {
  let desktop: Desktop
  beforeAll(async () => {
    desktop = await openDesktop()
    const { page } = desktop
    // Narrow, so that what can scroll has to.
    await page.setViewportSize({ width: 1024, height: 768 })
    await page.getByRole('button', { name: 'Workshop' }).click()
    await page.getByRole('button', { name: /^12\b/ }).waitFor()
  })
  afterAll(() => desktop.close())

  it('finds nothing in the list, the handout’s dialog, and what puts a workshop together', async () => {
    const { page } = desktop
    await expect.poll(() => axeFaultsInBothThemes(page)).toEqual([])
    await page.getByRole('button', { name: 'Handout…' }).click()
    await page.getByRole('dialog').waitFor()
    await expect.poll(() => axeFaultsInBothThemes(page)).toEqual([])
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: 'New workshop…' }).click()
    await page.getByLabel('Title').fill('One of each')
    await page.getByLabel('Add a lesson').selectOption({ label: '8. Nobody can interrupt a task' })
    await page.getByLabel('Add an experiment').selectOption({ label: 'cpu-bound' })
    await page
      .getByLabel('Add a lesson')
      .selectOption({ label: '11. Not more cores, one core better used' })
    await page.getByLabel('Add an experiment').selectOption({ label: 'McGranaghan 2010' })
    await expect.poll(() => axeFaultsInBothThemes(page)).toEqual([])
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByRole('heading', { name: 'One of each' }).waitFor()
    await expect.poll(() => axeFaultsInBothThemes(page)).toEqual([])
  })

  it('finds nothing in a lesson before the question is answered and in the middle of its run', async () => {
    const { page } = desktop
    await items(page).first().click()
    await page.getByText('Answer the question first.').waitFor()
    await expect.poll(() => axeFaultsInBothThemes(page)).toEqual([])
    await page.getByRole('group', { name: 'Question' }).getByRole('button').first().click()
    await page.getByRole('slider', { name: 'Event' }).fill('40')
    await expect.poll(() => axeFaultsInBothThemes(page)).toEqual([])
    await page.getByRole('button', { name: 'All lessons' }).click()
  })

  it('finds nothing in an experiment, and in a recording', async () => {
    const { page } = desktop
    await items(page).nth(1).click()
    await page.getByRole('heading', { name: 'cpu-bound' }).waitFor()
    await expect.poll(() => axeFaultsInBothThemes(page)).toEqual([])
    await page.getByRole('button', { name: 'All lessons' }).click()
    const recording = await page.evaluate(async () => {
      const source =
        "import { print } from 'corewise'\nexport function* main() {\n  print('here')\n}\n"
      const language = 'typescript'
      const program = { name: 'one', language, source, clock: 'virtual', controls: {} } as const
      const reply = await window.lab.runProgram(program)
      return reply.ok ? reply.value.recording : null
    })
    await page.locator('input[type=file]').setInputFiles({
      name: 'one.json',
      mimeType: 'application/json',
      buffer: Buffer.from(JSON.stringify(recording)),
    })
    await page.getByRole('heading', { name: 'one.json' }).waitFor()
    await expect.poll(() => axeFaultsInBothThemes(page)).toEqual([])
    await page.getByRole('button', { name: 'All lessons' }).click()
  })

  it('finds nothing on a slide of each kind, over them, and in the window with the notes', async () => {
    const { page } = desktop
    await page.getByRole('button', { name: 'Present', exact: true }).click()
    const presenter = page.getByRole('region', { name: 'Presenter' })
    const place = presenter.getByRole('toolbar').getByRole('status')
    await presenter.getByRole('heading').waitFor()
    await expect.poll(() => axeFaultsInBothThemes(page)).toEqual([])
    const [notes] = await Promise.all([page.waitForEvent('popup'), page.keyboard.press('n')])
    await notes.getByRole('region', { name: 'Notes' }).waitFor()
    await expect.poll(() => axeFaultsInBothThemes(notes, page)).toEqual([])

    await clickTo(page, 2)
    await presenter.getByRole('textbox', { name: 'Program in Python' }).waitFor()
    await expect.poll(() => axeFaultsInBothThemes(page)).toEqual([])
    await clickTo(page, 3)
    await page.keyboard.press('1')
    await expect.poll(() => axeFaultsInBothThemes(page)).toEqual([])
    await clickTo(page, 4)
    await page.locator('.transport input:enabled').waitFor()
    await page.getByRole('slider', { name: 'Event' }).fill('40')
    await expect.poll(() => axeFaultsInBothThemes(page)).toEqual([])
    await page.getByRole('button', { name: 'End', exact: true }).first().click()
    await page.keyboard.press('PageDown')
    await page.getByText(/^(As you said|Not as you said): /).waitFor()
    await expect.poll(() => axeFaultsInBothThemes(page)).toEqual([])
    await page.keyboard.press('PageDown')
    await presenter.locator('.markdown').waitFor()
    await expect.poll(() => axeFaultsInBothThemes(page)).toEqual([])
    await page.keyboard.press('PageDown')
    await presenter.getByRole('heading', { name: 'At the door' }).waitFor()
    await presenter.getByText(/^Latest tick with 1 piece: /).waitFor()
    await expect.poll(() => axeFaultsInBothThemes(page)).toEqual([])
    await page.keyboard.press('PageDown')
    await presenter.getByRole('button', { name: /^Measure: / }).waitFor()
    await page.keyboard.press('c')
    await expect.poll(() => axeFaultsInBothThemes(page)).toEqual([])
    await page.keyboard.press('b')
    await expect.poll(() => axeFaultsInBothThemes(page)).toEqual([])
    await expect.poll(() => place.innerText()).toMatch(/^8 of /)
    await page.keyboard.press('b')
    // The race is at its end at once.
    await page.emulateMedia({ reducedMotion: 'reduce' })
    const slides = presenter.getByRole('combobox', { name: 'Slide' })
    const titles = await slides.locator('option').allInnerTexts()
    await slides.selectOption({ index: titles.findIndex((title) => title.endsWith(': the race')) })
    await presenter.getByRole('heading', { name: 'The race' }).waitFor()
    await presenter.getByRole('button', { name: 'Again' }).waitFor()
    await expect.poll(() => axeFaultsInBothThemes(page)).toEqual([])
    await page.emulateMedia({ reducedMotion: null })
    await slides.selectOption({ index: titles.length - 1 })
    await presenter.getByRole('group', { name: 'Guess' }).waitFor()
    await expect.poll(() => axeFaultsInBothThemes(page)).toEqual([])
    await page.keyboard.press('Escape')
    expect(desktop.complaints).toEqual([])
  })
})

const items = (page: Page) => page.getByRole('list', { name: 'Lessons' }).getByRole('button')
