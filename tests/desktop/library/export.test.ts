import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { getDocumentProxy } from 'unpdf'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { exportFormats } from '../../../src/contract/export'
import { idsIn } from '../newest-run'
import { keepRuns, pairNamed } from './kept-runs'
import { hasDesktop, openDesktop, type Desktop } from '../open-desktop'
import { shortSpec, watchRun } from '../watch-run'

const PNG = Buffer.from([0x89, 0x50, 0x4e, 0x47])

describe.runIf(hasDesktop)('what leaves the desktop and what comes in', () => {
  let home: string
  let desktop: Desktop
  let id = ''
  beforeAll(async () => {
    home = await mkdtemp(join(tmpdir(), 'scratch-export-'))
    await keepRuns(home, [pairNamed('short')])
    ;[id = ''] = await idsIn(home)
    desktop = await openDesktop(home)
  })
  let draggedFile = ''
  afterAll(async () => {
    await desktop.close()
    await rm(home, { recursive: true, force: true, maxRetries: 10 })
  })

  it('saves a chart where the dialog says, drawn at twice its size', async () => {
    const path = join(desktop.home, 'chart.png')
    await answerSaveDialog(desktop, path)
    const delivery = await desktop.page.evaluate(
      (runId) => window.lab.exportRuns({ runIds: [runId], chart: 'throughput', format: 'png' }),
      id,
    )
    expect(delivery).toEqual({ ok: true, value: { kind: 'saved', path } })
    const image = await readFile(path)
    expect(image.subarray(0, 4)).toEqual(PNG)
    // Width and height stand at bytes 16 and 20 of every PNG.
    expect([image.readUInt32BE(16), image.readUInt32BE(20)]).toEqual([1920, 1080])
  })

  it('saves nothing where the dialog is closed', async () => {
    await answerSaveDialog(desktop, null)
    const delivery = await desktop.page.evaluate(
      (runId) => window.lab.exportRuns({ runIds: [runId], chart: null, format: 'csv' }),
      id,
    )
    expect(delivery).toEqual({ ok: true, value: { kind: 'dismissed' } })
  })

  it.each(exportFormats)('saves the whole report as %s and tells how far it is', async (format) => {
    const folder = join(desktop.home, `report-${format}`)
    await mkdir(folder)
    await answerSaveDialog(desktop, join(folder, `report.${format}`))
    await answerOpenDialog(desktop, folder)
    const { delivery, shares } = await desktop.page.evaluate(
      async ([runId, as]) => {
        const seen: number[] = []
        const stop = window.lab.on('exportProgress', ({ share }) => seen.push(share))
        const reply = await window.lab.exportRuns({ runIds: [runId], chart: null, format: as })
        stop()
        return { delivery: reply, shares: seen }
      },
      [id, format] as const,
    )
    expect(delivery).toMatchObject({ ok: true, value: { kind: 'saved' } })
    expect(shares.at(-1)).toBe(1)
    const [first = ''] = await readdir(folder)
    expect((await stat(join(folder, first))).size).toBeGreaterThan(0)
  })

  it('saves pictures once more beside those that are there', async () => {
    const folder = join(desktop.home, 'report-png')
    await answerOpenDialog(desktop, folder)
    const delivery = await desktop.page.evaluate(
      (runId) => window.lab.exportRuns({ runIds: [runId], chart: null, format: 'png' }),
      id,
    )
    expect(delivery).toMatchObject({ ok: true, value: { kind: 'saved' } })
    const [first = '', second] = (await readdir(folder)).sort()
    expect(second).toBe(`${first}-2`)
  })

  it('says what charts there are where it does not know one', async () => {
    const reply = await desktop.page.evaluate(
      (runId) => window.lab.exportRuns({ runIds: [runId], chart: 'pie', format: 'png' }),
      id,
    )
    expect(reply).toMatchObject({
      ok: false,
      error: { code: 'not-found', message: expect.stringContaining('throughput') as string },
    })
  })

  it('copies a chart to the clipboard as a picture', async () => {
    const reply = await desktop.page.evaluate(
      (runId) => window.lab.copyChart({ runIds: [runId], chart: 'throughput' }),
      id,
    )
    expect(reply).toEqual({ ok: true, value: { kind: 'copied' } })
    const formats = await desktop.app.evaluate(({ clipboard }) =>
      (clipboard as unknown as { availableFormats(): string[] }).availableFormats(),
    )
    expect(formats).toContain('image/png')
  })

  it('copies the figures as text', async () => {
    const reply = await desktop.page.evaluate(
      (runId) => window.lab.copyTable({ runIds: [runId], format: 'tsv' }),
      id,
    )
    expect(reply).toEqual({ ok: true, value: { kind: 'copied' } })
    const text = await desktop.app.evaluate(({ clipboard }) =>
      (clipboard as unknown as { readText(): string }).readText(),
    )
    const [head, ...rows] = text.trimEnd().split('\n')
    expect(head?.split('\t')).toEqual(expect.arrayContaining(['contender', 'jobs_per_s']))
    expect(rows.map((row) => row.split('\t').length)).toEqual(
      rows.map(() => head?.split('\t').length),
    )
  })

  it('copies and shows in its folder what is pressed, and the clipboard has the very picture', async () => {
    const { page, app } = desktop
    await page.getByRole('button', { name: 'Library', exact: true }).click()
    await page.locator('button.open').first().click()
    const copy = page.getByRole('button', { name: /^Copy: / }).first()
    await app.evaluate(({ clipboard }) => {
      ;(clipboard as unknown as { clear(): void }).clear()
    })
    await copy.press('Enter')
    await page.locator('.notice').getByText('Chart copied').waitFor()
    const [width, height] = await app.evaluate(({ clipboard }) => {
      const holder = clipboard as unknown as { readImage(): Electron.NativeImage }
      const png = holder.readImage().toPNG()
      return [png.readUInt32BE(16), png.readUInt32BE(20)]
    })
    expect([width, height]).toEqual([1920, 1080])
    await page.getByRole('button', { name: /TSV/ }).first().press('Enter')
    await page.locator('.notice').getByText('Table copied').waitFor()
    const path = join(desktop.home, 'pressed.png')
    await answerSaveDialog(desktop, path)
    await app.evaluate(({ shell }) => {
      shell.showItemInFolder = (shown) => (process.env.COREWISE_TEST_SHOWN = shown)
    })
    await page
      .getByRole('button', { name: /^Export: / })
      .first()
      .press('Enter')
    await page
      .getByRole('dialog')
      .getByRole('button', { name: /^Export/ })
      .click()
    await page.getByRole('button', { name: 'Show in folder' }).click()
    await expect.poll(() => app.evaluate(() => process.env.COREWISE_TEST_SHOWN)).toBe(path)
  })

  it('lets a chart be dragged out of the window as a file', async () => {
    const { page, app } = desktop
    await app.evaluate(({ BrowserWindow }) => {
      const [window] = BrowserWindow.getAllWindows()
      if (window === undefined) throw new Error('expected a window')
      // A real drag waits for a pointer that is pressed.
      window.webContents.startDrag = ({ file, icon }) => {
        const isDrawn = typeof icon !== 'string' && !icon.isEmpty()
        process.env.COREWISE_TEST_DRAGGED = isDrawn ? file : 'without an icon'
      }
    })
    await page.locator('.frame .plot').first().dispatchEvent('dragstart')
    const dragged = () => app.evaluate(() => process.env.COREWISE_TEST_DRAGGED ?? '')
    await expect.poll(dragged).toMatch(/corewise-drag-\w+.short-\d{8}T\d{6}Z.*-throughput\.png$/)
    expect((await readFile(await dragged())).subarray(0, 4)).toEqual(PNG)
    draggedFile = await dragged()
  })

  it('prints a report and a handout as PDF with tags and an outline of their headings', async () => {
    for (const [name, ask] of Object.entries(printed)) {
      const path = join(desktop.home, `${name}.pdf`)
      await answerSaveDialog(desktop, path)
      expect(await desktop.page.evaluate(ask, id)).toMatchObject({ ok: true })
      const pdf = await getDocumentProxy(new Uint8Array(await readFile(path)))
      const headings = JSON.stringify(await pdf.getOutline())
      expect(headings).toContain(name === 'report' ? '"title":"Environment"' : 'Answers')
      const tree = await (await pdf.getPage(1)).getStructTree()
      expect(JSON.stringify(tree)).toMatch(/"role":"H[12]"/)
      await pdf.destroy()
    }
  })

  it('imports the file that the dialog chose, and says what is wrong with another', async () => {
    const good = join(desktop.home, 'runs', id, 'result.corewise.json')
    await answerOpenDialog(desktop, good)
    const imported = await desktop.page.evaluate(() => window.lab.chooseImport())
    expect(imported).toMatchObject({ ok: true, value: { name: 'short' } })

    const bad = join(desktop.home, 'bad.json')
    await writeFile(bad, '{"kind":"corewise-result","schemaVersion":99}')
    await answerOpenDialog(desktop, bad)
    const refused = await desktop.page.evaluate(() => window.lab.chooseImport())
    expect(refused).toMatchObject({
      ok: false,
      error: { code: 'invalid-input', message: expect.stringContaining('newer version') as string },
    })

    await rm(bad)
    const gone = await desktop.page.evaluate(() => window.lab.chooseImport())
    expect(gone).toMatchObject({ ok: false, error: { message: `There is no file ${bad}` } })
  })

  it('reads the folder that a dialog chose, and says when it is gone', async () => {
    const folder = join(desktop.home, 'files')
    await mkdir(folder)
    await writeFile(join(folder, 'one.txt'), 'one')
    await answerOpenDialog(desktop, folder)
    const chosen = await desktop.page.evaluate(() => window.lab.chooseFolder())
    expect(chosen).toEqual({ ok: true, value: folder })
    const spec = shortSpec({ workload: { kind: 'files', path: folder } })
    const { last } = await watchRun(desktop.page, spec)
    expect(last).toMatchObject({ kind: 'finished', result: { status: 'complete' } })

    await rm(folder, { recursive: true })
    const gone = await watchRun(desktop.page, spec)
    expect(gone.last).toMatchObject({
      kind: 'failed',
      error: { message: expect.stringContaining('does not exist') as string },
    })
  })

  it('renames, notes, tags and deletes a run, and takes the deletion back', async () => {
    const replies = await desktop.page.evaluate(async (runId) => {
      await window.lab.renameRun({ id: runId, name: 'first light' })
      await window.lab.noteRun({ id: runId, note: '<b>not markup</b>' })
      await window.lab.tagRun({ id: runId, tags: ['demo'] })
      const changed = await window.lab.readRun({ id: runId })
      await window.lab.deleteRun({ id: runId })
      const deleted = await window.lab.readRun({ id: runId })
      const restored = await window.lab.undoDelete({ id: runId })
      return { changed, deleted, restored }
    }, id)
    const about = { name: 'first light', note: '<b>not markup</b>', tags: ['demo'] }
    expect(replies.changed).toMatchObject({ ok: true, value: { entry: about } })
    expect(replies.deleted).toMatchObject({ ok: false, error: { code: 'not-found' } })
    expect(replies.restored).toMatchObject({ ok: true, value: about })
  })

  it('lists a run whose file was corrupted as a problem, and the others all the same', async () => {
    await writeFile(join(desktop.home, 'runs', id, 'result.corewise.json'), '{"kind": "corew')
    const list = await desktop.page.evaluate(() => window.lab.listRuns())
    if (!list.ok) throw new Error(list.error.message)
    expect(list.value.problems).toMatchObject([{ id }])
    expect(list.value.entries.length).toBeGreaterThan(0)
  })

  it('takes the files of dragged charts away when it ends', async () => {
    expect(existsSync(draggedFile)).toBe(true)
    await desktop.close()
    await expect.poll(() => existsSync(draggedFile)).toBe(false)
  })
})

/** What asks the lab for a PDF, in its page, by what it is of. */
const printed = {
  report: (runId: string) => window.lab.exportRuns({ runIds: [runId], chart: null, format: 'pdf' }),
  handout: async () => {
    const reply = await window.lab.lessons()
    const lessons = reply.ok ? reply.value.lessons.slice(0, 1) : []
    return window.lab.exportHandout({ lessons, format: 'pdf', hasNotes: false, isMeasured: false })
  },
}

async function answerSaveDialog({ app }: Desktop, path: string | null): Promise<void> {
  await app.evaluate(({ dialog }, filePath) => {
    const answer = { canceled: filePath === null, filePath: filePath ?? '' }
    dialog.showSaveDialog = () => Promise.resolve(answer)
  }, path)
}

async function answerOpenDialog({ app }: Desktop, path: string): Promise<void> {
  await app.evaluate(({ dialog }, filePath) => {
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [filePath] })
  }, path)
}
