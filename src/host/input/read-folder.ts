import { readdir } from 'node:fs/promises'
import { basename, dirname, join, relative } from 'node:path'
import type { NamedRun } from '../../engine/analysis/gather-machines'
import { count } from '../../report/format'
import { ABOUT_FILE } from '../library/about'
import { resultFiles } from '../library/result-file'
import { errorCode, messageOf } from '../output/output-error'
import { InputError, quote } from './input-error'
import { readResult } from './read-result'

/** Runs of a room of people, and a folder of that name by accident, end before this. */
const MOST_FILES = 1_000
/** A folder for each person, one for each run in it, and one around them. */
const DEEPEST = 4

/** What a folder holds: its runs, and why each other file was passed over. */
export interface FolderOfRuns {
  readonly runs: readonly NamedRun[]
  /** One line each, naming the file. */
  readonly passedOver: readonly string[]
}

/**
 * Reads every run in a folder and those below it, each checked as any file that somebody sends. A
 * run is called after its file, or the folder that it lies in by itself.
 *
 * @throws InputError where the folder cannot be read, holds no run, or more than 1,000 files
 */
export async function readFolder(folder: string): Promise<FolderOfRuns> {
  const files = await jsonFiles(folder)
  const runs: NamedRun[] = []
  const passedOver: string[] = []
  for (const file of files) {
    const path = relative(folder, file)
    try {
      const result = await readResult(file)
      if (result.kind === 'corewise-result') runs.push({ name: nameOf(path), result })
      else passedOver.push(`${path} is a sweep: only runs are gathered`)
    } catch (error) {
      if (!(error instanceof InputError)) throw error
      passedOver.push(error.message)
    }
  }
  if (runs.length > 0) return { runs, passedOver }
  const [first, ...others] = passedOver
  const more = others.length === 0 ? '' : ` (and ${count(others.length, 'further file')})`
  const why = first === undefined ? 'there is no .json file in it' : `${first}${more}`
  throw new InputError('missing', `No run in ${quote(folder)}: ${why}`, { source: folder })
}

async function jsonFiles(folder: string, depth = 0): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch((error: unknown): never => {
    const why = errorCode(error) === 'ENOENT' ? 'There is no folder' : 'Cannot read the folder'
    const message = `${why} ${quote(folder)}: ${messageOf(error)}`
    throw new InputError('unreadable', message, { source: folder })
  })
  const files: string[] = []
  for (const entry of entries.sort((a, b) => a.name.localeCompare(b.name))) {
    const path = join(folder, entry.name)
    if (entry.isDirectory() && depth < DEEPEST) files.push(...(await jsonFiles(path, depth + 1)))
    // What the library notes beside a run is no result that somebody sent.
    else if (!entry.isDirectory() && entry.name.endsWith('.json') && entry.name !== ABOUT_FILE)
      files.push(path)
    if (files.length > MOST_FILES) {
      const message = `${folder} holds more than ${MOST_FILES.toLocaleString('en')} .json files: gather a folder of results alone`
      throw new InputError('too-large', message, { source: folder })
    }
  }
  return files
}

/** "anna" of `anna.json` and of `anna/result.corewise.json`. */
function nameOf(path: string): string {
  const file = basename(path)
  const above = basename(dirname(path))
  if (file === resultFiles['corewise-result'] && above !== '.') return above
  return file.replace(/(\.corewise)?\.json$/, '')
}
