import { readFile } from 'node:fs/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { readLessons } from '../../../src/host/lesson/lessons'
import type { Workshop } from '../../../src/engine/lesson/workshop'
import { pairVerdict } from '../../../src/report/verdict/pair-verdict'
import { usualPair } from '../../../src/engine/spec/main-pair'
import { openBrowser } from '../open-browser'
import { hasBrowser } from '../start-chromium'
import { newestRun, runsIn } from '../newest-run'
import { PATIENCE_MS } from '../open-patiently'
import { shells, type Shown } from '../shells'
import { shortSpec } from '../watch-run'

const lessonsFolder = join(import.meta.dirname, '../../../resources/lessons')

/** A workshop as another teacher would send it: a program of their own and a short measurement. */
async function foreignWorkshop(): Promise<Workshop> {
  const { lessons } = await readLessons(lessonsFolder)
  const [first] = lessons
  if (first === undefined) throw new Error('there are no lessons')
  const program = `import { print } from 'corewise'\nexport function* main() {\n  print('from a file')\n}\n`
  const original = 'print("from a file")\n'
  return {
    kind: 'corewise-workshop',
    schemaVersion: 3,
    title: 'From elsewhere',
    items: [
      { kind: 'lesson', lesson: { ...first, program, original, experiment: [] } },
      {
        kind: 'experiment',
        experiment: { title: 'A short one', spec: shortSpec() },
        minutes: 5,
        notes: '',
      },
    ],
  }
}

/** What would run as a script, or make a frame, were it ever taken as HTML or as a template. */
const HOSTILE =
  '<img src=x onerror="reached=1"><script>reached=1</script><iframe srcdoc="<script>top.reached=1</script>"></iframe><svg onload="reached=1">[a](javascript:reached=1){{ reached=1 }}'

async function hostileWorkshop(): Promise<Workshop> {
  const { lessons } = await readLessons(lessonsFolder)
  const [first] = lessons
  if (first?.task === undefined) throw new Error('the first lesson has no task')
  const { question, controls, task } = first
  const printed = JSON.stringify(HOSTILE)
  const lesson = {
    ...first,
    title: HOSTILE,
    explanation: `# ${HOSTILE}\n\n${HOSTILE}\n\n![${HOSTILE}](x)\n\n    ${HOSTILE}`,
    conclusion: HOSTILE,
    notes: HOSTILE,
    question: {
      ...question,
      text: HOSTILE,
      choices: question.choices.map((choice, at) => ({ ...choice, text: `${HOSTILE}${at}` })),
    },
    controls: controls.map((control) => ({ ...control, label: HOSTILE })),
    task: { ...task, text: HOSTILE, hint: HOSTILE },
    original: `import asyncio\nasync def main():\n    asyncio.current_task().set_name(${printed})\n    print(${printed})\nasyncio.run(main())\n`,
    experiment: [],
  }
  const experiment = { title: HOSTILE, spec: shortSpec({ name: '<svg onload="x">' }) }
  return {
    kind: 'corewise-workshop',
    schemaVersion: 3,
    title: HOSTILE.slice(0, 80),
    items: [
      { kind: 'lesson', lesson },
      { kind: 'experiment', experiment, minutes: 5, notes: HOSTILE },
    ],
  }
}

/** What of the page a file must not have brought into it. */
const reachedBy = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const elements = [...document.querySelectorAll('*')]
    const foreign = elements.filter(
      (element) =>
        element.matches(
          'iframe, object, embed, base, [srcdoc], script:not([src]), a[href^="java"]',
        ) || element.getAttributeNames().some((name) => name.startsWith('on')),
    )
    return [...foreign.map(({ outerHTML }) => outerHTML), ...('reached' in window ? ['ran'] : [])]
  })

const asFile = (name: string, content: unknown) => ({
  name,
  mimeType: 'application/json',
  buffer: Buffer.from(JSON.stringify(content)),
})

describe.each(shells)('a workshop in %s', (_name, isThere, open) => {
  describe.runIf(isThere)('from a file', () => {
    let shown: Shown
    beforeAll(async () => {
      shown = await open()
      await shown.page.getByRole('button', { name: 'Workshop' }).click()
      await shown.page.getByRole('button', { name: /^12\b/ }).waitFor()
    })
    afterAll(() => shown.close())
    const items = () => shown.page.getByRole('list', { name: 'Lessons' }).getByRole('button')
    const take = (file: ReturnType<typeof asFile>) =>
      shown.page.locator('input[type=file]').setInputFiles(file)

    it('gets no script, frame or handler into the page, whatever its texts are', async () => {
      const { page } = shown
      await take(asFile('hostile.json', await hostileWorkshop()))
      await page.getByRole('heading', { name: HOSTILE.slice(0, 80) }).waitFor()
      await expect.poll(() => reachedBy(page)).toEqual([])
      await items().first().click()
      await page.getByText('Answer the question first.').waitFor()
      await page.getByRole('group', { name: 'Question' }).getByRole('button').first().click()
      await page.getByRole('button', { name: 'End', exact: true }).click()
      for (const summary of await page.locator('summary').all()) await summary.click()
      const loop = page.getByRole('region', { name: 'The loop' })
      await expect.poll(() => loop.innerText()).toContain('<iframe')
      await expect.poll(() => reachedBy(page)).toEqual([])
      await page.getByRole('button', { name: 'All lessons' }).click()
      await items().nth(1).click()
      await page.getByRole('heading', { name: HOSTILE }).waitFor()
      await expect.poll(() => reachedBy(page)).toEqual([])
      expect(shown.complaints).toEqual([])
      await page.getByRole('button', { name: 'All lessons' }).click()
    })

    it('runs its programs only after the person agreed, and never asks again', async () => {
      const { page } = shown
      await take(asFile('elsewhere.json', await foreignWorkshop()))
      await page.getByRole('heading', { name: 'From elsewhere' }).waitFor()
      await items().first().click()
      const loop = page.getByRole('region', { name: 'The loop' })
      await page.getByText('TypeScript', { exact: true }).click()
      await loop.getByText('Nothing was recorded.').waitFor()
      await expect
        .poll(() => page.getByRole('button', { name: 'Run program' }).isDisabled())
        .toBe(true)
      await page.getByRole('button', { name: 'Run its programs' }).click()
      await page.getByText('Answer the question first.').waitFor()
      await page.getByRole('group', { name: 'Question' }).getByRole('button').first().click()
      await page.getByRole('button', { name: 'End', exact: true }).click()
      await expect.poll(() => loop.innerText()).toContain('from a file')
      await page.getByRole('button', { name: 'All lessons' }).click()
      await expect
        .poll(() => page.getByRole('button', { name: 'Run its programs' }).count())
        .toBe(0)
      await page.reload()
      await page.getByRole('button', { name: 'Workshop' }).click()
      const workshops = page.getByRole('combobox', { name: 'Workshop that is shown' })
      await workshops.selectOption('From elsewhere')
      await items().first().click()
      await page.getByText('Answer the question first.').waitFor()
      await page.getByRole('button', { name: 'All lessons' }).click()
    })

    it('measures its experiment and shows the verdict with the charts', async () => {
      const { page } = shown
      await items().nth(1).click()
      const before = await runsIn(shown.home)
      await page.getByRole('button', { name: 'Measure: A short one' }).click()
      // It goes on while one looks at something else.
      await page.getByRole('button', { name: 'All lessons' }).click()
      await items().nth(1).click()
      const { headline } = pairVerdict(await newestRun(shown.home, before), usualPair)
      await page.getByRole('status').getByText(headline).first().waitFor()
      await expect.poll(() => page.locator('canvas').count()).toBeGreaterThanOrEqual(3)
      await page.getByRole('button', { name: 'All lessons' }).click()
    })

    it('asks nothing where a file has no program', async () => {
      const { page } = shown
      const { items: both, ...workshop } = await foreignWorkshop()
      const measured = { ...workshop, title: 'Only measured', items: both.slice(1) }
      await take(asFile('measured.json', measured))
      await page.getByRole('heading', { name: 'Only measured' }).waitFor()
      await expect
        .poll(() => page.getByRole('button', { name: 'Run its programs' }).count())
        .toBe(0)
      await page
        .getByRole('combobox', { name: 'Workshop that is shown' })
        .selectOption('From elsewhere')
    })

    it('says what is wrong with a file that is none', async () => {
      const { page } = shown
      await take(asFile('broken.json', { kind: 'corewise-workshop', schemaVersion: 7 }))
      await page
        .getByText(/broken\.json is from a newer version of Corewise/)
        .first()
        .waitFor()
      await take(asFile('trace.json', { traceEvents: [] }))
      await page
        .getByText(/trace\.json is a trace for Perfetto/)
        .first()
        .waitFor()
      await take(asFile('odd.json', { kind: 'corewise-recording', schemaVersion: 1 }))
      await page
        .getByText(/odd\.json: not a recording that this version reads/)
        .first()
        .waitFor()
    })

    it('a workshop is put together from lessons and experiments in an order, changed, and deleted with undo', async () => {
      const { page } = shown
      const workshops = page.getByRole('combobox', { name: 'Workshop that is shown' })
      await workshops.selectOption('All lessons')
      await page.getByRole('button', { name: 'New workshop…' }).click()
      await page.getByLabel('Title').fill('First evening')
      await page.getByLabel('Add a lesson').selectOption({ label: '7. Fetcher and monitor' })
      // What is half put together is still there after something else was looked at.
      await page.getByRole('button', { name: 'Library' }).click()
      await page.getByRole('button', { name: 'Workshop' }).click()
      await expect.poll(() => page.getByLabel('Title').inputValue()).toBe('First evening')
      await page.getByLabel('Add a lesson').selectOption({ label: '2. One loop, many tasks' })
      await page.getByLabel('Add an experiment').selectOption({ label: 'cpu-bound' })
      await page.getByRole('button', { name: 'Move One loop, many tasks up' }).click()
      await page.getByRole('button', { name: 'Add a break' }).click()
      const handles = page.locator('.handle')
      await handles.nth(3).dragTo(page.getByLabel('Items').getByRole('listitem').first())
      await page.getByLabel('Title of break 1').waitFor()
      await handles.first().press('Alt+ArrowDown')
      await page.getByLabel('Title of break 2').waitFor()
      await expect
        .poll(() => handles.nth(1).evaluate((handle) => handle === document.activeElement))
        .toBe(true)
      await page.getByLabel('Minutes of Break').fill('25')
      await page.getByLabel('Minutes of Break').press('Tab')
      await page.getByText(/^4 items, planned for \d+ min$/).waitFor()
      await page.getByRole('button', { name: 'Remove Break' }).click()
      await page.getByRole('button', { name: 'Save' }).click()
      await page.getByRole('heading', { name: 'First evening' }).waitFor()
      const names = async () => (await items().allInnerTexts()).map((text) => text.split('\n')[1])
      await expect.poll(names).toEqual(['One loop, many tasks', 'Fetcher and monitor', 'cpu-bound'])

      await page.getByRole('button', { name: 'Change…' }).click()
      await page.getByRole('button', { name: 'Remove cpu-bound' }).click()
      await page.getByRole('button', { name: 'Save' }).click()
      await page.getByRole('heading', { name: 'First evening' }).waitFor()
      await expect.poll(() => items().count()).toBe(2)

      await page.getByRole('button', { name: 'Delete' }).click()
      await page.getByRole('heading', { name: 'Workshop', exact: true }).waitFor()
      await workshops.getByRole('option', { name: 'First evening' }).waitFor({ state: 'detached' })
      await page.getByRole('button', { name: 'Undo' }).click()
      await workshops.selectOption('First evening')
      await expect.poll(() => items().count()).toBe(2)
      expect(shown.complaints).toEqual([])
    })

    it('keeps a changed program of its lesson', async () => {
      const { page } = shown
      await items().first().click()
      await page.getByText('Answer the question first.').waitFor()
      await page.getByRole('textbox', { name: /^Program in / }).press('Control+Home')
      await page.keyboard.insertText('# Mine.\n')
      await page.getByRole('button', { name: 'Keep in the workshop' }).click()
      await page.getByRole('button', { name: 'Keep in the workshop' }).waitFor({ state: 'hidden' })
      await page.getByRole('button', { name: 'All lessons' }).click()
      await items().first().click()
      await page.locator('.cm-line').getByText('# Mine.').waitFor()
      await page.getByRole('button', { name: 'All lessons' }).click()
    })
  })
})

describe.runIf(hasBrowser)('files that a browser gets from the workshop', () => {
  let shown: Awaited<ReturnType<typeof openBrowser>>
  beforeAll(async () => {
    shown = await openBrowser()
    await shown.page.getByRole('button', { name: 'Workshop' }).click()
    await shown.page.getByRole('button', { name: /^12\b/ }).waitFor()
  })
  afterAll(() => shown.close())

  async function download(press: () => Promise<void>): Promise<{ name: string; text: string }> {
    // A handout plays its lessons first, and measures: on a busy machine that takes its time.
    const patience = { timeout: PATIENCE_MS }
    const [file] = await Promise.all([shown.page.waitForEvent('download', patience), press()])
    return { name: file.suggestedFilename(), text: await readFile(await file.path(), 'utf8') }
  }

  it('export a recording, open it again at the same states, and open in Chrome’s format', async () => {
    const { page } = shown
    await page.getByRole('button', { name: /^2\b/ }).click()
    await page.getByRole('group', { name: 'Question' }).getByRole('button').first().click()
    const slider = page.getByRole('slider', { name: 'Event' })
    const loop = page.getByRole('region', { name: 'The loop' })
    await slider.fill('30')
    const state = await loop.innerText()
    const recording = await download(() =>
      page.getByRole('button', { name: 'Export recording' }).click(),
    )
    expect(recording.name).toBe('One-loop-many-tasks.recording.json')
    const trace = await download(() =>
      page.getByRole('button', { name: 'Export for Perfetto' }).click(),
    )
    const { traceEvents } = JSON.parse(trace.text) as { traceEvents: unknown[] }
    expect(traceEvents.length).toBeGreaterThan(20)

    await page.getByRole('button', { name: 'All lessons' }).click()
    await page
      .locator('input[type=file]')
      .setInputFiles(asFile('other.json', JSON.parse(recording.text)))
    await page.getByRole('heading', { name: 'other.json' }).waitFor()
    await slider.fill('30')
    await expect.poll(() => loop.innerText()).toBe(state)
    await expect.poll(() => page.getByRole('button', { name: 'Run program' }).count()).toBe(0)
    await page.getByRole('button', { name: 'All lessons' }).click()
  })

  it('export a workshop that another machine takes, and a handout of it', async () => {
    const { page } = shown
    await page
      .locator('input[type=file]')
      .setInputFiles(asFile('elsewhere.json', await foreignWorkshop()))
    await page.getByRole('button', { name: 'Run its programs' }).click()
    const file = await download(() =>
      page.getByRole('button', { name: 'Export', exact: true }).click(),
    )
    expect(file.name).toBe('From-elsewhere.workshop.json')
    expect(JSON.parse(file.text)).toMatchObject(await foreignWorkshop())

    await page.getByRole('button', { name: 'Handout…' }).click()
    await page.getByRole('dialog').getByText('html', { exact: true }).click()
    const handout = await download(() =>
      page.getByRole('button', { name: 'Print to a file' }).click(),
    )
    expect(handout.name).toBe('handout.html')
    expect(handout.text).toContain('from a file')

    await page.getByRole('button', { name: 'Handout…' }).click()
    await page.getByRole('dialog').getByText('pdf', { exact: true }).click()
    await page.getByRole('checkbox', { name: /notes for who teaches/ }).check()
    const paper = await download(() =>
      page.getByRole('button', { name: 'Print to a file' }).click(),
    )
    expect(paper.name).toBe('handout.pdf')
    expect(paper.text).toMatch(/^%PDF-/)
  })

  it('print a handout with what was measured for it, or none where it is cancelled', async () => {
    const { page } = shown
    const { lessons } = await readLessons(lessonsFolder)
    const [first] = lessons
    if (first === undefined) throw new Error('there are no lessons')
    const take = async (title: string, durationMs: number): Promise<void> => {
      const experiment = [{ title: 'A comparison', spec: shortSpec({ durationMs }) }]
      const items = [{ kind: 'lesson', lesson: { ...first, experiment } }]
      const workshop = { ...(await foreignWorkshop()), title, items }
      await page.locator('input[type=file]').setInputFiles(asFile('measured.json', workshop))
      await page.getByRole('heading', { name: title, exact: true }).waitFor()
      await page.getByRole('button', { name: 'Run its programs' }).click()
    }
    const dialog = page.getByRole('dialog')
    const print = async (): Promise<void> => {
      await page.getByRole('button', { name: 'Handout…' }).click()
      await dialog.getByText('html', { exact: true }).click()
      await dialog.getByRole('checkbox', { name: /measured now/ }).check()
      await dialog.getByRole('button', { name: 'Print to a file' }).click()
    }
    await take('Measured briefly', 400)
    const { text } = await download(print)
    expect(text).toContain('A comparison')
    expect(text).toContain('Jobs finished per second')

    // Still measured when it is cancelled, however late that is.
    await take('Measured for long', 60_000)
    await print()
    await dialog.getByText('A comparison').waitFor()
    await dialog.getByRole('button', { name: 'Cancel' }).click()
    await page.getByText('Handout cancelled').first().waitFor()
    await dialog.waitFor({ state: 'detached' })
    expect(shown.complaints).toEqual([])
  })
})
