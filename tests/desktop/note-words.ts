import type { Page } from 'playwright-core'

/**
 * Notes from now on what parts of a page say, also what is gone before a test on a busy machine
 * can look. Gives how to read what they said so far, each text once.
 *
 * @param parts a CSS selector
 */
export async function noteWords(page: Page, parts: string): Promise<() => Promise<string[]>> {
  const noted = await page.evaluateHandle((selector) => {
    const texts = new Set<string>()
    const note = (): void => {
      for (const { textContent } of document.querySelectorAll(selector)) {
        texts.add(textContent.replace(/\s+/g, ' ').trim())
      }
    }
    new MutationObserver(note).observe(document.body, {
      subtree: true,
      childList: true,
      characterData: true,
    })
    return texts
  }, parts)
  return () => noted.evaluate((texts) => [...texts])
}
