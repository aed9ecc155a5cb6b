import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { syntheticRoom } from '../../charts/synthetic-room'
import { hasDesktop, openDesktop, type Desktop } from '../open-desktop'
import { axeFaults } from '../window/axe-faults'

describe.runIf(hasDesktop)('a folder of many machines in the window', () => {
  let lab: Desktop
  let folder = ''
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'scratch-room-'))
    for (const { name, result } of syntheticRoom([1, 4, 16])) {
      await writeFile(join(folder, `${name}.json`), JSON.stringify(result))
    }
    await writeFile(join(folder, 'broken.json'), '{')
    lab = await openDesktop()
    await lab.app.evaluate(({ dialog }, path) => {
      dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [path] })
    }, folder)
  })
  afterAll(async () => {
    await lab.close()
    await rm(folder, { recursive: true })
  })

  it('stands on one chart and in a table, with what was passed over, and is exported', async () => {
    const { page } = lab
    await page.getByRole('button', { name: 'Library', exact: true }).click()
    await page.getByRole('button', { name: 'Gather a folder…' }).click()
    const dialog = page.getByRole('dialog', { name: 'Machines of a folder' })
    await dialog.getByRole('img', { name: /^Of 3 machines|^On / }).waitFor()
    const rows = dialog.getByRole('rowheader')
    await expect.poll(() => rows.allInnerTexts()).toEqual(['person 1', 'person 2', 'person 3'])
    await dialog.getByRole('listitem').filter({ hasText: 'broken.json' }).waitFor()
    await expect.poll(() => axeFaults(page)).toEqual([])
    await dialog.getByRole('button', { name: 'Export the machines…' }).click()
    await page.getByText(/^Machines saved to /).waitFor()
    const table = await readFile(join(folder, 'machines.csv'), 'utf8')
    expect(table.split('\n').filter((line) => line.startsWith('person'))).toHaveLength(3)
    await page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'detached' })
    const isOnButton = (): Promise<boolean> =>
      page
        .getByRole('button', { name: 'Gather a folder…' })
        .evaluate((button) => button === document.activeElement)
    await expect.poll(isOnButton).toBe(true)
    expect(lab.complaints).toEqual([])
  })
})
