import type { Delivery } from '../contract/export'
import { LabFault } from '../contract/channel/reply'
import type { ExportedFile } from '../host/export/export-result'
import { deliveredFile, zipOf } from '../host/export/delivered-file'
import type { ChosenFile, Shell } from '../host/shell'

/** A browser has its own ways to save, copy and choose; the page uses them. */
export const browserShell: Shell = {
  kind: 'browser',
  notes: ['The lab runs in a browser here: no native menu and no dialogs.'],
  deliver: async (files: readonly ExportedFile[]) =>
    asContent(files.length > 1 ? [await zipOf(files)] : files),
  copyPicture: (png: ExportedFile) => Promise.resolve(asContent([png])),
  copyText: (file: ExportedFile) => Promise.resolve(asContent([file])),
  dragOut: () => unavailable('let a file be dragged out of it'),
  printPdf: null,
  reveal: () => unavailable('show a folder in the file manager'),
  chooseFolder: (): Promise<string | null> => unavailable('open a folder dialog'),
  chooseJobFile: (): Promise<string | null> => unavailable('open a file dialog'),
  // Who has the token of the page's address is its person.
  agrees: (_fileName, _words, isSaidByPage) => Promise.resolve(isSaidByPage),
  agreesToListen: (_words, isSaidByPage) => Promise.resolve(isSaidByPage),
  chooseImport: (): Promise<ChosenFile | null> => unavailable('open a file dialog'),
}

function asContent(files: readonly ExportedFile[]): Delivery {
  return { kind: 'content', files: files.map(deliveredFile) }
}

function unavailable(what: string): Promise<never> {
  return Promise.reject(new LabFault('unavailable', `A browser cannot ${what}.`))
}
