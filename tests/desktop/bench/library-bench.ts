import type { Page } from 'playwright-core'
import type { StoredRun } from '../../../src/contract/library'
import type { Figure } from '../../bench/figure'

/** As many as can be laid over each other. */
const RUNS = 6
/** A person sees a view that comes within so many milliseconds as there at once. */
const AT_ONCE_MS = 300
/** What was asked for is read, made and drawn once the page has rested for so long. */
const QUIET_MS = 600
const LOOK_EVERY_MS = 200
/** Work that a page has while nothing is asked of it. */
const IDLE_MS = 4
/** It is given up then: something works on and on. */
const MOST_SETTLE_MS = 8_000

/**
 * Opens the run that was kept last, goes back to the library and ticks it and copies of it: how
 * long each keeps the page's only thread busy.
 */
export async function benchLibrary(page: Page): Promise<Figure[]> {
  const session = await page.context().newCDPSession(page)
  await session.send('Performance.enable')
  await copyLastRun(page)
  const go = (view: 'Library' | 'Run'): Promise<void> =>
    page.getByRole('button', { name: view, exact: true }).click()
  await go('Library')
  const boxes = page.getByRole('checkbox', { name: /^Compare / })
  await boxes.nth(RUNS - 1).waitFor()
  const open = page.locator('button.open').first()
  const steps: readonly (readonly [string, () => Promise<void>])[] = [
    ['opening a kept run', () => open.click()],
    ['going back to the library', () => go('Library')],
    ['going back to the run', () => go('Run')],
    ['', () => go('Library')],
    ...Array.from({ length: RUNS }, (_, index) => {
      const name = index === RUNS - 1 ? 'ticking a sixth run' : ''
      return [name, () => boxes.nth(index).click()] as const
    }),
    ['', () => go('Run')],
    ['going back to six ticked runs', () => go('Library')],
  ]
  const figures: Figure[] = []
  for (const [name, take] of steps) {
    const beforeMs = await busyMs()
    await take()
    const afterMs = await settledMs()
    if (name === '') continue
    figures.push({
      name: `renderer time of ${name}`,
      value: afterMs - beforeMs,
      unit: 'ms',
      bound: { kind: 'at-most', value: AT_ONCE_MS },
    })
  }
  return figures

  /** How busy it was in all, once it rests. */
  async function settledMs(): Promise<number> {
    let last = await busyMs()
    let quietMs = 0
    for (let ms = 0; ms < MOST_SETTLE_MS && quietMs < QUIET_MS; ms += LOOK_EVERY_MS) {
      await page.waitForTimeout(LOOK_EVERY_MS)
      const now = await busyMs()
      quietMs = now - last < IDLE_MS ? quietMs + LOOK_EVERY_MS : 0
      last = now
    }
    return last
  }

  async function busyMs(): Promise<number> {
    const { metrics } = await session.send('Performance.getMetrics')
    const seconds = (wanted: string): number =>
      metrics.find(({ name }) => name === wanted)?.value ?? 0
    // What the bench asks of the page is no work of the page's own.
    return (seconds('TaskDuration') - seconds('DevToolsCommandDuration')) * 1_000
  }
}

/** Puts as many copies of it into the library as the bench needs. */
async function copyLastRun(page: Page): Promise<void> {
  await page.evaluate(async (copies) => {
    const list = await window.lab.listRuns()
    const id = list.ok ? list.value.entries[0]?.id : undefined
    if (id === undefined) throw new Error('expected a run that was kept')
    const stored = await window.lab.readRun({ id })
    if (!stored.ok) throw new Error(stored.error.message)
    const { result }: StoredRun = stored.value
    if (result.kind === 'corewise-foreign') throw new Error('expected a run of the lab')
    for (let copy = 1; copy < copies; copy += 1) {
      const text = JSON.stringify({ ...result, id: `${result.id}-${copy}` })
      await window.lab.importRun({ fileName: 'copy.json', text })
    }
  }, RUNS)
}
