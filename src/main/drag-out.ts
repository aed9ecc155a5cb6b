import { app, nativeImage, type WebContents } from 'electron'
import { rmSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import type { ExportedFile } from '../host/export/export-result'

/** What is held under the pointer. */
const ICON_PX = 160

/** Where the file lies that was dragged last: who it is dropped on reads it when they like. */
let lastFolder: string | null = null

app.on('quit', () => {
  if (lastFolder !== null) rmSync(lastFolder, { recursive: true, force: true })
})

/**
 * Lets a picture be dragged from the page to another program or a folder, as a file that lies in a
 * folder of its own until the next one is dragged or the lab ends.
 */
export async function dragOut(page: WebContents, { name, data }: ExportedFile): Promise<void> {
  const folder = await mkdtemp(join(app.getPath('temp'), 'corewise-drag-'))
  const before = lastFolder
  lastFolder = folder
  if (before !== null) await rm(before, { recursive: true, force: true })
  const file = join(folder, basename(name))
  await writeFile(file, data)
  const icon = nativeImage.createFromBuffer(data).resize({ width: ICON_PX })
  page.startDrag({ file, icon })
}
