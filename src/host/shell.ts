import type { AppInfo } from '../contract/app-info'
import type { Delivery } from '../contract/export'
import type { ExportedFile } from './export/export-result'

/** A file that the person chose to import. */
export interface ChosenFile {
  readonly fileName: string
  readonly text: string
}

/** What only the shell can do that the person sits in front of. */
export interface Shell {
  readonly kind: AppInfo['shell']
  /** What a person should know about the runtime. */
  readonly notes: readonly string[]
  /** Gives one file, or several that belong into a folder, to where the person says. */
  deliver(files: readonly ExportedFile[]): Promise<Delivery>
  copyPicture(png: ExportedFile): Promise<Delivery>
  copyText(file: ExportedFile): Promise<Delivery>
  /** Lets a picture be dragged out of the window, while the pointer is pressed. */
  dragOut(png: ExportedFile): Promise<void>
  /**
   * Prints a page of HTML as PDF, with tags and an outline of its headings; null where the shell
   * has nothing that prints.
   */
  readonly printPdf: ((html: Buffer) => Promise<Buffer>) | null
  /** Shows the file or folder in the file manager. */
  reveal(path: string): Promise<void>
  /** Null where the person closed the dialog. */
  chooseFolder(): Promise<string | null>
  /** The path of a job of the person's own; null where they closed the dialog. */
  chooseJobFile(): Promise<string | null>
  /**
   * Whether the person agrees that this program is run with all that they may do. A shell that can
   * ask apart from the page does; only another takes the page's word for it.
   */
  agrees(fileName: string, words: string, isSaidByPage: boolean): Promise<boolean>
  /**
   * Whether the person agrees that the lab listens in a network, which `words` describe. Asked as
   * `agrees` is.
   */
  agreesToListen(words: string, isSaidByPage: boolean): Promise<boolean>
  /** Null where the person closed the dialog; never more than `MAX_IMPORT_BYTES`. */
  chooseImport(): Promise<ChosenFile | null>
}
