import { execFileSync } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { parseInput } from '../../../src/host/input/parse-input'
import { resultSchema } from '../../../src/engine/result/result'
import { syntheticResult, syntheticSpec, typical } from '../../charts/synthetic-result'
import { hasBrowser, patientContext, startChromium } from '../start-chromium'

const cli = join(import.meta.dirname, '../../../out/main/cli.cjs')
const hostile =
  '</script><script>document.title="taken"</script><img src=x onerror=alert(1)> & "more"'
const result = syntheticResult(
  {
    ...typical,
    sequential: { ...typical.sequential, status: 'failed', error: hostile },
  },
  syntheticSpec({ name: 'a <b>name</b> </script>' }),
)

/** What the page of a report asked for, and what it was refused. */
interface Opened {
  readonly page: Page
  readonly asked: string[]
  readonly complaints: string[]
}

describe.runIf(hasBrowser)('a report that was written as HTML', () => {
  let folder: string
  let report: string
  let browser: Browser
  let opened: Opened
  let page: Page

  const open = async (hasScript: boolean): Promise<Opened> => {
    const context = await patientContext(browser, { javaScriptEnabled: hasScript })
    const asked: string[] = []
    const complaints: string[] = []
    const made = await context.newPage()
    made.on('request', (request) => asked.push(request.url()))
    made.on('console', (message) => complaints.push(message.text()))
    made.on('pageerror', ({ message }) => complaints.push(message))
    await made.goto(pathToFileURL(report).href)
    return { page: made, asked, complaints }
  }

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'scratch-report-'))
    const file = join(folder, 'result.corewise.json')
    await writeFile(file, JSON.stringify(result))
    const out = join(folder, 'out')
    execFileSync(process.execPath, [cli, 'export', file, '--format', 'html', '--out', out])
    report = join(out, 'report.html')
    browser = await startChromium()
    opened = await open(true)
    page = opened.page
  })
  beforeEach(async () => {
    if (browser.isConnected()) await page.reload()
  })
  afterAll(async () => {
    await browser.close()
    await rm(folder, { recursive: true, force: true })
  })

  const tip = () => page.locator('.tip')

  test('tells the figure under the pointer with its unit and interval', async () => {
    const bar = page.locator('.chart [data-series="event-loop"] .point').first()
    await bar.hover()
    await expect.poll(() => tip().textContent()).toMatch(/^event-loop: [\d,.]+ jobs\/s/)
    await page.mouse.move(0, 0)
    await expect.poll(() => tip().isHidden()).toBe(true)
  })

  test('tells with the keyboard what it tells to a pointer', async () => {
    await page.locator('.chart').first().locator('[data-shows="table"]').focus()
    await page.keyboard.press('Tab')
    await expect.poll(() => tip().textContent()).toMatch(/^sequential|^event-loop/)
    const before = await tip().textContent()
    await page.keyboard.press('ArrowDown')
    await expect.poll(() => tip().textContent()).not.toBe(before)
    await page.keyboard.press('Escape')
    await expect.poll(() => tip().isHidden()).toBe(true)
  })

  test('hides a contender in charts and tables, and shows it again', async () => {
    const parts = page.locator('[data-series="thread-pool"]:visible')
    await expect.poll(() => parts.count()).toBeGreaterThan(4)
    const box = page.locator('.contenders').getByLabel('thread-pool')
    // How many threads are meant stands below its name.
    const remark = page.locator('.chart svg text').filter({ hasText: /^\(\d+ threads?\)$/ })
    await expect.poll(() => remark.count()).toBeGreaterThan(0)
    const title = page.locator('.chart svg [data-about]:visible').first()
    const finding = await title.textContent()
    await box.uncheck()
    await expect.poll(() => parts.count()).toBe(0)
    // What was found of both is not said of one.
    await expect.poll(() => title.textContent()).toBe('Jobs, CPU time and latency')
    await expect.poll(() => remark.filter({ visible: true }).count()).toBe(0)
    await box.check()
    await expect.poll(() => parts.count()).toBeGreaterThan(4)
    await expect.poll(() => title.textContent()).toBe(finding)
  })

  test('switches a chart to its table and back', async () => {
    const chart = page.locator('.chart').first()
    await chart.getByRole('button', { name: 'Table' }).click()
    await expect.poll(() => chart.locator('figure').isHidden()).toBe(true)
    await expect.poll(() => chart.locator('table').textContent()).toContain('95\u00a0% interval')
    await chart.getByRole('button', { name: 'Chart' }).click()
    await expect.poll(() => chart.locator('figure').isVisible()).toBe(true)
    await expect.poll(() => chart.locator('table').isHidden()).toBe(true)
  })

  test('holds its data, and saves them as a file that the lab reads', async () => {
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Save the data' }).click(),
    ])
    expect(download.suggestedFilename()).toBe('result.corewise.json')
    const saved: unknown = JSON.parse(await readFile(await download.path(), 'utf8'))
    expect(parseInput(resultSchema, saved, 'the file')).toEqual(result)
  })

  test('prints its charts and tables, light and without what only a screen has', async () => {
    await page.emulateMedia({ media: 'print', colorScheme: 'dark' })
    await expect.poll(() => page.locator('.chart figure:visible').count()).toBe(4)
    await expect.poll(() => page.locator('button:visible').count()).toBe(0)
    expect(await page.evaluate(() => getComputedStyle(document.body).backgroundColor)).toBe(
      'rgb(255, 255, 255)',
    )
    await page.emulateMedia({ media: 'screen', colorScheme: 'dark' })
    expect(await page.evaluate(() => getComputedStyle(document.body).backgroundColor)).toBe(
      'rgb(21, 24, 28)',
    )
    await page.emulateMedia({ media: null, colorScheme: null })
  })

  test('loads nothing, breaks no policy, and takes no text for markup', () => {
    expect(new Set(opened.asked.filter((url) => !url.startsWith('blob:')))).toEqual(
      new Set([pathToFileURL(report).href]),
    )
    expect(opened.complaints).toEqual([])
  })

  test('the report has a policy that lets nothing be loaded and no other script run', async () => {
    await expect.poll(() => page.title()).toContain('a <b>name</b> </script>')
    const refused = await page.evaluate(async () => {
      const violation = new Promise<string>((resolve) => {
        document.addEventListener('securitypolicyviolation', ({ effectiveDirective }) => {
          if (effectiveDirective === 'img-src') resolve(effectiveDirective)
        })
      })
      new Image().src = 'http://127.0.0.1:9/picture.png'
      const faults = ['onclick', 'innerHTML'].map((name) => {
        const main = document.createElement('main')
        try {
          if (name === 'innerHTML') main.innerHTML = '<b>more</b>'
          else main.setAttribute(name, 'document.title = "taken"')
          return 'let through'
        } catch (error) {
          return (error as Error).name
        }
      })
      return [await violation, ...faults]
    })
    expect(refused).toEqual(['img-src', 'TypeError', 'TypeError'])
  })

  test('the report can be read without a script', async () => {
    const { page: plain } = await open(false)
    await expect.poll(() => plain.locator('figure:visible').count()).toBe(4)
    await expect.poll(() => plain.locator('button:visible').count()).toBe(0)
    await plain.locator('summary').first().click()
    await expect.poll(() => plain.locator('details table').first().isVisible()).toBe(true)
    await plain.close()
  })
})
