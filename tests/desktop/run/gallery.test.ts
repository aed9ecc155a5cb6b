import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { gallery } from '../../../src/engine/gallery'
import { syntheticMcGranaghan } from '../../charts/synthetic-experiment'
import { keepRuns } from '../library/kept-runs'
import { hasDesktop, openDesktop, type Desktop } from '../open-desktop'
import { axeFaults, axeFaultsInBothThemes } from '../window/axe-faults'
import { layoutFaults } from '../window/layout-faults'

describe.runIf(hasDesktop)('the gallery of experiments', () => {
  let home = ''
  let desktop: Desktop
  beforeAll(async () => {
    home = await mkdtemp(join(tmpdir(), 'scratch-gallery-'))
    await keepRuns(home, [syntheticMcGranaghan(0.97)])
    desktop = await openDesktop(home, { width: 1_024, height: 768 })
  })
  afterAll(async () => {
    await desktop.close()
    await rm(home, { recursive: true, force: true, maxRetries: 10 })
  })

  const stage = () => desktop.page.getByRole('region', { name: 'Experiments of the literature' })
  async function openGallery(): Promise<void> {
    const { page } = desktop
    await page.getByRole('navigation').getByRole('button', { name: 'Run' }).click()
    await page.getByRole('button', { name: /^From the literature/ }).click()
    await stage().waitFor()
  }

  async function openKept(): Promise<void> {
    const { page } = desktop
    await page.getByRole('navigation').getByRole('button', { name: 'Library' }).click()
    await page.locator('button.open', { hasText: 'mcgranaghan' }).click()
    await page.locator('.stage').getByText('This run agrees with McGranaghan 2010.').waitFor()
  }

  it('everything has room, and axe finds nothing in either theme', async () => {
    const { page } = desktop
    await openGallery()
    await expect.poll(() => layoutFaults(page)).toEqual([])
    await expect.poll(() => axeFaultsInBothThemes(page)).toEqual([])
  })

  it('shows a card for every experiment, and marks those that speak against the loop', async () => {
    await openGallery()
    for (const { title, claim } of gallery) {
      await stage().getByRole('heading', { name: title, exact: true }).waitFor()
      await stage().getByText(claim).waitFor()
    }
    const against = gallery.filter(({ stance }) => stance === 'against').length
    const marks = stage().getByText('against the event loop', { exact: true })
    await expect.poll(() => marks.count()).toBe(against)
  })

  it('repeats an experiment at a key, and a press on Escape ends it', async () => {
    const { page } = desktop
    await openGallery()
    await stage().getByRole('button', { name: 'Repeat nginx thread pools 2015' }).focus()
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: /^nginx, point 1 of \d/ }).waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: /^Run/ }).last().waitFor()
    await expect.poll(() => page.getByRole('button', { name: /^Cancel/ }).count()).toBe(0)
  })

  it('shows what a repetition in the library says, with its picture first', async () => {
    const { page } = desktop
    await openKept()
    const first = page.locator('.stage').getByRole('img').first()
    await expect
      .poll(() => first.getAttribute('aria-label'))
      .toContain('This run agrees with McGranaghan 2010')
    await expect.poll(() => layoutFaults(page)).toEqual([])
    await expect.poll(() => axeFaults(page)).toEqual([])
  })

  it('a slide has nothing of an earlier repetition before the guess, and then room for its whole chart', async () => {
    const { page } = desktop
    await openKept()
    await page.evaluate(async () => {
      const experiment = { title: 'Threads and events', repeats: 'mcgranaghan' } as const
      const items = [{ kind: 'experiment' as const, experiment, minutes: 5, notes: '' }]
      const kind = 'corewise-workshop'
      await window.lab.saveWorkshop({
        id: null,
        workshop: { kind, schemaVersion: 3, title: 'One claim', items },
      })
    })
    await page.getByRole('navigation').getByRole('button', { name: 'Workshop' }).click()
    await page
      .getByRole('combobox', { name: 'Workshop that is shown' })
      .selectOption({ label: 'One claim' })
    await page.getByRole('button', { name: 'Present', exact: true }).click()
    const presenter = page.getByRole('region', { name: 'Presenter' })
    await presenter.getByRole('group', { name: 'Guess' }).waitFor()
    await expect.poll(() => presenter.locator('canvas').count()).toBe(0)
    await page.keyboard.press('1')
    await presenter.locator('canvas').first().waitFor()
    const hidden = () =>
      presenter
        .locator('.text')
        .evaluate(({ scrollHeight, clientHeight }) => scrollHeight - clientHeight)
    await expect.poll(hidden).toBeLessThanOrEqual(1)
    await expect.poll(() => axeFaultsInBothThemes(page)).toEqual([])
    await page.keyboard.press('Escape')
    await presenter.waitFor({ state: 'hidden' })
  })

  it('leaves the page without a complaint', () => {
    expect(desktop.complaints).toEqual([])
  })
})
