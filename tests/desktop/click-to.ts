import type { Page } from 'playwright-core'

/**
 * Goes on with a clicker until that slide is there: what is longer than its slide is read on first.
 */
export async function clickTo(page: Page, slide: number): Promise<void> {
  const place = page.getByRole('toolbar', { name: 'Presenter' }).getByRole('status')
  for (let clicks = 0; clicks < 20; clicks += 1) {
    if ((await place.innerText()).startsWith(`${slide} of `)) return
    await page.keyboard.press('PageDown')
    // What is shown of it is drawn with the next frame.
    await page.evaluate(() => new Promise(requestAnimationFrame))
  }
  throw new Error(`the clicker did not come to slide ${slide}`)
}
