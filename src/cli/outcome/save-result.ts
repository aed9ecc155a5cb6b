import { readdir } from 'node:fs/promises'
import { join, relative, resolve } from 'node:path'
import { InputError, quote } from '../../host/input/input-error'
import type { GrowingResult, Place } from '../../host/library/growing-result'
import type { KeptResult } from '../../host/library/kept-result'
import type { Library } from '../../host/library/library'
import { OutputError } from '../../host/output/output-error'
import { checkNewFile, checkWritable } from '../../host/output/output-folder'
import { saveCharts, saveIntoEmpty } from '../../host/library/save-result'
import type { Cancellation } from '../cancellation'
import type { DeliveryOptions } from './deliver'
import { printable, type Terminal } from '../terminal'

/**
 * Finds out whether a folder that was asked for can be written.
 *
 * @throws InputError where it cannot
 */
export async function checkOut(out: string): Promise<void> {
  await checkWritable(out).catch(asFlag(`cannot write into ${quote(out)}`, out))
}

/**
 * Finds out whether a file that was asked for can be written, and is not there yet.
 *
 * @throws InputError where it cannot
 */
export async function checkOutFile(out: string): Promise<void> {
  await checkNewFile(resolve(out)).catch(asFlag(`cannot write ${quote(out)}`, out))
}

/** Says of the flag what cannot be written. */
function asFlag(what: string, out: string) {
  return (error: unknown): never => {
    if (!(error instanceof OutputError)) throw error
    const message = `--out: ${what}: ${error.why}`
    throw new InputError('invalid-field', message, { source: '--out', value: out })
  }
}

/**
 * Settles before a run where what comes of it is kept. A library that cannot be written costs no
 * measurement: it is said, and what is measured is printed only.
 *
 * @param out the folder asked for; undefined for the library
 * @param library what is kept goes there where no folder was asked for
 * @returns null where nothing can be kept
 * @throws InputError where the folder asked for cannot be written
 */
export async function placeFor(
  out: string | undefined,
  library: Library,
  terminal: Terminal,
): Promise<Place | null> {
  if (out !== undefined) {
    await checkOut(out)
    return async (result) => (await saveIntoEmpty(out, result, ['json', 'csv'])).folder
  }
  try {
    await checkWritable(library.folder)
    return library.place
  } catch (error) {
    if (!(error instanceof OutputError)) throw error
    const { paintAside, tell } = terminal
    const why = `Cannot write ${printable(library.folder)}: ${error.why}.`
    tell(paintAside.yellow(`${why} What is measured is printed and not kept; --out keeps it.`))
    return null
  }
}

/**
 * Writes a result, its CSV and its charts into a folder of their own and, unless `quiet`, says
 * where. No charts are drawn after a cancellation: whoever cancels waits for the prompt, and
 * drawing takes its time.
 *
 * @param growing where it is kept, and may be already in part
 * @throws OutputError where something cannot be written; whole files written before it stay
 */
export async function keep(
  result: KeptResult,
  growing: GrowingResult,
  { quiet = false, theme }: Pick<DeliveryOptions, 'quiet' | 'theme'>,
  { exitCode }: Pick<Cancellation, 'exitCode'>,
  terminal: Terminal,
): Promise<void> {
  const tell = quiet ? () => undefined : terminal.tell
  const isCancelled = exitCode !== null
  const folder = await growing.finish(result)
  tell(`\nKept in ${printable(folder)}`)
  if (!isCancelled) await saveCharts(folder, result, { theme })
  tell((await filesIn(folder)).map((file) => `  ${file}`).join('\n'))
  if (isCancelled) tell('No charts were drawn, as it was cancelled: `export` draws them.')
}

/** The files in a folder and below it, as paths from there. */
async function filesIn(folder: string): Promise<string[]> {
  const found = await readdir(folder, { recursive: true, withFileTypes: true })
  return found
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
    .sort()
}
