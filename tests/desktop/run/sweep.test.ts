import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { noteWords } from '../note-words'
import { hasDesktop, openDesktop, type Desktop } from '../open-desktop'
import { PATIENCE_MS } from '../open-patiently'
import { shortSpec } from '../watch-run'

/** Only there can threads be kept to some of the cores. */
const isLinux = process.platform === 'linux'

describe.runIf(hasDesktop)('a sweep in the window', () => {
  let desktop: Desktop
  beforeAll(async () => {
    desktop = await openDesktop()
    const { page } = desktop
    await page.evaluate(
      (lastSpec) => window.lab.changePreferences({ lastSpec }),
      shortSpec({ durationMs: 100 }),
    )
    await page.reload()
    await page.getByRole('button', { name: 'Run short' }).waitFor()
  })
  afterAll(() => desktop.close())

  it('a sweep in the window is offered over what the work and the load have', async () => {
    const { page } = desktop
    const options = page.getByLabel('Over', { exact: true }).locator('option')
    // How many cores there are comes with the first prediction.
    const cores = isLinux
      ? 'option[value=cores]:not([disabled])'
      : 'option:has-text("only on Linux")'
    await page.locator(cores).waitFor({ state: 'attached' })
    await expect
      .poll(() => options.allTextContents())
      .toEqual([
        'nothing: one run',
        'in flight',
        'workers',
        ...(isLinux ? ['cores'] : []),
        'share of computing',
        'arrival rate',
        ...(isLinux ? [] : ['cores (only on Linux)']),
        'search: highest rate',
        'search: crossover',
      ])
  })

  it('a sweep in the window cannot be started with a value out of range, and says which field is wrong', async () => {
    const { page } = desktop
    await page.getByLabel('Over', { exact: true }).selectOption('concurrency')
    const from = page.getByRole('spinbutton', { name: 'From' })
    await from.fill('0')
    await page.getByText('From: whole, from 1 to 1,000,000 jobs.').waitFor()
    const panel = page.getByRole('region', { name: 'What is run' })
    await expect
      .poll(() => panel.getByRole('button', { name: 'Sweep Enter' }).isDisabled())
      .toBe(true)
    await from.fill('1')
    await expect
      .poll(() => page.getByRole('button', { name: /^Sweep \d/ }).isDisabled())
      .toBe(false)
  })

  it('shows which point it is at, and ends with its charts on the stage', async () => {
    const { page } = desktop
    await page.getByRole('button', { name: 'list', exact: true }).click()
    await page.getByLabel('Values (1 to 1,000,000 jobs)').fill('1, 8, 40')
    await page.getByText('3 points: 1, 8, 40').waitFor()
    await page.getByText('3 runs of about').waitFor()
    const said = await noteWords(page, 'h1, button')
    await page.getByRole('button', { name: /^Sweep \d/ }).click()
    // Three runs, which take longer than a page is waited for where the machine is busy.
    const figures = page.getByText(/At 1 job in flight: .* At 40 jobs in flight: /)
    await figures.waitFor({ timeout: PATIENCE_MS })
    expect(await said()).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/^short, point 2 of 3 · .*: 8$/),
        expect.stringMatching(/^Cancel ?point 2 of 3/),
      ]),
    )
    const charts = page.locator('.stage').getByRole('img', { name: /by jobs in flight/ })
    await expect.poll(() => charts.count()).toBe(3)
  })

  it('a sweep in the window is in the library', async () => {
    const { page } = desktop
    await page.getByRole('button', { name: 'Library' }).click()
    const row = page.getByRole('row', { name: /short over concurrency/ })
    await row.getByText('sweep', { exact: true }).waitFor()
  })

  it('a sweep in the window is taken up again with its values when it is opened from the library', async () => {
    const { page } = desktop
    await page.getByRole('button', { name: 'short over concurrency', exact: true }).click()
    await page.getByText('3 points: 1, 8, 40').waitFor()
    await expect.poll(() => page.getByRole('textbox', { name: 'Name' }).inputValue()).toBe('short')
  })

  it('leaves its values for the next session', async () => {
    const { page } = desktop
    await page.reload()
    await page.getByLabel('Over', { exact: true }).selectOption('concurrency')
    await page.getByText('3 points: 1, 8, 40').waitFor()
  })

  it('leaves the page without a complaint', () => {
    expect(desktop.complaints).toEqual([])
  })
})
