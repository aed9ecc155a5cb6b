import { readdir } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { InputError, quote } from '../host/input/input-error'
import type { KeptRecord } from '../host/library/kept-record'
import { Library } from '../host/library/library'
import { surveyFolder } from '../host/library/library-folder'
import { OutputError } from '../host/output/output-error'
import { checkWritable } from '../host/output/output-folder'
import { saveCharts, saveIntoEmpty } from '../host/library/save-record'
import type { Cancellation } from './cancellation'
import type { DeliveryOptions } from './deliver'
import { printable, type Terminal } from './terminal'

/**
 * Finds out before a run whether what comes of it can be written.
 *
 * @param out the folder asked for; undefined for the library
 * @throws InputError where the folder asked for cannot be written, OutputError where the library
 */
export async function checkOut(out: string | undefined): Promise<void> {
  if (out === undefined) {
    await checkWritable(new Library().folder)
    return
  }
  try {
    await checkWritable(out)
  } catch (error) {
    if (!(error instanceof OutputError)) throw error
    const message = `--out: cannot write into ${quote(out)}: ${error.why}`
    throw new InputError('invalid-field', message, { source: '--out', value: out })
  }
}

/**
 * Writes a result, its CSV and its charts into a folder of their own and, unless `quiet`, says
 * where. No charts are drawn after a cancellation: whoever cancels waits for the prompt, and drawing
 * takes its time.
 *
 * @throws OutputError where something cannot be written; whole files written before it stay
 */
export async function keep(
  record: KeptRecord,
  { out, quiet = false, theme }: Pick<DeliveryOptions, 'out' | 'quiet' | 'theme'>,
  { exitCode }: Pick<Cancellation, 'exitCode'>,
  terminal: Terminal,
): Promise<void> {
  const tell = quiet ? () => undefined : terminal.tell
  const isCancelled = exitCode !== null
  const folder = out === undefined ? await keepInLibrary(record) : await keepIn(out, record)
  tell(`\nKept in ${printable(folder)}`)
  if (!isCancelled) await saveCharts(folder, record, { theme })
  tell((await filesIn(folder)).map((file) => `  ${file}`).join('\n'))
  if (isCancelled) tell('No charts were drawn, as it was cancelled: `export` draws them.')
}

async function keepInLibrary(record: KeptRecord): Promise<string> {
  const isSurvey = record.kind === 'corewise-cost' || record.kind === 'corewise-memory'
  const library = isSurvey ? new Library(surveyFolder()) : new Library()
  return library.folderOf(await library.keep(record))
}

async function keepIn(out: string, record: KeptRecord): Promise<string> {
  const { folder } = await saveIntoEmpty(out, record, ['json', 'csv'])
  return folder
}

/** The files in a folder and below it, as paths from there. */
async function filesIn(folder: string): Promise<string[]> {
  const found = await readdir(folder, { recursive: true, withFileTypes: true })
  return found
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
    .sort()
}
