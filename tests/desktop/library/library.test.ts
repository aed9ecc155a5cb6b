import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { extractText } from 'unpdf'
import { syntheticResult, syntheticSpec, typical } from '../../charts/synthetic-result'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  crossoverSearch,
  highestRateSearch,
  keepRuns,
  runNamed,
  sweepOfConcurrency,
} from './kept-runs'
import { anchorOf, methodHeadings, warningRows } from '../../../src/report/method-place'
import { axeFaults } from '../window/axe-faults'
import { runsIn } from '../newest-run'
import { openBrowser, type BrowserLab } from '../open-browser'
import { hasBrowser } from '../start-chromium'

const runNames = ['one', 'two', 'three', 'four', 'five', 'six', 'seven']

describe.runIf(hasBrowser)('the library in a real browser', () => {
  let home: string
  let lab: BrowserLab
  let page: Page
  beforeAll(async () => {
    home = await mkdtemp(join(tmpdir(), 'scratch-library-'))
    const runs = runNames.map((name, index) => runNamed(name, index))
    const searches = [crossoverSearch(), highestRateSearch()]
    await keepRuns(home, [...runs, sweepOfConcurrency(), ...searches])
    lab = await openBrowser({ width: 1280, height: 800 }, home)
    page = lab.page
    await page.getByRole('button', { name: 'Library' }).click()
    await page.getByLabel('Compare seven').waitFor()
  })
  afterAll(async () => {
    await lab.close()
    await rm(home, { recursive: true, force: true, maxRetries: 10 })
  })

  const notices = () => page.locator('.notice')
  /** Opens a run, or what its name begins with, from the library. */
  async function openRun(name: string): Promise<void> {
    await page.getByRole('button', { name: 'Library' }).click()
    await page.locator('button.open', { hasText: name }).click()
    await page.locator('section.stage .headline').waitFor()
  }

  it('the library in a real browser does not tick a seventh run, says so once, and covers nothing by that', async () => {
    for (const name of runNames.slice(0, 6)) await page.getByLabel(`Compare ${name}`).check()
    const seventh = page.getByLabel('Compare seven')
    await seventh.click()
    await seventh.click()
    await expect.poll(() => seventh.isChecked()).toBe(false)
    await expect
      .poll(() => notices().allInnerTexts())
      .toEqual([expect.stringContaining('At most 6 runs can be laid over each other')])
    const [stripTop, viewBottom] = await page.evaluate(() =>
      (['.notices', '.window'] as const).map((selector, index) => {
        const box = document.querySelector(selector)?.getBoundingClientRect()
        return (index === 0 ? box?.top : box?.bottom) ?? NaN
      }),
    )
    expect(viewBottom).toBe(stripTop)
    for (const name of runNames.slice(0, 6)) await page.getByLabel(`Compare ${name}`).uncheck()
  })

  it('puts two ticked runs side by side: what differs, and each figure with its ratio', async () => {
    await page.getByLabel('Compare one').check()
    await page.getByLabel('Compare two').check()
    await page.getByLabel('How the two runs are shown').getByText('side by side').click()
    await page.getByText('The two ran the same, on the same machine and software').waitFor()
    await page.getByText('No measurable difference in throughput between the runs.').waitFor()
    const ratios = page.getByRole('region', { name: 'Ratios' })
    await ratios.getByText('can’t tell: within noise').first().waitFor()
    await expect.poll(() => axeFaults(page)).toEqual([])
    // With a third run they are laid over each other.
    await page.getByLabel('Compare three').check()
    await ratios.waitFor({ state: 'detached' })
    for (const name of ['one', 'two', 'three']) await page.getByLabel(`Compare ${name}`).uncheck()
  })

  it('leads from a percentile to the jobs behind it, by keyboard, and back', async () => {
    await openRun('two')
    // Keys go on from what was opened, not from the first button of the window.
    const stage = page.getByRole('region', { name: 'What came of it' })
    await expect.poll(() => stage.evaluate((one) => one === document.activeElement)).toBe(true)
    const figure = page.getByRole('button', {
      name: /^latency p99 of the event-loop, .* its jobs$/,
    })
    await figure.focus()
    await page.keyboard.press('Enter')
    const dialog = page.getByRole('dialog', {
      name: 'Why did jobs of the event loop take so long?',
    })
    await dialog.getByText(/^p99 is .* These jobs took about that long\.$/).waitFor()
    const sentence = dialog.getByText(/, behind job 812, which computed for/)
    await sentence.first().waitFor()
    await dialog.getByRole('button', { name: 'slowest', exact: true }).click()
    await dialog.getByText(/^The slowest job took/).waitFor()
    const timeline = dialog.getByRole('img', { name: /^waits for its first step .*held/ })
    await expect.poll(() => timeline.count()).toBe(5)
    await expect.poll(() => axeFaults(page)).toEqual([])
    await page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'detached' })
    await expect.poll(() => figure.evaluate((one) => one === document.activeElement)).toBe(true)
  })

  it('runs a kept run again, and others after it, in a queue that every view shows', async () => {
    const again = (name: string) =>
      page.getByRole('button', { name: `Run ${name} again`, exact: true })
    const heading = (name: string) => page.getByRole('heading', { name, exact: true })
    await page.getByRole('button', { name: 'Library' }).click()
    await again('one').click()
    await heading('one').waitFor()
    // Other fields than those of the run that goes on can be filled in, and it goes on.
    await page.getByRole('textbox', { name: 'Name' }).fill('of the panel')
    await page.getByRole('button', { name: 'Run after it' }).click()
    await page.getByRole('button', { name: 'Library' }).click()
    await again('two').click()
    await again('three').click()
    await page.getByRole('button', { name: 'Method' }).click()
    await page.getByRole('button', { name: 'Queue: 3 runs waiting' }).click()
    const dialog = page.getByRole('dialog', { name: 'Queue' })
    const waiting = dialog.getByRole('list', { name: 'Waiting runs' }).locator('.name')
    await expect.poll(() => waiting.allInnerTexts()).toEqual(['of the panel', 'two', 'three'])
    // Their order is changed by a pointer that drags, by keys, and by buttons.
    await dialog.locator('.handle').nth(2).dragTo(dialog.getByRole('listitem').first())
    await expect.poll(() => waiting.allInnerTexts()).toEqual(['three', 'of the panel', 'two'])
    const handle = dialog.getByRole('button', { name: /^Place \d, three/ })
    await handle.press('Alt+ArrowDown')
    await dialog.getByText('“three” is number 2 now.').waitFor()
    await expect.poll(() => handle.evaluate((each) => each === document.activeElement)).toBe(true)
    await dialog.getByRole('button', { name: 'Move three down' }).click()
    await expect.poll(() => waiting.allInnerTexts()).toEqual(['of the panel', 'two', 'three'])
    await dialog.getByRole('button', { name: 'Remove two' }).click()
    await expect.poll(() => waiting.allInnerTexts()).toEqual(['of the panel', 'three'])
    await expect.poll(() => axeFaults(page)).toEqual([])
    await dialog.getByRole('button', { name: 'Cancel this run' }).click()
    await dialog.getByText('Measuring of the panel').waitFor()
    await expect.poll(() => waiting.allInnerTexts()).toEqual(['three'])
    await dialog.getByRole('button', { name: 'Cancel all' }).click()
    await dialog.getByText('Nothing waits.').waitFor()
    await dialog.getByRole('button', { name: 'Cancel this run' }).waitFor({ state: 'detached' })
    await dialog.getByRole('button', { name: 'Close' }).last().click()
    await page.getByRole('button', { name: /^Queue: / }).waitFor({ state: 'detached' })
  })

  it('opens the files that are dropped with a folder, on any view, and tells of the folder', async () => {
    const folder = await mkdtemp(join(home, 'dropped-'))
    await mkdir(join(folder, 'a folder'))
    for (const name of ['first', 'second']) {
      await writeFile(join(folder, `${name}.json`), JSON.stringify(runNamed(`dropped ${name}`)))
    }
    await page.getByRole('button', { name: 'Method' }).click()
    await drop(
      page,
      ['first.json', 'a folder', 'second.json'].map((name) => join(folder, name)),
    )
    await page.getByLabel('Compare dropped first').waitFor()
    await page.getByLabel('Compare dropped second').waitFor()
    await notices().getByText('a folder is a folder: drop the files in it instead').waitFor()
    expect(page.url()).toBe(lab.address)
  })

  it('lays what another tool measured over runs, named as its own and judged by nothing', async () => {
    const real = join(import.meta.dirname, '../../host/foreign/real')
    await page.getByRole('button', { name: 'Workshop' }).click()
    await drop(page, [join(real, 'autocannon-9.0.json'), join(real, 'wrk-4.1.txt')])
    await notices()
      .getByText(/Imported .*wrk-4\.1.*, measured by wrk/)
      .waitFor()
    const row = page.getByRole('row', { name: /autocannon-9\.0/ })
    await expect.poll(() => row.locator('.method-badge').allInnerTexts()).toEqual(['autocannon'])
    await row.locator('button.open').click()
    await page.getByLabel('Compare one').check()
    const table = page.getByRole('region', { name: 'Figures of other tools' })
    await table.getByText('judged against no other').waitFor()
    await expect.poll(() => table.getByRole('cell').first().innerText()).toBe('1,650')
    const chart = page.getByRole('img', { name: /autocannon/ })
    await expect.poll(() => chart.count()).toBe(2)
    await expect.poll(() => axeFaults(page)).toEqual([])
    await page.getByRole('button', { name: 'foreign', exact: true }).click()
    await expect.poll(() => page.locator('button.open').count()).toBe(2)
    await page.getByRole('button', { name: 'all', exact: true }).click()
    await page.getByLabel('Compare one').uncheck()
    await page.getByLabel('Compare autocannon-9.0').uncheck()
  })

  it('leads from every figure, badge, warning and chart to a paragraph of the method', async () => {
    const anchors = new Set(
      [...methodHeadings, ...Object.values(warningRows)].map((text) => anchorOf(text)),
    )
    /** Presses each of these in turn, and gives where one was led to. */
    async function ledTo(selector: string, comeBack: () => Promise<void>): Promise<string[]> {
      const places: string[] = []
      await comeBack()
      await page.locator(selector).first().waitFor()
      const count = await page.locator(selector).count()
      for (let index = 0; index < count; index += 1) {
        await page.locator(selector).nth(index).press('Enter')
        const place = page.locator('article.page .led-to:focus')
        await place.waitFor()
        places.push((await place.getAttribute('id')) ?? '')
        await comeBack()
      }
      return places
    }
    await openRun('one')
    const onRun = async () => {
      await page.getByRole('button', { name: 'Run', exact: true }).click()
      await page.locator('section.stage .headline').waitFor()
    }
    const figures = await ledTo('.stage .term', onRun)
    expect(figures.length).toBeGreaterThanOrEqual(4)
    const light = await ledTo('.usability .level', onRun)
    await onRun()
    await page.locator('.notes > summary').click()
    const warnings = await ledTo('.notes .why', onRun)
    const charts = await ledTo('[aria-label^="How it is measured: "]', onRun)
    expect(charts.length).toBeGreaterThanOrEqual(3)
    const badges = await ledTo('.method-badge', async () => {
      await page.getByRole('button', { name: 'Library', exact: true }).click()
      await page.getByLabel('Compare seven').waitFor()
    })
    const all = [...figures, ...light, ...warnings, ...charts, ...badges]
    expect(all.filter((place) => !anchors.has(place))).toEqual([])
  })

  it('shows the contents of the method beside it, folded where it is narrow, and finds words in it', async () => {
    await page.getByRole('button', { name: 'Method', exact: true }).click()
    const contents = page.getByRole('navigation', { name: 'In this page' })
    await contents.getByRole('link', { name: 'The verdict' }).click()
    const top = (selector: string) =>
      page.locator(selector).evaluate((place) => Math.round(place.getBoundingClientRect().top))
    await expect.poll(() => top('#method-the-verdict')).toBeLessThan(200)
    // It stays in sight.
    await expect.poll(() => contents.getByLabel('Search the method').isVisible()).toBe(true)
    await page.keyboard.press('ControlOrMeta+f')
    await page.keyboard.type('schedstat shared')
    const results = contents.getByRole('list', { name: 'Found' }).getByRole('button')
    await expect.poll(() => results.count()).toBe(1)
    await expect.poll(() => results.first().innerText()).toContain('What is not to be trusted')
    await page.keyboard.press('Enter')
    await expect
      .poll(() => page.locator('.led-to:focus').innerText())
      .toContain('Linux’s schedstat'.replace('’', "'"))
    await expect.poll(() => axeFaults(page)).toEqual([])
    await contents.getByLabel('Search the method').fill('nothing has this')
    await contents.getByText('Nothing here has these words').waitFor()
    await contents.getByLabel('Search the method').fill('')
    await page.setViewportSize({ width: 800, height: 600 })
    const fold = contents.getByRole('button', { name: 'Contents' })
    await expect.poll(() => fold.getAttribute('aria-expanded')).toBe('false')
    await expect.poll(() => contents.getByRole('link').count()).toBe(0)
    await fold.click()
    await contents.getByRole('link', { name: 'Searches' }).click()
    await expect.poll(() => top('#method-searches')).toBeLessThan(200)
    await page.setViewportSize({ width: 1280, height: 800 })
  })

  it('shows a sweep as what it was, and a preset is a run of its own again', async () => {
    await openRun('swept over concurrency')
    const over = page.getByLabel('Over', { exact: true })
    await expect.poll(() => over.inputValue()).toBe('concurrency')
    await page.getByText('3 points: 1, 20, 400').waitFor()
    await page.getByRole('radio', { name: /^mixed/ }).click()
    await expect.poll(() => over.inputValue()).toBe('')
    await over.selectOption('concurrency')
    await expect.poll(() => page.getByText('3 points: 1, 20, 400').count()).toBe(0)
    // The preset that is chosen already is chosen again.
    await page.getByRole('radio', { name: /^mixed/ }).click()
    await expect.poll(() => over.inputValue()).toBe('')
  })

  it('shows of a search for the highest rates what each contender kept', async () => {
    await openRun('what it can take')
    const head = page.locator('.readout thead')
    await head.getByText('At the highest rate with p99 within 50 ms').waitFor()
    await expect
      .poll(() => head.locator('.point').allInnerTexts())
      .toEqual(['at 15,400 arrivals/s', 'at 390 arrivals/s', 'not even at 240 arrivals/s'])
    const figures = page.getByRole('row', { name: /^jobs per second/ }).getByRole('cell')
    const rates = async () =>
      (await figures.allInnerTexts()).map((text) => text.trim().split(/\s/)[0])
    await expect.poll(rates).toEqual(['15,400', '390', '240'])
  })

  it('repeats that search as what it was, and not its list of rates', async () => {
    const panel = page.getByRole('region', { name: 'What is run' })
    await expect
      .poll(() => panel.getByLabel('Over', { exact: true }).inputValue())
      .toBe('highest-rate')
    await expect.poll(() => panel.getByLabel('p99 within').inputValue()).toBe('50')
    for (const name of ['event-loop', 'thread-pool', 'sequential']) {
      await expect.poll(() => panel.getByLabel(name, { exact: true }).isChecked()).toBe(true)
    }
    await panel.getByRole('button', { name: /^Search\b.*Enter$/ }).click()
    await page.getByRole('heading', { name: /run 1 of the search · arrivals per second/ }).waitFor()
    await expect
      .poll(() => page.locator('.readout thead .name').allInnerTexts())
      .toEqual(['event-loop'])
    await page.keyboard.press('Escape')
    await panel.getByRole('button', { name: /^Search\b.*Enter$/ }).waitFor()
  })

  it('says of a limit that no job keeps why no rate does', async () => {
    const panel = page.getByRole('region', { name: 'What is run' })
    await panel.getByLabel('p99 within').fill('20')
    await panel.getByText('a job takes 20 ms when it is alone').waitFor()
    await expect
      .poll(() => panel.getByRole('button', { name: /^Search\b.*Enter$/ }).isDisabled())
      .toBe(true)
  })

  it('says of a run whether it can be used, and repeats it at a press where it is better not', async () => {
    const pool = { ...typical['thread-pool'], status: 'partial' as const }
    const doubtful = syntheticSpec({ name: 'uneven' })
    await keepRuns(home, [syntheticResult({ ...typical, 'thread-pool': pool }, doubtful)])
    await openRun('one')
    const light = page.getByRole('group', { name: 'Usability' })
    await light.getByText('Usable').waitFor()
    await openRun('uneven')
    await light.getByText('Use with care').waitFor()
    await light.getByRole('button', { name: 'Run it again' }).click()
    await page.getByRole('heading', { name: 'uneven', exact: true }).waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: /^Run \d/ }).waitFor()
  })

  it('shows of a search for the crossover the point next to it', async () => {
    await openRun('where it tips')
    await page.getByText('At 37.5 % computing').waitFor()
  })

  it('searches for the crossover with a spec that is shown, until it is cancelled', async () => {
    const panel = page.getByRole('region', { name: 'What is run' })
    await panel.getByRole('radio', { name: /^mixed/ }).click()
    // Long, so that it still goes on when it is looked at.
    await panel.getByLabel('Measured').fill('20')
    await panel.getByLabel('Blocks').fill('1')
    await panel.getByLabel('Warm-up at most').fill('0')
    await panel.getByLabel('Over', { exact: true }).selectOption('crossover')
    await expect.poll(() => panel.getByLabel('sequential', { exact: true }).isChecked()).toBe(false)
    await panel.getByRole('button', { name: /^Search\b.*Enter$/ }).click()
    await page.getByRole('heading', { name: /run 1 of the search · share of computing/ }).waitFor()
    await page.keyboard.press('Escape')
    await panel.getByRole('button', { name: /^Search\b.*Enter$/ }).waitFor()
  })

  it('shows runs that another process kept, by themselves, and has only the rows that are in sight', async () => {
    await page.getByRole('button', { name: 'Library' }).click()
    const others = Array.from({ length: 60 }, (_, index) => runNamed(`other ${index + 1}`, index))
    await keepRuns(home, others)
    // What was cancelled just now is kept already, and may come into the list only now.
    const kept = await runsIn(home)
    expect(kept).toBeGreaterThan(others.length)
    await page.locator(`table[aria-rowcount="${kept + 1}"]`).waitFor()
    await expect.poll(() => page.getByRole('row').count()).toBeLessThan(50)
    await expect.poll(() => page.getByLabel('Compare one', { exact: true }).count()).toBe(0)
    await page.getByRole('region', { name: 'Runs' }).evaluate((scrolled) => {
      scrolled.scrollTop = scrolled.scrollHeight
    })
    await page.getByLabel('Compare one', { exact: true }).waitFor()
  })

  it('orders its runs by name, by date or by machine, and shows one kind of them', async () => {
    const names = () => page.locator('button.open').allInnerTexts()
    const firstTwo = async () => (await names()).slice(0, 2)
    await page.getByRole('button', { name: 'Name', exact: true }).click()
    await expect.poll(firstTwo).toEqual(['autocannon-9.0', 'dropped first'])
    await page.getByRole('button', { name: /^Name/ }).click()
    await expect.poll(firstTwo).toEqual(['wrk-4.1', 'where it tips over cpu-share'])
    await expect
      .poll(() => page.getByRole('columnheader', { name: /^Name/ }).getAttribute('aria-sort'))
      .toBe('descending')
    const kinds = page.getByLabel('Kinds shown')
    await kinds.getByText('sweeps', { exact: true }).click()
    const isOfRun = (name: string) => !/over (concurrency|cpu-share|arrival-rate)$/.test(name)
    await expect.poll(async () => (await names()).filter(isOfRun)).toEqual([])
    await page.getByLabel('Search the library').fill('no such sweep')
    await page.getByText('No sweeps have “no such sweep” in it.').waitFor()
    await page.getByRole('button', { name: 'Show all' }).click()
    await page.getByRole('button', { name: /^When/ }).click()
    await expect
      .poll(() => page.getByRole('columnheader', { name: /^When/ }).getAttribute('aria-sort'))
      .toBe('descending')
  })

  it('shows the runs of one machine, and those with one tag', async () => {
    await page.getByRole('button', { name: 'Library' }).click()
    const far = runNamed('far away')
    const environment = { ...far.environment, cpuModel: 'Another CPU' }
    await keepRuns(home, [{ ...far, environment }])
    const names = () => page.locator('button.open').allInnerTexts()
    await page
      .getByRole('combobox', { name: 'Machine' })
      .selectOption({ label: 'Another CPU, 8 cores' })
    await expect.poll(names).toEqual(['far away'])
    await page.getByRole('button', { name: 'Edit far away' }).click()
    await page.getByRole('dialog').getByLabel('Tags').fill('abroad')
    await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click()
    await page.getByRole('combobox', { name: 'Machine' }).selectOption({ label: 'every machine' })
    await expect.poll(async () => (await names()).length).toBeGreaterThan(1)
    await page.getByRole('combobox', { name: 'Tag' }).selectOption('abroad')
    await expect.poll(names).toEqual(['far away'])
    // Of what is deleted nothing is left to be chosen.
    await page.getByRole('button', { name: 'Delete far away' }).click()
    await page.getByRole('combobox', { name: 'Tag' }).waitFor({ state: 'detached' })
    await expect.poll(async () => (await names()).length).toBeGreaterThan(1)
  })

  it('prints whole, with the rows that are scrolled out of sight', async () => {
    await page.setViewportSize({ width: 1024, height: 600 })
    await page.getByRole('button', { name: 'Library' }).click()
    await page
      .getByRole('checkbox', { name: /^Compare / })
      .first()
      .check()
    const { text } = await extractText(new Uint8Array(await page.pdf({ format: 'A4' })), {
      mergePages: true,
    })
    const words = text.replace(/\s+/g, ' ')
    for (const name of [
      ...runNames,
      'other 1',
      'other 60',
      'swept over concurrency',
      'what it can take',
    ]) {
      expect(words).toContain(name)
    }
    expect(text).not.toContain('Press Run')
    await page.setViewportSize({ width: 1280, height: 800 })
  })

  it('prints no wider than a page of A4', async () => {
    await page.setViewportSize({ width: 718, height: 900 })
    await page.emulateMedia({ media: 'print' })
    const beyondPx = () =>
      page
        .getByRole('region', { name: 'Runs', exact: true })
        .evaluate((runs) => runs.scrollWidth - runs.clientWidth)
    await expect.poll(beyondPx).toBe(0)
    await page.emulateMedia({ media: null })
    await page.setViewportSize({ width: 1280, height: 800 })
  })

  it('leaves the page without a complaint', () => {
    expect(lab.complaints).toEqual([])
  })
})

/** Drops files and folders of this machine on the page, as a file manager does. */
async function drop(page: Page, paths: readonly string[]): Promise<void> {
  const session = await page.context().newCDPSession(page)
  const data = { items: [], files: [...paths], dragOperationsMask: 1 }
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
    await session.send('Input.dispatchDragEvent', { type, x: 400, y: 300, data })
  }
  await session.detach()
}
