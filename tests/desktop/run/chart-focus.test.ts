import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { keepRuns, pairNamed } from '../library/kept-runs'
import { idsIn } from '../newest-run'
import { hasDesktop, openDesktop, type Desktop } from '../open-desktop'
import { shortSpec } from '../watch-run'

describe.runIf(hasDesktop)('a chart that is turned to', () => {
  let home: string
  let desktop: Desktop
  let ids: readonly string[]
  beforeAll(async () => {
    home = await mkdtemp(join(tmpdir(), 'scratch-focus-'))
    await keepRuns(home, [pairNamed('first'), pairNamed('second', 1)])
    ids = (await idsIn(home)).sort()
    desktop = await openDesktop(home)
    await desktop.page.getByRole('button', { name: 'Library' }).click()
    await desktop.page.getByRole('button', { name: 'second', exact: true }).click()
  })
  afterAll(async () => {
    await desktop.close()
    await rm(home, { recursive: true, force: true, maxRetries: 10 })
  })

  /** What is on the clipboard, byte by byte. */
  const clipboard = (): Promise<string> =>
    desktop.app.evaluate(({ clipboard: board }) => {
      const typed = board as unknown as { readImage(): { toPNG(): Buffer } }
      return typed.readImage().toPNG().toString('base64')
    })

  /** What the clipboard holds once the lab has copied this chart. */
  async function copyOf(chart: string): Promise<string> {
    const reply = await desktop.page.evaluate(
      ([runIds, name]) =>
        window.lab.copyChart({
          runIds,
          chart: name,
          contenders: name.startsWith('overlay') ? ['event-loop', 'thread-pool'] : null,
          picture: { theme: document.documentElement.dataset.theme === 'dark' ? 'dark' : 'light' },
        }),
      [chart.startsWith('overlay') ? [...ids].reverse() : ids.slice(-1), chart] as const,
    )
    expect(reply).toMatchObject({ ok: true })
    return clipboard()
  }

  async function choose(item: string): Promise<void> {
    const notice = desktop.page.locator('.notice', { hasText: 'Chart copied' })
    // That of the copy before would do as well.
    if ((await notice.count()) > 0) await notice.getByRole('button', { name: 'Dismiss' }).click()
    await notice.waitFor({ state: 'detached' })
    await desktop.app.evaluate(({ Menu }, id) => {
      Menu.getApplicationMenu()?.getMenuItemById(id)?.click()
    }, item)
    await notice.waitFor()
  }

  it('a chart that is turned to is what the menu copies; without one it is throughput', async () => {
    const { page } = desktop
    await page.locator('.headline').waitFor()
    const [throughput, latency] = [await copyOf('throughput'), await copyOf('latency')]
    expect(throughput).not.toBe(latency)
    await choose('copy-chart')
    expect(await clipboard()).toBe(throughput)
    await page
      .getByRole('button', {
        name: /^Enlarge: (Latency|At p\d)/,
      })
      .click()
    await choose('copy-chart')
    expect(await clipboard()).toBe(latency)
  })

  it('fills the stage until Esc, wherever the focus is', async () => {
    const { page } = desktop
    await page.evaluate(() => {
      if (document.activeElement instanceof HTMLElement) document.activeElement.blur()
    })
    await page.keyboard.press('Escape')
    await page.locator('.headline').waitFor()
  })

  it('shows as many pixels as the screen has, after each change of the zoom', async () => {
    const { page, app } = desktop
    const shown = page.locator('section.stage canvas').first()
    await shown.scrollIntoViewIfNeeded()
    const missing = () =>
      shown.evaluate((canvas: HTMLCanvasElement) =>
        Math.abs(canvas.clientWidth * devicePixelRatio - canvas.width),
      )
    const widthPx = () => shown.evaluate((canvas) => canvas.clientWidth)
    for (const zoom of [1.44, 1]) {
      const beforePx = await widthPx()
      await app.evaluate(({ BrowserWindow }, factor) => {
        BrowserWindow.getAllWindows()[0]?.webContents.setZoomFactor(factor)
      }, zoom)
      await expect.poll(widthPx).not.toBe(beforePx)
      await expect.poll(missing).toBeLessThan(2)
    }
  })

  it('goes back on the first Esc of a run, which only the second cancels', async () => {
    const { page } = desktop
    const ended = page.evaluate(
      (spec) =>
        new Promise<string>((resolve, reject) => {
          window.lab.on('run', (event) => {
            if (event.kind === 'finished') resolve(event.result.status)
            if (event.kind === 'failed') reject(new Error(event.error.message))
          })
          void window.lab.startRun(spec)
        }),
      shortSpec({ name: 'long', durationMs: 60_000 }),
    )
    await page.locator('.live .headline .figure', { hasText: /\d/ }).first().waitFor()
    await page.getByRole('button', { name: /^Enlarge: Cores/ }).click()
    await page.locator('.headline').waitFor({ state: 'detached' })
    await page.keyboard.press('Escape')
    await page.locator('.headline').waitFor()
    const active = await page.evaluate(() => window.lab.activeRun())
    // A window that is opened now is told where the run is.
    expect(active).toMatchObject({
      ok: true,
      value: { spec: { name: 'long' }, latest: { elapsedMs: expect.any(Number) as number } },
    })
    await page.getByRole('button', { name: /^Cancel/ }).waitFor()
    await page.keyboard.press('Escape')
    expect(await ended).toBe('partial')
  })

  it('a chart that is turned to is copied from the overlay of several runs, by its button and by the menu', async () => {
    const { page } = desktop
    await page.getByRole('button', { name: 'Library' }).click()
    await page.getByLabel('Compare second').check()
    await page.getByLabel('Compare first').check()
    const latency = await copyOf('overlay-latency')
    await copyOf('overlay-throughput')
    await page
      .getByRole('img', { name: /A event-loop.*B event-loop/ })
      .first()
      .hover()
    await page
      .getByRole('button', {
        name: /^Enlarge: (Latency|At p\d)/,
      })
      .click()
    await choose('copy-chart')
    expect(await clipboard()).toBe(latency)
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: /^Enlarge: .*(jobs a second|as many jobs)/ }).waitFor()
    await copyOf('overlay-throughput')
    await page.getByRole('button', { name: /^Copy: (Latency|At p\d)/ }).click()
    await expect.poll(clipboard).toBe(latency)
  })

  it('the figures of the compared runs are copied by the button beside them', async () => {
    const { page, app } = desktop
    const text = (): Promise<string> =>
      app.evaluate(({ clipboard: board }) =>
        (board as unknown as { readText(): string }).readText(),
      )
    await page.getByLabel('Compared runs').getByRole('button', { name: 'Copy as Markdown' }).click()
    await expect.poll(text).toMatch(/\*\*second\*\*\n\n\| contender/)
    await page.getByLabel('Compared runs').getByRole('button', { name: 'Copy as TSV' }).click()
    await expect.poll(text).toMatch(/^run\tspec\t/)
  })

  it('a chart that is turned to is exported from the overlay as one picture', async () => {
    const { page, app } = desktop
    const path = join(home, 'overlay.svg')
    await app.evaluate(({ dialog }, filePath) => {
      dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath })
    }, path)
    await page.getByRole('button', { name: /^Export: .*(jobs a second|as many jobs)/ }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByText('2 runs in one picture').waitFor()
    await dialog.getByLabel('File format').locator('button', { hasText: 'svg' }).click()
    await dialog.getByRole('button', { name: 'Export' }).click()
    await page.getByText(`Chart saved to ${path}`).first().waitFor()
    const svg = await readFile(path, 'utf8')
    expect(svg).toContain('<svg')
  })

  it('leaves the page without a complaint', () => {
    expect(desktop.complaints).toEqual([])
  })
})
