import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { CallInput } from '../../../src/contract/lab-api'
import type { SurveyEvent } from '../../../src/contract/survey'
import type { Survey } from '../../../src/engine/survey'
import { syntheticCost, syntheticMemory } from '../../charts/synthetic-survey'
import { openBrowser } from '../open-browser'
import { hasBrowser } from '../start-chromium'
import { hasDesktop, openDesktop, type Desktop } from '../open-desktop'
import { shortSpec } from '../watch-run'
import { axeFaultsInBothThemes } from '../window/axe-faults'

const PNG = Buffer.from([0x89, 0x50, 0x4e, 0x47])
const cost = 'What switching and recording cost'
const memory = 'What waiting costs in memory'

const cardOf = (page: Page, title: string): Locator =>
  page.getByRole('region', { name: title, exact: true })

/** The button of a card. */
const button = (page: Page, act: 'Measure' | 'Cancel' | 'Export', title: string): Locator =>
  cardOf(page, title).getByRole('button', { name: `${act}: ${title}`, exact: true })

const showMethod = (page: Page): Promise<void> =>
  page.getByRole('button', { name: 'Method', exact: true }).click()

describe.runIf(hasDesktop)('the surveys in the window', () => {
  let home: string
  let desktop: Desktop
  beforeAll(async () => {
    home = await mkdtemp(join(tmpdir(), 'scratch-surveys-'))
    desktop = await openDesktop(home)
    await showMethod(desktop.page)
  })
  afterAll(async () => {
    await desktop.close()
    await rm(home, { recursive: true, force: true, maxRetries: 10 })
  })

  /** Measures through the page's own `lab`, which does so more briefly than the button. */
  const measured = (request: CallInput<'measureSurvey'>): Promise<SurveyEvent> =>
    desktop.page.evaluate(
      (input) =>
        new Promise<SurveyEvent>((resolve, reject) => {
          const stop = window.lab.on('survey', (event) => {
            if (event.kind !== 'finished' && event.kind !== 'failed') return
            stop()
            resolve(event)
          })
          void window.lab.measureSurvey(input).then((reply) => {
            if (!reply.ok) reject(new Error(reply.error.message))
          })
        }),
      request,
    )

  it('says what would be measured where nothing was yet', async () => {
    for (const title of [cost, memory]) {
      await button(desktop.page, 'Measure', title).waitFor()
      await expect.poll(() => cardOf(desktop.page, title).getByRole('img').count()).toBe(0)
      await expect.poll(() => button(desktop.page, 'Export', title).count()).toBe(0)
    }
  })

  it('measures memory in utility processes and draws it beside the published table', async () => {
    const last = await measured({ kind: 'memory', rounds: 1, maxTasks: 10_000, maxThreads: 2 })
    expect(last).toMatchObject({
      kind: 'finished',
      result: { status: 'complete', waiters: [{}, {}, {}] },
      saved: { ok: true },
    })
    const card = cardOf(desktop.page, memory)
    await card.getByRole('img', { name: /Memory held by one that waits/ }).waitFor()
    await card.getByRole('img', { name: /Another machine’s, published/ }).waitFor()
    await card.getByText(/^Thin lines are another machine’s/).waitFor()
    await card.getByText(/^In the memory of one waiting thread [\d,.]+ tasks/).waitFor()
  })

  it('measures costs and says what follows from them', async () => {
    await measured({ kind: 'cost', rounds: 1, windowMs: 50, concurrency: 4, workers: 1 })
    const card = cardOf(desktop.page, cost)
    await card.getByRole('img', { name: /iteration of the loop, sleep\(0\): [\d.,]+ ns/ }).waitFor()
    await card.getByText(/^An iteration of the loop takes [\d.,]+ ns/).waitFor()
    await card.getByText(/^Measured \d+ \w+ \d{4}/).waitFor()
  })

  it('axe finds no fault in the surveys in either theme', async () => {
    await expect.poll(() => axeFaultsInBothThemes(desktop.page)).toEqual([])
  })

  it('shows how far it is, holds back runs, and keeps what was measured when cancelled', async () => {
    const { page } = desktop
    await button(page, 'Measure', cost).click()
    await cardOf(page, cost)
      .getByText(/^[2-9]\d* of 90 · round \d+: /)
      .waitFor()
    await expect.poll(() => button(page, 'Measure', memory).isDisabled()).toBe(true)
    await cardOf(page, memory).getByText('The other survey is going on.').waitFor()
    const refused = await page.evaluate((spec) => window.lab.startRun(spec), shortSpec())
    expect(refused).toMatchObject({ ok: false, error: { code: 'busy' } })
    await page.getByRole('button', { name: 'Run', exact: true }).click()
    await page.getByText('A survey is going on under Method; a run can follow it.').waitFor()
    await expect.poll(() => page.getByRole('button', { name: /^Run \d/ }).isDisabled()).toBe(true)

    await showMethod(page)
    await button(page, 'Cancel', cost).click()
    await cardOf(page, cost)
      .getByText(/^Partial/)
      .waitFor()
    const kept = await readdir(join(home, 'surveys'))
    expect(kept.filter((name) => name.startsWith('cost'))).toHaveLength(2)
    await expect.poll(() => button(page, 'Measure', memory).isDisabled()).toBe(false)
  })

  it('joins a survey that goes on when the page is loaded again', async () => {
    const { page } = desktop
    await button(page, 'Measure', memory).click()
    await button(page, 'Cancel', memory).waitFor()
    await page.reload()
    await showMethod(page)
    await button(page, 'Cancel', memory).click()
    await button(page, 'Measure', memory).waitFor()
  })

  it('waits while a run goes on', async () => {
    const { page } = desktop
    const run = await page.evaluate(
      (spec) => window.lab.startRun(spec),
      shortSpec({ durationMs: 60_000 }),
    )
    if (!run.ok) throw new Error(run.error.message)
    await cardOf(page, cost).getByText('A run is going on.').waitFor()
    await expect.poll(() => button(page, 'Measure', cost).isDisabled()).toBe(true)
    const refused = await page.evaluate(() => window.lab.measureSurvey({ kind: 'cost' }))
    expect(refused).toMatchObject({ ok: false, error: { code: 'busy' } })
    await page.evaluate((handle) => window.lab.cancelRun(handle), run.value)
    await cardOf(page, cost)
      .getByText(/^Measured/)
      .waitFor()
  })

  it('saves one chart as a picture where the dialog says', async () => {
    const path = join(home, 'cost.png')
    await answerSaveDialog(path)
    const { page } = desktop
    await cardOf(page, cost).getByRole('figure').hover()
    await page.getByRole('button', { name: /^Export: An iteration of the loop/ }).click()
    await page.getByRole('button', { name: 'Export', exact: true }).click()
    await page.getByText(`Chart saved to ${path}`, { exact: true }).waitFor()
    expect((await readFile(path)).subarray(0, 4)).toEqual(PNG)
  })

  it.each(['csv', 'json', 'pdf', 'html'] as const)('saves the report as %s', async (format) => {
    const path = join(home, `report.${format}`)
    await answerSaveDialog(path)
    const { page } = desktop
    await button(page, 'Export', memory).click()
    await page.getByLabel('File format').getByText(format, { exact: true }).click()
    await page.getByRole('button', { name: 'Export', exact: true }).click()
    await page.getByText(`Report saved to ${path}`, { exact: true }).waitFor()
    expect((await stat(path)).size).toBeGreaterThan(0)
  })

  async function answerSaveDialog(filePath: string): Promise<void> {
    await desktop.app.evaluate(({ dialog }, chosen) => {
      dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath: chosen })
    }, filePath)
  }
})

describe.runIf(hasDesktop)('surveys that were kept before', () => {
  it('surveys that were kept before are shown at once, the newest of each kind with its date', async () => {
    const home = await mkdtemp(join(tmpdir(), 'scratch-surveys-'))
    const keep = async (name: string, survey: Survey): Promise<void> => {
      const folder = join(home, 'surveys', name)
      await mkdir(folder, { recursive: true })
      await writeFile(join(folder, `${survey.kind.slice(9)}.corewise.json`), JSON.stringify(survey))
    }
    const newer = { startedAt: '2026-11-23T08:15:00.000Z' }
    await keep('a', syntheticCost({ 'loop-iteration': [200, 210, 220] }, newer))
    await keep('b', syntheticCost({ 'loop-iteration': [100, 110, 120] }))
    await keep('c', syntheticMemory({ 'loop-tasks': { 1_000_000: 500 } }))
    const desktop = await openDesktop(home)
    await showMethod(desktop.page)
    await cardOf(desktop.page, cost).getByText('Measured 23 Nov 2026, 08:15 UTC').waitFor()
    await cardOf(desktop.page, cost).getByText('An iteration of the loop takes 210 ns.').waitFor()
    await cardOf(desktop.page, memory).getByText('Measured 22 Nov 2026, 21:40 UTC').waitFor()
    await desktop.close()
    await rm(home, { recursive: true, force: true, maxRetries: 10 })
  })
})

describe.runIf(hasBrowser)('the surveys in a browser', () => {
  it('the surveys in a browser are measured, cancelled, shown and downloaded there too', async () => {
    const lab = await openBrowser()
    const { page } = lab
    await showMethod(page)
    await button(page, 'Measure', cost).click()
    await cardOf(page, cost)
      .getByText(/^[2-9]\d* of 90 · round \d+: /)
      .waitFor()
    await button(page, 'Cancel', cost).click()
    await cardOf(page, cost)
      .getByRole('img', { name: /Nanoseconds each/ })
      .waitFor()
    const download = page.waitForEvent('download')
    await button(page, 'Export', cost).click()
    await page.getByLabel('File format').getByText('csv', { exact: true }).click()
    await page.getByRole('button', { name: 'Export', exact: true }).click()
    expect((await download).suggestedFilename()).toMatch(/^cost-\d{8}T\d{6}Z.*\.csv$/)
    expect(lab.complaints).toEqual([])
    await lab.close()
  })
})
