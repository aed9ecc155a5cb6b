import axe from 'axe-core'
import type { Page } from 'playwright-core'

/** The rules of axe that look at colours: the only ones that another theme can break. */
const colourRules = ['color-contrast', 'link-in-text-block']

/** What axe objects to in a window, one line for every element. */
export function axeFaults(page: Page): Promise<string[]> {
  return faultsOf(page, null)
}

/**
 * What axe objects to in a window: by every rule in the light theme, by those of colours in the
 * dark one.
 *
 * @param lab the page whose preferences a window of its own follows
 */
export async function axeFaultsInBothThemes(page: Page, lab: Page = page): Promise<string[]> {
  const faults: string[] = []
  for (const theme of ['dark', 'light'] as const) {
    await lab.evaluate((chosen) => window.lab.changePreferences({ theme: chosen }), theme)
    await page.waitForSelector(`html[data-theme="${theme}"]`)
    const found = await faultsOf(page, theme === 'light' ? null : colourRules)
    faults.push(...found.map((line) => `${theme} theme: ${line}`))
  }
  return faults
}

/** Looks once everything has come to rest; `rules` are all where it is null. */
async function faultsOf(page: Page, rules: readonly string[] | null): Promise<string[]> {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe.source)
  return page.evaluate(async (only) => {
    const frame = (): Promise<unknown> => new Promise(requestAnimationFrame)
    // Motion begins with the frame after what sets it off, and colours are judged after it.
    for (let frames = 0; frames < 2; frames += 1) await frame()
    const moving = document
      .getAnimations()
      .filter(({ effect }) => Number.isFinite(effect?.getComputedTiming().endTime))
    await Promise.allSettled(moving.map(({ finished }) => finished))
    const { violations, passes } = await (window as unknown as { axe: typeof axe }).axe.run({
      // Nobody reads where in the page something was found that is right.
      resultTypes: ['violations'],
      selectors: false,
      ...(only === null ? {} : { runOnly: [...only] }),
    })
    if (only === null && passes.length === 0) return ['axe found nothing to look at']
    return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`))
  }, rules)
}
