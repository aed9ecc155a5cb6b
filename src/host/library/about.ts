import { access } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { tagsSchema } from '../../contract/library'
import { parseInput } from '../input/parse-input'
import { readJson } from '../input/read-json'
import { replaceFile } from '../output/write-files'

/** What people say of a run; kept beside the result, which is never changed. */
const aboutSchema = z.strictObject({
  /** Null for the name that the spec has. */
  name: z.string().min(1).max(80).nullable().default(null),
  note: z.string().max(10_000).default(''),
  tags: tagsSchema.default([]),
})
export type About = z.infer<typeof aboutSchema>

/** In the folder of its run. */
export const ABOUT_FILE = 'about.json'

/**
 * Reads what was said of the run in a folder; nothing where nothing was.
 *
 * @throws InputError where it cannot be read
 */
export async function readAbout(folder: string): Promise<About> {
  const path = join(folder, ABOUT_FILE)
  const isThere = await access(path).then(
    () => true,
    () => false,
  )
  return parseInput(aboutSchema, isThere ? await readJson(path) : {}, path)
}

/** Writes it. @throws OutputError where it cannot be written */
export async function writeAbout(folder: string, about: About): Promise<void> {
  await replaceFile(join(folder, ABOUT_FILE), `${JSON.stringify(about, null, 2)}\n`)
}
