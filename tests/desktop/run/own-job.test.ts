import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Page } from 'playwright-core'
import { contenderNames, contenders } from '../../../src/engine/contender'
import { figuresOf as measuredFiguresOf } from '../../../src/engine/result/measured-figures'
import { axeFaults } from '../window/axe-faults'
import { idsIn, newestRun } from '../newest-run'
import { openBrowser, type BrowserLab } from '../open-browser'
import { hasBrowser } from '../start-chromium'
import { hasDesktop, openDesktop, type Desktop } from '../open-desktop'

/** Computes a little, for threads that block alone. */
const source = `export const inputs = [1, 2]
export const blocking = (input: number) => {
  let sum = 0
  for (let n = 0; n < 100_000; n += 1) sum += Math.sqrt(n)
  return { input, sum }
}
`

const stage = (page: Page) => page.getByRole('region', { name: 'Your own job' })
const press = (page: Page, name: string | RegExp) =>
  stage(page).getByRole('button', { name }).click()

const seen = (page: Page) =>
  stage(page)
    .getByRole('listitem')
    .filter({ hasText: /blocking\s+computes .* a job/ })
    .waitFor()

async function openCard(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Run', exact: true }).first().click()
  await page.getByRole('button', { name: /^Your own job/ }).click()
  await stage(page).waitFor()
}

/** So short that no figure is meant. */
async function makeShort(page: Page, measuredS = '0.2'): Promise<void> {
  for (const [label, value] of [
    ['Measured', measuredS],
    ['Blocks', '1'],
    ['Warm-up at most', '0'],
  ] as const) {
    await page.getByRole('spinbutton', { name: label }).fill(value)
  }
}

/** Replaces all that is in the editor. */
async function write(page: Page, text: string): Promise<void> {
  await page.getByRole('textbox', { name: /^Job in / }).press('Control+a')
  await page.keyboard.insertText(text)
}

async function runIt(page: Page, home: string): Promise<void> {
  // Long enough that there are percentiles to choose from, on a busy machine too.
  await makeShort(page, '1')
  await press(page, /^Run mine\.ts/)
  const result = await newestRun(home, 0)
  expect(result.spec).toMatchObject({ name: 'mine.ts', workload: { kind: 'own' } })
  expect(result.contenders.map(({ name }) => name)).toEqual(['sequential', 'thread-pool'])
  await page.locator('section.stage .headline').waitFor()
}

/** A contender that cannot take part says why, to a pointer and to the keyboard. */
async function seeWhyLeftOut(page: Page): Promise<void> {
  const why = page.getByRole('tooltip', { name: /^This contender runs .* mine\.ts has not/ })
  await page.getByText('loop-per-core', { exact: true }).first().hover()
  await why.waitFor()
  await page.mouse.move(0, 0)
  await why.waitFor({ state: 'hidden' })
  await page.getByRole('checkbox', { name: 'sequential' }).focus()
  await page.keyboard.press('Tab')
  await why.waitFor()
  const eventLoop = page.getByRole('checkbox', { name: 'event-loop' })
  await page.keyboard.press('Space')
  await expect.poll(() => eventLoop.isChecked()).toBe(false)
  await eventLoop.blur()
  await why.waitFor({ state: 'hidden' })
}

/**
 * Opens the profile in the viewer of a package, which reaches nothing of the lab, and comes back.
 */
async function seeSpeedscope(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Open in Speedscope' }).click()
  const viewer = page.frameLocator('iframe[title$="in Speedscope"]')
  await viewer.getByText('Sandwich').click()
  await viewer.getByText('blocking', { exact: true }).first().waitFor()
  const reached = await viewer.locator('body').evaluate(async () => {
    const tries = [fetch('index.html'), fetch('http://127.0.0.1:9/')]
    const answers = await Promise.allSettled(tries)
    return [window.origin, ...answers.map(({ status }) => status)]
  })
  expect(reached).toEqual(['null', 'rejected', 'rejected'])
  await page.getByRole('button', { name: 'Back to the quick view' }).click()
}

describe.runIf(hasDesktop)('a job of one’s own in the window', () => {
  let desktop: Desktop
  let path = ''
  const answers = (response: number): Promise<void> =>
    desktop.app.evaluate(({ dialog }, given) => {
      dialog.showMessageBox = () => Promise.resolve({ response: given, checkboxChecked: false })
    }, response)

  beforeAll(async () => {
    desktop = await openDesktop()
    await mkdir(join(desktop.home, 'mine'))
    path = join(desktop.home, 'mine', 'mine.ts')
    await writeFile(path, source)
    await desktop.app.evaluate(({ dialog }, filePath) => {
      dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [filePath] })
    }, path)
  })
  afterAll(() => desktop.close())

  it('runs only after its person agreed in the system’s own dialog, is tried and compared', async () => {
    const { page } = desktop
    await openCard(page)
    // No preset is run in place of the job that one sees.
    await page.getByText('Try your job before it is run, or choose a preset.').waitFor()
    await press(page, 'Choose a file…')
    await page.getByRole('textbox', { name: 'Job in mine.ts' }).waitFor()
    await answers(1)
    await press(page, 'Try it')
    await page.getByText('may do all that you may').waitFor()
    // What the page says is not enough: the dialog is asked again.
    await press(page, 'Run it')
    await page.getByText('may do all that you may').waitFor()
    await answers(0)
    await press(page, 'Run it')
    await seen(page)
    await seeWhyLeftOut(page)
    await runIt(page, desktop.home)
  })

  it('shows its own function and line in a profile of its run', async () => {
    const { page } = desktop
    await page.getByRole('button', { name: 'Profile…' }).click()
    await page.getByRole('button', { name: 'Take a profile' }).click()
    await page.getByText('Profiling, not measured').waitFor()
    await page.getByRole('rowheader', { name: 'blocking (mine.ts:2)' }).waitFor()
    const chart = page.getByRole('img', { name: /^Flame chart: .* of sequential/ })
    await chart.press('ArrowRight')
    await page.getByText(/from .* on, of (the lab|Node and V8)\.$/).waitFor()
    await seeSpeedscope(page)
    // Graphics without a graphics card complain, and what the viewer may not reach is told.
    const complaints = desktop.complaints.splice(0)
    expect(complaints.filter((one) => !/WebGL|Refused to connect/.test(one))).toEqual([])
    await page.keyboard.press('Escape')
    await chart.waitFor({ state: 'hidden' })
    const [id = ''] = await idsIn(desktop.home)
    const folder = join(desktop.home, 'runs', id, 'profile')
    expect((await readdir(folder)).sort()).toEqual(['sequential', 'thread-pool'])
  })

  it('leads from a percentile of the latency chart to its jobs, by the keyboard', async () => {
    const { page } = desktop
    const picker = page.getByRole('button', {
      name: /: p\d+ .* arrows choose, Enter shows its jobs$/,
    })
    await picker.focus()
    await page.keyboard.press('ArrowRight')
    const chosen = await picker.innerText()
    // Which contender it is of depends on how many percentiles so short a run supports.
    const name = contenderNames.find((each) => chosen.startsWith(`${each}: `)) ?? 'sequential'
    await page.keyboard.press('Enter')
    const { title } = contenders[name]
    const jobs = page.getByRole('dialog', { name: `Why did jobs of the ${title} take so long?` })
    await jobs.getByRole('listitem').filter({ hasText: /^Job / }).first().waitFor()
    await page.keyboard.press('Escape')
    await jobs.waitFor({ state: 'hidden' })
  })

  it('says what is wrong at its line, and the window goes on', async () => {
    const { page } = desktop
    await openCard(page)
    await write(page, 'export const blocking = () => {\n  throw new Error("no luck")\n}\n')
    await press(page, /^Try it/)
    await page.getByText('mine.ts:2 fails in blocking, given inputs[0]: no luck').waitFor()
    expect(await readFile(path, 'utf8')).toContain('no luck')
    // What was tried before is not run in its place.
    await page.getByText('Try your job before it is run: it was changed.').waitFor()
    await expect
      .poll(() => page.getByRole('button', { name: /^Run when quiet/ }).isDisabled())
      .toBe(true)
    await write(page, 'export const blocking = () => {\n  for (;;);\n}\n')
    await press(page, /^Try it/)
    await press(page, 'Cancel the trial')
    await stage(page).getByRole('button', { name: 'Try it' }).waitFor()
    // What another program wrote meanwhile is not lost.
    await writeFile(path, `${source}// by another program\n`)
    await write(page, source)
    await press(page, /^Try it/)
    await page.getByText('mine.ts was changed by another program.').first().waitFor()
    expect(await readFile(path, 'utf8')).toContain('by another program')
    expect(desktop.complaints).toEqual([])
  })

  it('takes no path that a page names', async () => {
    const reply = await desktop.page.evaluate(() =>
      window.lab.tryJob({ origin: '/etc/x.js', fileName: 'x.js', source: '', agreedTo: null }),
    )
    expect(reply).toMatchObject({ ok: false, error: { code: 'refused' } })
  })

  it('runs the example whose server the window’s runtime cannot start as Node', async () => {
    const { page } = desktop
    await openCard(page)
    await page.getByLabel('Begin with').selectOption({ label: 'json-over-http.ts' })
    await press(page, 'Try it')
    await stage(page)
      .getByRole('listitem')
      .filter({ hasText: /computes .* a job/ })
      .waitFor()
    await makeShort(page)
    await press(page, /^Run json-over-http\.ts/)
    const { contenders } = await newestRun(desktop.home, 1)
    // A block so short may see no job end; none may fail.
    const figures = contenders.map((contender) => measuredFiguresOf(contender))
    expect(figures.map((each) => each?.failed ?? 0)).toEqual(contenders.map(() => 0))
    expect(Math.max(...figures.map((each) => each?.started ?? 0))).toBeGreaterThan(0)
  })
})

describe.runIf(hasBrowser)('a job of one’s own in a browser', () => {
  let shown: BrowserLab
  beforeAll(async () => {
    shown = await openBrowser()
  })
  afterAll(() => shown.close())

  it('keeps a copy, and runs it once its person agreed on the page', async () => {
    const { page, home } = shown
    await openCard(page)
    await stage(page)
      .locator('input[type=file]')
      .setInputFiles({ name: 'mine.ts', mimeType: 'text/plain', buffer: Buffer.from(source) })
    // A browser reads it in its own time: until then the template is there.
    const editor = page.getByRole('textbox', { name: /^Job in / })
    await expect.poll(() => editor.innerText()).toContain('(input: number) => {')
    await press(page, 'Try it')
    await press(page, 'Run it')
    await seen(page)
    await seeWhyLeftOut(page)
    const [version] = await readdir(join(home, 'jobs'))
    expect(await readFile(join(home, 'jobs', version ?? '', 'mine.ts'), 'utf8')).toBe(source)
    await runIt(page, home)
    await openCard(page)
    await press(page, /^Try it/)
    // Agreed to already.
    await seen(page)
    expect(shown.complaints).toEqual([])
  })

  it('says what to take for a service of such jobs or of others, and checks that with a run', async () => {
    const { page } = shown
    await page.getByRole('button', { name: /^My service/ }).click()
    const service = page.getByRole('region', { name: 'My service' })
    await service.getByText('Waiting and computing are those of mine.ts in its trial').waitFor()
    const fill = (label: string, value: string) =>
      service.getByRole('spinbutton', { name: label }).fill(value)
    await fill('A job waits', '48')
    await fill('and computes', '2')
    await fill('Jobs come in', '200')
    await fill('It may use', '4')
    await service.getByText('Take one event loop: its core is 40 % busy.').waitFor()
    await service.getByText('A pool of blocking threads would need about 17 threads').waitFor()
    // The hint of a field that has the focus lies over the page.
    await service.getByRole('heading', { name: 'My service' }).click()
    await expect.poll(() => axeFaults(page)).toEqual([])
    await fill('Jobs come in', '700')
    await service.getByText('Take 2 event loops, each on a core of its own.').waitFor()
    await service.getByRole('button', { name: 'Check it with a run' }).click()
    await page.getByRole('heading', { name: 'my service', exact: true }).waitFor()
    const arrivals = page.getByRole('spinbutton', { name: 'Arrivals' })
    await expect.poll(() => arrivals.inputValue()).toBe('700')
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: /^Run \d/ }).waitFor()
  })
})
