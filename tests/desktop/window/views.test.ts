import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { unbroken } from '../../../src/report/format'
import { standingNotes } from '../../../src/report/note/status-notes'
import { runVerdict } from '../../../src/report/verdict/run-verdict'
import { resultReadout } from '../../../src/renderer/model/readout'
import { noteWords } from '../note-words'
import { hasDesktop, openDesktop, type Desktop } from '../open-desktop'
import { newestRun, runsIn } from '../newest-run'
import { axeFaultsInBothThemes } from './axe-faults'
import { shortSpec } from '../watch-run'

describe.runIf(hasDesktop)('the views of the lab', () => {
  let desktop: Desktop
  beforeAll(async () => {
    desktop = await openDesktop()
  })
  afterAll(() => desktop.close())

  it('invites to press one button, and says what can be known beforehand', async () => {
    await desktop.page.getByRole('button', { name: 'Run io-bound' }).waitFor()
    await desktop.page.getByText('At most, before anything is measured').waitFor()
    await expect.poll(() => axeFaultsInBothThemes(desktop.page)).toEqual([])
  })

  it('refuses a field that is out of its range and says the range', async () => {
    const { page } = desktop
    const field = page.getByRole('spinbutton', { name: 'In flight' })
    await field.fill('0')
    await page.getByText('A whole number from 1 to 1,000,000 jobs').waitFor()
    // It names no time for what can't be run, and what there is to see is not taken away.
    const panel = page.getByRole('region', { name: 'What is run' })
    await expect
      .poll(() => panel.getByRole('button', { name: 'Run Enter' }).isDisabled())
      .toBe(true)
    await page.getByRole('heading', { name: 'Not quite yet' }).waitFor()
    await field.fill('50')
    await expect.poll(() => panel.getByRole('button', { name: /^Run \d/ }).isDisabled()).toBe(false)
  })

  it('runs on Enter, shows the run live, and ends with the verdict and its figures', async () => {
    const { page } = desktop
    await page.evaluate((lastSpec) => window.lab.changePreferences({ lastSpec }), shortSpec())
    await page.reload()
    await page.getByText('2 threads, one job each').waitFor()
    const before = await runsIn(desktop.home)
    const said = await noteWords(page, 'button, .activity')
    await page.keyboard.press('Enter')
    const result = await newestRun(desktop.home, before)
    await page.getByText(runVerdict(result).headline).first().waitFor()
    expect(await said()).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/^Cancel/),
        expect.stringMatching(/^Measuring event-loop/),
      ]),
    )
    // So short a run may have no figure where the machine stands still for a moment.
    const figures = result.contenders.map((each) => resultReadout(each, result).cells[0]?.text)
    expect(figures).toHaveLength(2)
    await expect.poll(() => page.locator('.headline .figure').allTextContents()).toEqual(figures)
    await expect
      .poll(() => page.getByRole('img', { name: /Jobs finished per second/ }).count())
      .toBe(1)
    await expect.poll(() => axeFaultsInBothThemes(desktop.page)).toEqual([])
  })

  it('says beside the figures what makes them less than they look', async () => {
    const { page } = desktop
    const expected = await newestRun(desktop.home, 0)
    const notes = standingNotes(expected).map(({ text }) => unbroken(text))
    await expect.poll(() => page.locator('.stage .notes .said').allTextContents()).toEqual(notes)
  })

  it('shows a new run from the top of the stage, and runs a preset that was just chosen', async () => {
    const { page } = desktop
    const stage = page.locator('section.stage')
    await stage.evaluate((element) => {
      element.scrollTo({ top: 500 })
    })
    await expect.poll(() => stage.evaluate((element) => element.scrollTop)).toBeGreaterThan(0)
    await page.getByRole('radio', { name: /^mixed/ }).click()
    await page.keyboard.press('Enter')
    await page.getByRole('button', { name: /Cancel/ }).waitFor()
    await expect.poll(() => stage.evaluate((element) => element.scrollTop)).toBe(0)
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: /^Run \d/ }).waitFor()
  })

  it('lets a chart fill the stage, and Esc takes it back', async () => {
    const { page } = desktop
    await page
      .getByRole('button', {
        name: /^Enlarge: (Latency|At p\d|No measurable difference in latency|The .* show no measurable difference in latency)/,
      })
      .click()
    await expect.poll(() => page.locator('tr.headline').count()).toBe(0)
    await page.keyboard.press('Escape')
    await page.locator('tr.headline').waitFor()
  })

  it('cancels on Esc and keeps what was measured', async () => {
    const { page } = desktop
    const long = shortSpec({ name: 'long', durationMs: 60_000 })
    await page.evaluate((lastSpec) => window.lab.changePreferences({ lastSpec }), long)
    await page.reload()
    await page.getByRole('button', { name: 'Run long' }).click()
    await page.locator('.headline .figure', { hasText: /\d/ }).first().waitFor()
    // Bars grow with what was finished; where less motion is asked for, in steps.
    const bars = page.locator('.bars .bar')
    const motionOf = () => bars.first().evaluate((one) => getComputedStyle(one).transitionProperty)
    await expect.poll(motionOf).toBe('width')
    await page.emulateMedia({ reducedMotion: 'reduce' })
    await expect.poll(motionOf).toBe('none')
    const lengthOfAll = () =>
      bars.evaluateAll((all) =>
        all.reduce((sum, one) => sum + one.getBoundingClientRect().width, 0),
      )
    const before = await lengthOfAll()
    await expect.poll(lengthOfAll).toBeGreaterThan(before)
    await page.emulateMedia({ reducedMotion: null })
    // How far it is stands in every view and in the title, until it is over.
    await page.getByRole('button', { name: 'Library' }).click()
    await page.getByRole('progressbar', { name: 'How far the run is' }).waitFor()
    await expect.poll(() => page.title()).toMatch(/^\d+ % · long – Corewise$/)
    await page.getByRole('navigation').getByRole('button', { name: /^Run/ }).click()
    await page.keyboard.press('Escape')
    await page.getByText('not run', { exact: true }).waitFor()
    await expect
      .poll(() => page.getByRole('progressbar', { name: 'How far the run is' }).count())
      .toBe(0)
    await expect.poll(() => page.title()).not.toContain('%')
    await page.getByRole('button', { name: /^Run \d/ }).waitFor()
  })

  it('shows a run of the library from the top of the stage, too', async () => {
    const { page } = desktop
    const stage = page.locator('section.stage')
    await stage.evaluate((element) => {
      element.scrollTo({ top: 500 })
    })
    await page.getByRole('button', { name: 'Library' }).click()
    await page.locator('button.open', { hasText: 'short' }).first().click()
    await stage.waitFor()
    await expect.poll(() => stage.evaluate((element) => element.scrollTop)).toBe(0)
  })

  it('lists, searches, renames and tags runs', async () => {
    const { page } = desktop
    await page.getByRole('button', { name: 'Library' }).click()
    await page.getByRole('button', { name: 'Edit short' }).click()
    const details = page.getByRole('dialog')
    await details.getByLabel('Name').fill('Nightly')
    await details.getByLabel('Tags').fill('talk, 2 threads')
    await expect.poll(() => axeFaultsInBothThemes(desktop.page)).toEqual([])
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByRole('button', { name: 'Show only talk' }).waitFor()
    await page.getByLabel('Search the library').fill('nightly talk')
    await expect.poll(() => page.getByRole('row').count()).toBe(2)
    await page.getByLabel('Search the library').fill('no such run')
    await page.getByRole('button', { name: 'Show all' }).click()
    const kept = await page.evaluate(async () => {
      const list = await window.lab.listRuns()
      return list.ok ? list.value.entries.length : null
    })
    await expect.poll(() => page.getByRole('row').count()).toBe((kept ?? 0) + 1)
  })

  it('says what tags can be before it is asked to keep others', async () => {
    const { page } = desktop
    await page.getByRole('button', { name: 'Edit Nightly' }).click()
    const details = page.getByRole('dialog')
    const save = details.getByRole('button', { name: 'Save' })
    await details.getByLabel('Tags').fill(Array.from({ length: 21 }, (_, n) => n).join())
    await details.getByText('At most 20 tags, these are 21.').waitFor()
    await expect.poll(() => save.isDisabled()).toBe(true)
    await details.getByLabel('Tags').fill('y'.repeat(41))
    await details.getByText(/^At most 40 characters in a tag/).waitFor()
    await expect.poll(() => save.isDisabled()).toBe(true)
    await details.getByRole('button', { name: 'Cancel' }).click()
  })

  it('keeps what is long within a window of the smallest size', async () => {
    const { page } = desktop
    const size = page.viewportSize() ?? { width: 1280, height: 800 }
    await page.setViewportSize({ width: 960, height: 640 })
    await page.getByRole('button', { name: 'Edit Nightly' }).click()
    const details = page.getByRole('dialog')
    await details.getByLabel('Note').fill('/a/path/without/a/space'.repeat(20))
    await details.getByRole('button', { name: 'Save' }).click()
    await details.waitFor({ state: 'hidden' })
    const overflow = (selector: string): Promise<number> =>
      page.locator(selector).evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth)
    await expect.poll(() => overflow('.scroll[aria-label="Runs"]')).toBe(0)
    await page.getByRole('button', { name: 'Nightly', exact: true }).click()
    await page.getByRole('table', { name: 'Figures of each contender' }).waitFor()
    await expect.poll(() => overflow('section.stage[aria-label="What came of it"]')).toBe(0)
    await page.setViewportSize(size)
    await page.getByRole('button', { name: 'Library' }).click()
  })

  it('calls a run that was opened by the name that it got since', async () => {
    const { page } = desktop
    await page.getByRole('button', { name: 'Nightly', exact: true }).click()
    await page.getByRole('heading', { name: /^Nightly ·/ }).waitFor()
    await page.getByRole('button', { name: 'Library' }).click()
    await page.getByRole('button', { name: 'Edit Nightly' }).click()
    await page.getByRole('dialog').getByLabel('Name').fill('Weekly')
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByRole('button', { name: 'Edit Weekly' }).waitFor()
    await page.getByRole('button', { name: 'Run', exact: true }).click()
    await page.getByRole('heading', { name: /^Weekly ·/ }).waitFor()
    await page.getByRole('button', { name: 'Library' }).click()
  })

  it('lays ticked runs over each other', async () => {
    const { page } = desktop
    await page.getByLabel('Compare Weekly').check()
    await page.getByLabel('Compare long').check()
    await page
      .getByRole('img', { name: /A event-loop.*B event-loop/ })
      .first()
      .waitFor()
    await expect.poll(() => axeFaultsInBothThemes(desktop.page)).toEqual([])
  })

  it('offers every export of what is ticked', async () => {
    const { page } = desktop
    await page.getByRole('button', { name: 'Export 2…' }).click()
    const formats = page.getByLabel('File format').locator('button')
    await expect
      .poll(() => formats.allTextContents())
      .toEqual(['png', 'svg', 'pdf', 'csv', 'json', 'html', 'md'])
    await expect.poll(() => axeFaultsInBothThemes(desktop.page)).toEqual([])
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
  })

  it('deletes a run and takes it back', async () => {
    const { page } = desktop
    await page.getByRole('button', { name: 'Delete long' }).click()
    await page.getByRole('button', { name: 'Undo' }).click()
    await page.getByRole('button', { name: 'Edit long' }).waitFor()
  })

  it('says of a file that is no result what is wrong with it', async () => {
    const { page } = desktop
    await page.evaluate(() => {
      const files = new DataTransfer()
      files.items.add(new File(['no json'], 'notes.json'))
      const drop = new DragEvent('drop', { dataTransfer: files, bubbles: true, cancelable: true })
      document.querySelector('main > section')?.dispatchEvent(drop)
    })
    await page
      .getByText(/notes\.json/)
      .first()
      .waitFor()
  })

  it('shows the method, the machine and the versions', async () => {
    const { page } = desktop
    await page.getByRole('button', { name: 'Method' }).click()
    await page
      .getByText(/electron \d/)
      .first()
      .waitFor()
    await page.getByRole('heading', { name: 'How it is measured' }).waitFor()
    await page.getByRole('cell', { name: 'queue still filling' }).waitFor()
    await expect.poll(() => axeFaultsInBothThemes(desktop.page)).toEqual([])
  })

  it('shows every key on a question mark, but not where one is typed', async () => {
    const { page } = desktop
    await page.keyboard.press('?')
    const sheet = page.getByRole('dialog', { name: 'Keys' })
    await sheet.getByText('starts what is filled in').waitFor()
    await expect.poll(() => axeFaultsInBothThemes(desktop.page)).toEqual([])
    await page.keyboard.press('Escape')
    await sheet.waitFor({ state: 'detached' })
    await page.getByRole('button', { name: 'Library' }).click()
    await page.getByLabel('Search the library').pressSequentially('?')
    await expect.poll(() => sheet.count()).toBe(0)
    await page.getByLabel('Search the library').fill('')
  })

  it('leaves the page without a complaint', () => {
    expect(desktop.complaints).toEqual([])
  })
})
