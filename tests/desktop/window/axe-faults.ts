import axe from 'axe-core'
import type { Page } from 'playwright-core'

/** Motion in the interface lasts at most 150 ms; colours are judged after it. */
const SETTLING_MS = 400

/** What axe objects to in a window, one line for every element. */
export async function axeFaults(page: Page): Promise<string[]> {
  await page.waitForTimeout(SETTLING_MS)
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe.source)
  return page.evaluate(async () => {
    const { violations } = await (window as unknown as { axe: typeof axe }).axe.run()
    return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`))
  })
}
