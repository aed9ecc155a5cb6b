import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { orderPuzzle } from '../../../src/engine/lesson/order'
import { readLessons } from '../../../src/host/lesson/lessons'
import { shells, type Shown } from '../shells'

describe.each(shells)('what is to be done in %s', (_name, isThere, open) => {
  describe.runIf(isThere)('with a lesson', () => {
    let shown: Shown
    beforeAll(async () => {
      shown = await open()
      await shown.page.getByRole('button', { name: 'Workshop' }).click()
      await shown.page.getByRole('button', { name: /^2\b/ }).click()
    })
    afterAll(() => shown.close())

    it('checks the program in the editor, helps with a hint, and takes a solution', async () => {
      const { page } = shown
      await page.getByText('Change it').click()
      const check = page.getByRole('button', { name: 'Check my program' })
      await check.click()
      await page.getByText('Not yet. The hint tells where to look.').waitFor()
      await page.getByRole('button', { name: 'Hint' }).click()
      await page.getByText('Nobody else runs until a task pauses.').waitFor()
      await page.getByRole('button', { name: 'Put a solution into the editor' }).click()
      await check.click()
      await page.getByText('The task is done.').waitFor()
      expect(shown.complaints).toEqual([])
    })

    it('lets its lines be put in order by the keyboard alone', async () => {
      const { page } = shown
      const { lessons } = await readLessons(join(import.meta.dirname, '../../../resources/lessons'))
      const lesson = lessons.find(({ number }) => number === 3)
      if (lesson?.order === undefined) throw new Error('lesson 3 has no lines to be put in order')
      const { lines } = orderPuzzle(lesson.original, 'python', lesson.order)
      const right = [...lines].sort(
        (a, b) => lesson.original.indexOf(a) - lesson.original.indexOf(b),
      )
      await page.getByRole('button', { name: 'All lessons' }).click()
      await page.getByRole('button', { name: /^3\b/ }).click()
      await page.getByText('Put the lines in order').click()
      const check = page.getByRole('button', { name: 'Check this order' })
      await check.click()
      await page.getByText(/^Not yet/).waitFor()
      for (const [at, line] of right.entries()) {
        const now = (await page.locator('ol code').allTextContents()).indexOf(line)
        await page
          .locator('ol li')
          .nth(now)
          .getByRole('button')
          .and(page.locator(':enabled'))
          .first()
          .focus()
        for (let from = now; from > at; from -= 1) await page.keyboard.press('ArrowUp')
      }
      await expect.poll(() => page.locator('ol code').allTextContents()).toEqual(right)
      await check.focus()
      await page.keyboard.press('Enter')
      await page.getByText('That is an order that does it.').waitFor()
      expect(shown.complaints).toEqual([])
    })
  })
})
