import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { fullDisk, type FullDisk } from '../../full-disk'
import { shells, type Shown } from '../shells'

describe.each(shells)('on a full disk %s', (_name, isThere, open) => {
  describe.runIf(isThere && process.platform !== 'win32')(
    'that has nowhere to keep anything',
    () => {
      let disk: FullDisk
      let shown: Shown
      beforeEach(async () => {
        disk = await fullDisk()
        shown = await open(undefined, disk.path)
      })
      afterEach(async () => {
        await shown.close()
        await disk.remove()
      })

      it('runs and shows the figures, and says once that settings are not kept', async () => {
        const { page } = shown
        for (const [label, value] of [
          ['Measured', '0.5'],
          ['Blocks', '1'],
          ['Warm-up at most', '0'],
        ] as const) {
          await page.getByRole('spinbutton', { name: label }).fill(value)
        }
        const press = page.getByRole('region', { name: 'What is run' }).getByRole('button', {
          name: /Enter$/,
        })
        const notice = page.locator('.notice', { hasText: 'Settings last only until' })
        await press.click()
        // After the run, which on a busy machine takes its time.
        await page.getByText(/^Not in the library/).waitFor()
        await expect.poll(() => notice.getAttribute('class')).toContain('fault')
        await notice.getByRole('button', { name: 'Dismiss' }).click()
        await page.getByRole('button', { name: /^Theme/ }).click()
        await page.locator('html[data-theme]').waitFor()
        // So short a run may have no rate where the machine stands still, but has other figures;
        // that no job failed is none.
        const table = page.getByRole('table', { name: 'Figures of each contender' })
        await expect
          .poll(() => table.getByRole('cell').allInnerTexts())
          .toContainEqual(expect.stringMatching(/[1-9]/))
        await expect.poll(() => notice.count()).toBe(0)
      })
    },
  )
})
