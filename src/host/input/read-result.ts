import { stat } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { z } from 'zod'
import { runOrSweepSchema, type RunOrSweep, type StoredResult } from '../../contract/library'
import { withNamesOfToday } from '../../engine/result/earlier-result'
import { FOREIGN_NAMES, parseFile } from '../foreign/foreign-file'
import { checkCoherent } from './check-consistency'
import { exists } from './exists'
import { parseInput } from './parse-input'
import { InputError, quote } from './input-error'
import { keptSchema, type KeptResult } from '../library/kept-result'
import { readText } from './read-text'
import { refuseNewer } from './refuse-newer'
import { resultFiles } from '../library/result-file'

/** What is looked at before the rest, because it decides what the rest must be. */
const headSchema = z.looseObject({
  kind: z.unknown().optional(),
  schemaVersion: z.unknown().optional(),
})

/**
 * Reads the result of a run or of a sweep, or what another tool measured, from its file or from the
 * folder that holds it.
 *
 * @throws InputError naming the file, the field and the value, where it cannot be used
 */
export async function readResult(path: string): Promise<StoredResult> {
  const file = await resultFile(path)
  return parseStored(await readText(file), basename(file), file)
}

/**
 * Reads the text of a file that a person chose: a result, or what another tool wrote.
 *
 * @param fileName its name alone
 * @param source names it in messages
 * @throws InputError naming the field and the value, where it cannot be used
 */
export function parseStored(text: string, fileName: string, source: string): StoredResult {
  const parsed = parseFile({ fileName, text }, source)
  return 'foreign' in parsed ? parsed.foreign : parseResult(parsed.data, source)
}

/** Reads what `readResult` reads, and surveys too. @throws InputError as that does */
export async function readKept(path: string): Promise<KeptResult> {
  const file = await resultFile(path)
  const parsed = parseFile({ fileName: basename(file), text: await readText(file) }, file)
  if ('foreign' in parsed) return parsed.foreign
  const { data } = parsed
  checkHead(keptSchema, data, file)
  const result = parseInput(keptSchema, withNamesOfToday(data), file)
  checkCoherent(result, file)
  return result
}

/**
 * Checks that data is a result that this version understands.
 *
 * @param source names the data in messages
 * @throws InputError naming the field and the value, where it is not
 */
export function parseResult(data: unknown, source: string): RunOrSweep {
  checkHead(runOrSweepSchema, data, source)
  const result = parseInput(runOrSweepSchema, withNamesOfToday(data), source)
  checkCoherent(result, source)
  return result
}

function checkHead(
  { options }: typeof runOrSweepSchema | typeof keptSchema,
  data: unknown,
  source: string,
): void {
  const kinds: readonly unknown[] = options.map(({ shape }) => shape.kind.value)
  const head = headSchema.safeParse(data)
  if (!head.success || !kinds.includes(head.data.kind)) {
    const kind = head.data?.kind
    const message = `${source} is not a Corewise result: kind is ${kind === undefined ? 'missing' : quote(kind)}, expected ${kinds.map(quote).join(' or ')}, or a result of ${FOREIGN_NAMES}`
    throw new InputError('wrong-kind', message, { source, field: 'kind', value: kind })
  }
  const found = options.find(({ shape }) => shape.kind.value === head.data.kind)
  refuseNewer(head.data.schemaVersion, source, found?.shape.schemaVersion.value)
}

/** The result file in a folder of a run, or the path itself where it is not a folder. */
async function resultFile(path: string): Promise<string> {
  if (!(await isFolder(path))) return path
  for (const file of Object.values(resultFiles)) {
    const candidate = join(path, file)
    if (await exists(candidate)) return candidate
  }
  const names = Object.values(resultFiles).join(' or ')
  throw new InputError('missing', `There is no ${names} in the folder ${path}`, { source: path })
}

async function isFolder(path: string): Promise<boolean> {
  const found = await stat(path).catch(() => null)
  return found?.isDirectory() ?? false
}
