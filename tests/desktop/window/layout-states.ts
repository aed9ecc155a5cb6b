import { spawn, type ChildProcess } from 'node:child_process'
import type { Page } from 'playwright-core'
import type { Sweep } from '../../../src/engine/result/sweep'
import type { Result } from '../../../src/engine/result/result'
import { syntheticResult, syntheticSpec, typical } from '../../charts/synthetic-result'
import {
  crossoverSearch,
  highestRateSearch,
  runNamed,
  sweepOfConcurrency,
} from '../library/kept-runs'

const longName = 'a run with a name that is quite long, as people give them now and then'

/** What is in the library of a lab whose layout is looked at. */
export const keptForLayout = (): (Result | Sweep)[] => [
  ...['one', 'two', 'three', 'four', 'five', longName].map((name, index) => runNamed(name, index)),
  troubledRun(),
  sweepOfConcurrency(),
  crossoverSearch(),
  highestRateSearch(),
  openLoadRun(),
]

/** Jobs that came in by themselves, more of them than some could take. */
const openLoadRun = (): Result =>
  syntheticResult(
    {
      'event-loop': { ...typical['event-loop'], arrived: 100_000 },
      'thread-pool': { ...typical['thread-pool'], arrived: 100_000, rejected: 88_000 },
    },
    syntheticSpec({ name: 'at a fixed rate', load: { kind: 'open', arrivalsPerSecond: 20_000 } }),
    { startedAt: '2026-11-22T20:00:00.000Z' },
  )

/** A program of somebody else's, which a run waits for that is to have a quiet machine. */
class BusyProgram {
  #program: ChildProcess | null = null

  start(): void {
    const source = 'for (const end = Date.now() + 600_000; Date.now() < end; );'
    this.#program = spawn(process.execPath, ['-e', source], { stdio: 'ignore' })
  }

  end(): void {
    this.#program?.kill('SIGKILL')
  }
}
const busy = new BusyProgram()
process.on('exit', () => {
  busy.end()
})

/** Contenders that failed, were cut short and waited for cores, with figures that are huge. */
const troubledRun = (): Result =>
  syntheticResult(
    {
      ...typical,
      sequential: {
        ...typical.sequential,
        status: 'failed',
        error: 'the thread ended: '.repeat(12),
      },
      'event-loop': { ...typical['event-loop'], jobsPerSecond: 123_456_789, noise: 0.4 },
      'thread-pool': { ...typical['thread-pool'], status: 'partial', waited: 3, others: 2 },
    },
    syntheticSpec({ name: 'troubled' }),
    { startedAt: '2026-11-22T21:30:00.000Z' },
  )

/** A view of the lab in one of its states, and how one comes to it from the one before. */
export interface LayoutState {
  readonly name: string
  /** What lies over everything else; the whole page unless it has to be this. */
  readonly root?: string
  /** Resolves with the page to be looked at where it is in a window of its own. */
  come(page: Page): Promise<void>
  /** Where it is in a window of its own: opens that. */
  open?(page: Page): Promise<Page>
}

const button = (page: Page, name: string | RegExp) =>
  page.getByRole('button', { name, exact: true })
const go = (page: Page, view: string): Promise<void> =>
  page.getByRole('navigation').getByRole('button', { name: view }).click()

const preset = (name: string): LayoutState => ({
  name: `the new run of ${name}`,
  come: async (page) => {
    await page.getByRole('radio', { name: new RegExp(`^${name}`) }).click()
    await button(page, `Run ${name}`).waitFor()
  },
})

const opened = (title: string, name: string): LayoutState => ({
  name: title,
  come: async (page) => {
    await go(page, 'Library')
    await page.locator('button.open', { hasText: name }).click()
    await page.locator('section.stage .headline').waitFor()
  },
})

const overlay = (count: number): LayoutState => ({
  name: `${count} runs laid over each other`,
  come: async (page) => {
    await go(page, 'Library')
    const boxes = page.getByRole('checkbox', { name: /^Compare / })
    await boxes.first().waitFor()
    for (let at = 0; at < count; at += 1) await boxes.nth(at + 3).check()
    await page
      .locator('.overlay tbody tr')
      .nth(2 * count - 1)
      .waitFor()
  },
})

/** The first slide of that kind, or the one of the lesson with the number before it. */
const slide = (kind: string, name: string, event: number | null = null): LayoutState => ({
  name,
  root: '.presenter',
  come: async (page) => {
    const [, number, ending = ''] = /^(\d*)(.*)$/.exec(kind) ?? []
    const list = page.getByRole('combobox', { name: 'Slide' })
    const titles = await list.locator('option').allInnerTexts()
    const places = titles.flatMap((title, at) => (title.endsWith(ending) ? [at] : []))
    await list.selectOption({ index: places[Math.max(0, Number(number) - 1)] ?? 0 })
    if (event !== null) await page.getByRole('slider', { name: 'Event' }).fill(String(event))
  },
})

const lesson = (number: number, event: number): LayoutState => ({
  name: `lesson ${number} at event ${event}`,
  come: async (page) => {
    await button(page, 'All lessons').click()
    await page.getByRole('button', { name: new RegExp(`^${number}\\D`) }).click()
    const question = page.getByRole('group', { name: 'Question' })
    await page.getByText('Answer the question first.').waitFor()
    await question.getByRole('button').first().click()
    await page.getByRole('slider', { name: 'Event' }).fill(String(event))
  },
})

/** Every view and every state of it that has a layout of its own, in an order that one can walk. */
export const layoutStates: readonly LayoutState[] = [
  ...['io-bound', 'cpu-bound', 'mixed', 'http', 'files'].map(preset),
  {
    name: 'the new run of fixed-rate',
    come: async (page) => {
      await page.getByRole('radio', { name: /^fixed-rate/ }).click()
      await page
        .getByRole('button', { name: /^Sweep/ })
        .first()
        .waitFor()
    },
  },
  {
    name: 'the new run with an open load and fields that do not fit',
    come: async (page) => {
      await page.getByLabel('Kind of load').getByText('open', { exact: true }).click()
      await page.getByLabel('Over', { exact: true }).selectOption('concurrency')
      await page.getByRole('spinbutton', { name: 'From' }).fill('0')
      await page.getByRole('spinbutton', { name: 'In flight' }).fill('0')
      await page.getByRole('heading', { name: 'Not quite yet' }).waitFor()
    },
  },
  {
    name: 'a service with a field that does not fit',
    come: async (page) => {
      await button(page, /^My service/).click()
      await page.getByRole('spinbutton', { name: 'Jobs come in' }).fill('0')
      await page.getByText('Fill in the marked fields').waitFor()
    },
  },
  {
    name: 'a service with its advice',
    come: async (page) => {
      await page.getByRole('spinbutton', { name: 'Jobs come in' }).fill('700')
      await button(page, 'Check it with a run').waitFor()
    },
  },
  {
    name: 'a run that waits for a quiet machine',
    come: async (page) => {
      busy.start()
      await page.getByRole('radio', { name: /^io-bound/ }).click()
      await page.getByRole('textbox', { name: 'Name' }).fill('long')
      // It goes on until everything that is to be seen of it was looked at, and some were not run
      // yet.
      for (const [label, value] of [
        ['Measured', '100'],
        ['Blocks', '100'],
        ['Warm-up at most', '0'],
      ] as const) {
        await page.getByRole('spinbutton', { name: label }).fill(value)
      }
      await button(page, 'Run when quiet').click()
      await page.getByText(/^Waiting until other programs leave/).waitFor()
    },
  },
  {
    name: 'a run that goes on while others wait',
    come: async (page) => {
      await page.keyboard.press('Escape')
      busy.end()
      await button(page, 'Run long').click()
      for (const name of ['second', longName]) {
        await page.getByRole('textbox', { name: 'Name' }).fill(name)
        await button(page, 'Run after it').click()
      }
      await button(page, 'Queue: 2 runs waiting').waitFor()
      // What is cut short before a block was measured leaves nothing to look at, where it does not
      // stop at once. With two figures the block of one is over.
      const figures = page.locator('.headline .figure', { hasText: /\d/ })
      await figures.nth(1).waitFor()
    },
  },
  {
    name: 'the queue',
    root: '[role=dialog]',
    come: async (page) => {
      await button(page, 'Queue: 2 runs waiting').click()
      await page.getByRole('dialog').waitFor()
    },
  },
  {
    name: 'a run that was cut short',
    come: async (page) => {
      // Not by Escape: a hint that has opened meanwhile would take it.
      await button(page, 'Empty the queue').click()
      await button(page, 'Cancel this run').click()
      await page.locator('[role=dialog] .dialog-foot .primary').click()
      await page.getByRole('dialog').waitFor({ state: 'detached' })
      await page
        .getByText(/^(not run|cut short)$/)
        .first()
        .waitFor()
    },
  },
  opened('a kept run', 'one'),
  {
    name: 'a kept run with all its notes',
    come: async (page) => {
      const folded = page.locator('section.stage details:not([open]) > summary')
      while ((await folded.count()) > 0) await folded.first().click()
    },
  },
  {
    name: 'a chart that fills the stage',
    come: (page) =>
      page
        .getByRole('button', { name: /^Enlarge: / })
        .first()
        .click(),
  },
  {
    name: 'the export of a run',
    root: '[role=dialog]',
    come: async (page) => {
      await page.keyboard.press('Escape')
      await button(page, 'Export…').click()
      await page.getByRole('dialog').waitFor()
    },
  },
  {
    ...opened('a run that went wrong', 'troubled'),
    come: async (page) => {
      await page.keyboard.press('Escape')
      await page.getByRole('dialog').waitFor({ state: 'detached' })
      await opened('', 'troubled').come(page)
    },
  },
  opened('a run with a long name', longName),
  opened('a run at a fixed rate', 'at a fixed rate'),
  opened('a sweep', 'swept'),
  opened('a search for the highest rate', 'what it can take'),
  opened('a search for the crossover', 'where it tips'),
  { name: 'the library', come: (page) => go(page, 'Library') },
  {
    name: 'the library with notices',
    come: async (page) => {
      await button(page, 'Delete long').click()
      await page.locator('.notice').getByText('Deleted').waitFor()
    },
  },
  {
    name: 'a run above a notice of what went wrong',
    come: async (page) => {
      await page.evaluate(() => {
        const files = new DataTransfer()
        files.items.add(new File(['no result'], `${'a file of a long name '.repeat(4)}.json`))
        const options = { dataTransfer: files, bubbles: true, cancelable: true }
        document.body.dispatchEvent(new DragEvent('drop', options))
      })
      await page.locator('.notice.fault').waitFor()
      await go(page, 'Run')
    },
  },
  {
    name: 'the details of a run',
    root: '[role=dialog]',
    come: async (page) => {
      await page.locator('.notice.fault').getByRole('button', { name: 'Dismiss' }).click()
      await go(page, 'Library')
      await button(page, 'Edit two').click()
      await page
        .getByRole('dialog')
        .getByLabel('Tags')
        .fill('talk, a tag of some length, two threads')
    },
  },
  {
    name: 'a run with tags and a note',
    come: async (page) => {
      await page.getByRole('dialog').getByLabel('Note').fill('/a/path/without/a/space'.repeat(8))
      await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click()
      await page.getByRole('dialog').waitFor({ state: 'detached' })
    },
  },
  overlay(2),
  {
    name: 'two runs side by side',
    come: async (page) => {
      const ways = page.getByLabel('How the two runs are shown')
      await ways.getByText('side by side').click()
      await page.getByRole('region', { name: 'Ratios' }).waitFor()
    },
  },
  overlay(6),
  {
    name: 'nothing that was searched for',
    come: async (page) => {
      await page.getByLabel('Search the library').fill('no such run')
      await button(page, 'Show all').waitFor()
    },
  },
  {
    name: 'the method with surveys',
    come: async (page) => {
      await go(page, 'Method')
      await page.getByText('Measured 22 Nov 2026, 21:40 UTC').first().waitFor()
    },
  },
  {
    name: 'the keys',
    root: '[role=dialog]',
    come: async (page) => {
      await page.keyboard.press('?')
      await page.getByRole('dialog').waitFor()
    },
  },
  {
    name: 'the workshop',
    come: async (page) => {
      await page.keyboard.press('Escape')
      await page.getByRole('dialog').waitFor({ state: 'detached' })
      await go(page, 'Workshop')
      await page.getByRole('button', { name: /^12\b/ }).waitFor()
    },
  },
  {
    name: 'the handout',
    root: '[role=dialog]',
    come: async (page) => {
      await button(page, 'Handout…').click()
      await page.getByRole('dialog').waitFor()
    },
  },
  {
    name: 'a workshop that is put together',
    come: async (page) => {
      await page.keyboard.press('Escape')
      await button(page, 'New workshop…').click()
      await page.getByLabel('Title').fill('One of each')
      await page.getByLabel('Add a lesson').selectOption({ index: 8 })
      await page.getByLabel('Add an experiment').selectOption({ index: 2 })
      await page.getByRole('button', { name: 'Add a title slide' }).click()
      await page.getByRole('button', { name: 'Add a break' }).click()
      await page.locator('summary', { hasText: 'Notes for who teaches' }).last().click()
    },
  },
  {
    name: 'a lesson that asks',
    come: async (page) => {
      await button(page, 'Cancel').click()
      await page.getByRole('button', { name: /^7\D/ }).click()
      await page.getByText('Answer the question first.').waitFor()
    },
  },
  lesson(1, 3),
  lesson(7, 6),
  lesson(9, 40),
  lesson(12, 30),
  {
    name: 'the first slide',
    root: '.presenter',
    come: async (page) => {
      await button(page, 'All lessons').click()
      await button(page, 'Present').click()
      await page.locator('.presenter').waitFor()
    },
  },
  slide(': the program', 'the slide of a program'),
  slide(': question', 'the slide of a question'),
  slide(': the run', 'the slide of a run', 4),
  slide(': answer', 'the slide of an answer'),
  slide(': what the run shows', 'the slide of what a run shows'),
  slide(': at the door', 'the slide of the door'),
  slide(': the race', 'the slide of a race'),
  slide('7: the run', 'the slide of lesson 7 at event 6', 6),
  {
    name: 'all slides at once',
    root: '.overview',
    come: async (page) => {
      await page.locator('.transport input:enabled').waitFor()
      await page
        .getByRole('toolbar', { name: 'Presenter' })
        .getByRole('button', { name: 'All' })
        .click()
      await page.getByRole('dialog', { name: 'All slides' }).waitFor()
    },
  },
  {
    name: 'the slide after all slides were seen',
    root: '.presenter',
    come: async (page) => {
      await page.keyboard.press('Escape')
      await page.getByRole('dialog', { name: 'All slides' }).waitFor({ state: 'detached' })
    },
  },
  {
    name: 'the notes in a window of their own',
    come: () => Promise.resolve(),
    open: async (page) => {
      const [notes] = await Promise.all([
        page.waitForEvent('popup'),
        page.locator('.presenter').getByRole('button', { name: 'Notes' }).click(),
      ])
      await notes.getByRole('button', { name: 'Next' }).waitFor()
      return notes
    },
  },
]
