import { mkdir, readFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { z } from 'zod'
import { preferencesSchema, type Preferences } from '../contract/preferences'
import { replaceFile } from './write-files'

/** What is kept on disk: the preferences and the folders that the person chose in a dialog. */
const fileSchema = z.object({
  preferences: preferencesSchema.prefault({}),
  chosenFolders: z.array(z.string()).default([]).catch([]),
})
type Kept = z.infer<typeof fileSchema>

const KEPT_FOLDERS = 20

/** The preferences in a file; what cannot be read starts anew. */
export class PreferencesFile {
  readonly #path: string
  readonly #kept: Promise<Kept>
  #written: Promise<void> = Promise.resolve()

  constructor(path: string) {
    this.#path = path
    this.#kept = load(path)
  }

  async read(): Promise<Preferences> {
    return (await this.#kept).preferences
  }

  /**
   * Changes some preferences and gives all of them.
   *
   * @throws OutputError if the file cannot be written
   */
  async change(change: {
    readonly [K in keyof Preferences]?: Preferences[K] | undefined
  }): Promise<Preferences> {
    const kept = await this.#kept
    kept.preferences = {
      theme: change.theme ?? kept.preferences.theme,
      lastSpec: change.lastSpec === undefined ? kept.preferences.lastSpec : change.lastSpec,
      lastSweep: change.lastSweep === undefined ? kept.preferences.lastSweep : change.lastSweep,
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

  /** One write after the other, so that the last change is the one that stays. */
  #write(kept: Kept): Promise<void> {
    const text = JSON.stringify(kept, null, 2)
    const write = async (): Promise<void> => {
      await mkdir(dirname(this.#path), { recursive: true })
      await replaceFile(this.#path, text)
    }
    this.#written = this.#written.then(write, write)
    return this.#written
  }
}

async function load(path: string): Promise<Kept> {
  try {
    return fileSchema.parse(JSON.parse(await readFile(path, 'utf8')))
  } catch {
    return fileSchema.parse({})
  }
}
