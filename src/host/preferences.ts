import { dirname } from 'node:path'
import { z } from 'zod'
import { preferencesSchema, type Preferences } from '../contract/preferences'
import { OutputError } from './output/output-error'
import { removeUnfinished } from './output/leftover'
import { makeFolder } from './output/output-folder'
import { readJson } from './input/read-json'
import { replaceFile } from './output/write-files'

/** What is kept on disk: the preferences and the folders that the person chose in a dialog. */
const fileSchema = z.object({
  preferences: preferencesSchema.prefault({}),
  chosenFolders: z.array(z.string()).default([]).catch([]),
})
type Kept = z.infer<typeof fileSchema>

const KEPT_FOLDERS = 20

/**
 * The preferences in a file. What cannot be read starts anew; what cannot be written holds until
 * the lab ends, and stops nothing.
 */
export class PreferencesFile {
  readonly #path: string
  readonly #kept: Promise<Kept>
  #written: Promise<void> = Promise.resolve()
  #isWritable = true
  #tellOfTrouble: (sentences: string) => void = () => undefined

  constructor(path: string) {
    this.#path = path
    this.#kept = load(path)
  }

  /**
   * Has `tell` called, with why, when the file cannot be written: once, until it could be again.
   */
  onTrouble(tell: (sentences: string) => void): void {
    this.#tellOfTrouble = tell
  }

  async read(): Promise<Preferences> {
    return (await this.#kept).preferences
  }

  /** Changes some preferences and gives all of them, once they are in the file or cannot be. */
  async change(change: {
    readonly [K in keyof Preferences]?: Preferences[K] | undefined
  }): Promise<Preferences> {
    const kept = await this.#kept
    kept.preferences = {
      theme: change.theme ?? kept.preferences.theme,
      language: change.language ?? kept.preferences.language,
      lastSpec: change.lastSpec === undefined ? kept.preferences.lastSpec : change.lastSpec,
      lastSweep: change.lastSweep === undefined ? kept.preferences.lastSweep : change.lastSweep,
      python: change.python === undefined ? kept.preferences.python : change.python,
      lastExport: change.lastExport === undefined ? kept.preferences.lastExport : change.lastExport,
    }
    await this.#write(kept)
    return kept.preferences
  }

  /** Remembers that the person chose this folder in a dialog, so that runs may read it. */
  async allowFolder(folder: string): Promise<void> {
    const kept = await this.#kept
    const others = kept.chosenFolders.filter((chosen) => chosen !== folder)
    kept.chosenFolders = [folder, ...others].slice(0, KEPT_FOLDERS)
    await this.#write(kept)
  }

  /** True if the person once chose this very folder in a dialog. */
  async isAllowedFolder(folder: string): Promise<boolean> {
    return (await this.#kept).chosenFolders.includes(folder)
  }

  /** One write after the other, so that the last change is the one that stays. Never rejects. */
  #write(kept: Kept): Promise<void> {
    const text = JSON.stringify(kept, null, 2)
    this.#written = this.#written.then(async () => {
      try {
        await makeFolder(dirname(this.#path))
        await replaceFile(this.#path, text)
        this.#isWritable = true
      } catch (error) {
        if (this.#isWritable) this.#tellOfTrouble(troubleOf(this.#path, error))
        this.#isWritable = false
      }
    })
    return this.#written
  }
}

function troubleOf(path: string, error: unknown): string {
  const { why, reason } = error instanceof OutputError ? error : new OutputError(path, error)
  const advice = reason === 'disk-full' ? 'Free some space' : `Let the lab write ${path}`
  return `Settings last only until the lab is closed: ${why}. ${advice} to keep them.`
}

async function load(path: string): Promise<Kept> {
  await removeUnfinished(dirname(path), { isDeep: false })
  try {
    return fileSchema.parse(await readJson(path))
  } catch {
    return fileSchema.parse({})
  }
}
