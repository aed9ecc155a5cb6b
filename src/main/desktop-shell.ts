import { app, BrowserWindow, dialog, shell } from 'electron'
import { basename, extname, join } from 'node:path'
import type { Delivery } from '../contract/export'
import { jobFileTypes } from '../contract/own-job'
import { LabFault } from '../contract/channel/reply'
import type { ExportedFile } from '../host/export/export-result'
import { readText } from '../host/input/read-text'
import type { ChosenFile, Shell } from '../host/shell'
import { inUnusedFolders } from '../host/output/output-folder'
import { replaceFile, writeFiles } from '../host/output/write-files'
import { copyPng, copyText } from './clipboard'
import { dragOut } from './drag-out'
import { NOTES_URL } from './window/page'
import { printPdf } from './print-pdf'

/** Electron's dialogs, clipboard and file manager, for the host. */
export const createDesktopShell = (notes: readonly string[]): Shell => ({
  kind: 'desktop',
  notes,

  async deliver(files: readonly ExportedFile[]): Promise<Delivery> {
    const [file] = files
    if (file === undefined) throw new LabFault('failed', 'There is nothing to save.')
    return files.length === 1 ? saveFile(file) : saveIntoFolder(files)
  },

  async copyPicture(png: ExportedFile): Promise<Delivery> {
    await copyPng(png.data)
    return { kind: 'copied' }
  },

  async copyText({ data }: ExportedFile): Promise<Delivery> {
    await copyText(data.toString())
    return { kind: 'copied' }
  },

  async dragOut(png: ExportedFile): Promise<void> {
    await dragOut(parentWindow().webContents, png)
  },

  printPdf,

  async reveal(path: string): Promise<void> {
    shell.showItemInFolder(path)
    return Promise.resolve()
  },

  async chooseFolder(): Promise<string | null> {
    const { filePaths } = await dialog.showOpenDialog(parentWindow(), {
      title: 'Choose the folder whose files are read',
      properties: ['openDirectory'],
    })
    return filePaths[0] ?? null
  },

  async chooseJobFile(): Promise<string | null> {
    const { filePaths } = await dialog.showOpenDialog(parentWindow(), {
      title: 'Choose the file with your job',
      filters: [
        {
          name: 'TypeScript, JavaScript and Python',
          extensions: jobFileTypes.replaceAll('.', '').split(','),
        },
      ],
      properties: ['openFile'],
    })
    return filePaths[0] ?? null
  },

  async agrees(fileName: string, words: string): Promise<boolean> {
    const { response } = await dialog.showMessageBox(parentWindow(), {
      type: 'warning',
      message: `Run ${fileName}?`,
      detail: words,
      buttons: ['Run It', 'Cancel'],
      defaultId: 1,
      cancelId: 1,
    })
    return response === 0
  },

  async agreesToListen(words: string): Promise<boolean> {
    const { response } = await dialog.showMessageBox(parentWindow(), {
      type: 'warning',
      message: 'Open the session to the network?',
      detail: words,
      buttons: ['Open It', 'Cancel'],
      defaultId: 1,
      cancelId: 1,
    })
    return response === 0
  },

  async chooseImport(): Promise<ChosenFile | null> {
    const { filePaths } = await dialog.showOpenDialog(parentWindow(), {
      title: 'Import a result',
      filters: [
        {
          name: 'Results of Corewise and of other tools',
          extensions: ['json', 'hlog', 'hgrm', 'txt', 'log'],
        },
        { name: 'All files', extensions: ['*'] },
      ],
      properties: ['openFile'],
    })
    const path = filePaths[0]
    if (path === undefined) return null
    return { fileName: basename(path), text: await readText(path) }
  },
})

async function saveFile({ name, data }: ExportedFile): Promise<Delivery> {
  const extension = extname(name).slice(1)
  const { canceled, filePath } = await dialog.showSaveDialog(parentWindow(), {
    defaultPath: join(app.getPath('documents'), basename(name)),
    // What another tool wrote may have none.
    filters: extension === '' ? [] : [{ name: extension.toUpperCase(), extensions: [extension] }],
  })
  if (canceled || !filePath) return { kind: 'dismissed' }
  // The dialog has asked already whether a file of that name may be replaced.
  await replaceFile(filePath, data)
  return { kind: 'saved', path: filePath }
}

async function saveIntoFolder(files: readonly ExportedFile[]): Promise<Delivery> {
  const { filePaths } = await dialog.showOpenDialog(parentWindow(), {
    title: 'Choose the folder for the files',
    properties: ['openDirectory', 'createDirectory'],
  })
  const [folder] = filePaths
  if (folder === undefined) return { kind: 'dismissed' }
  // Who exports a run once more, or in another format, finds the earlier files as they were.
  await writeFiles(folder, await inUnusedFolders(folder, files))
  return { kind: 'saved', path: folder }
}

/** Dialogs belong to the lab's window, so that they are not lost behind it. */
function parentWindow(): Electron.BrowserWindow {
  const window = BrowserWindow.getAllWindows().find(
    ({ webContents }) => webContents.getURL() !== NOTES_URL,
  )
  if (window === undefined) throw new LabFault('unavailable', 'The window is closed.')
  return window
}
