import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { shells, type Shown } from '../shells'
import { axeFaults } from './axe-faults'

describe.each(shells)('the licences in %s', (name, isThere, open) => {
  describe.runIf(isThere)('under Method', () => {
    let shown: Shown
    beforeAll(async () => {
      shown = await open()
    })
    afterAll(() => shown.close())

    it(`${name} shows the notices of what it is built with, without a fault that axe finds`, async () => {
      const { page, complaints } = shown
      await page.getByRole('button', { name: 'Method' }).click()
      await page.locator('summary', { hasText: 'Licences' }).click()
      const text = page.getByRole('region', { name: 'Licences' })
      await text.getByText('The Corewise contributors').waitFor()
      const notices = await text.innerText()
      for (const library of ['@vue/runtime-dom', 'zod', 'pyodide']) {
        expect(notices).toContain(`${library} `)
      }
      await expect.poll(() => axeFaults(page)).toEqual([])
      expect(complaints).toEqual([])
    })
  })
})
