import { z } from 'zod'
import {
  FOREIGN_SCHEMA_VERSION,
  foreignRunSchema,
  MOST_FOREIGN_CHARACTERS,
  type ForeignRun,
} from '../../engine/foreign/foreign-run'
import { InputError, quote } from '../input/input-error'
import { parseInput } from '../input/parse-input'
import { parseJson } from '../input/read-json'
import { refuseNewer } from '../input/refuse-newer'
import type { Reading } from './reading'
import { isAutocannon, readAutocannon } from './tool/autocannon'
import { isHdrLog, readHdrLog } from './tool/hdr-log'
import { isHdrPercentiles, readHdrPercentiles } from './tool/hdr-percentiles'
import { isHyperfine, readHyperfine } from './tool/hyperfine'
import { isK6, readK6 } from './tool/k6'
import { isOha, readOha } from './tool/oha'
import { isWrk, readWrk } from './tool/wrk'

/** A form of files that is told by what stands in it, and how it is read. */
interface Form<Input> {
  readonly is: (input: Input) => boolean
  readonly read: (input: Input, source: string) => Reading
}

const jsonForms: readonly Form<object>[] = [
  { is: isHyperfine, read: readHyperfine },
  { is: isAutocannon, read: readAutocannon },
  { is: isOha, read: readOha },
  { is: isK6, read: readK6 },
]

/** wrk2 prints a table of percentiles too, within its own text. */
const textForms: readonly Form<string>[] = [
  { is: isWrk, read: readWrk },
  { is: isHdrLog, read: readHdrLog },
  { is: isHdrPercentiles, read: readHdrPercentiles },
]

/** Said where a file is none of them. */
export const FOREIGN_NAMES = 'hyperfine, autocannon, k6, oha, wrk, wrk2 or HdrHistogram'

/** A file as it came: its name alone, and what stands in it. */
type Original = ForeignRun['original']

/** What a file holds: a foreign run, or data that the lab itself may have written. */
type Parsed = { readonly foreign: ForeignRun } | { readonly data: unknown }

/**
 * Reads what another tool wrote, and parses what may be the lab's own.
 *
 * @param source names the file in messages
 * @param importedAt when the file came to the lab
 * @throws InputError where it is neither, naming the field and the value where it cannot be used
 */
export function parseFile(
  original: Original,
  source: string,
  importedAt: string = new Date().toISOString(),
): Parsed {
  const { text } = original
  const isJson = /^\s*[[{]/.test(text)
  // What was printed on Windows, or pasted there, has other ends of lines.
  const lines = isJson ? '' : text.replace(/\r\n/g, '\n')
  const form = isJson ? null : (textForms.find(({ is }) => is(lines)) ?? null)
  if (form !== null) {
    checkText(text, source)
    return { foreign: runOf(form.read(lines, source), original, source, importedAt) }
  }
  const data = parseJson(text, source)
  if (isKeptForeign(data)) return { foreign: parseKept(data, source) }
  if (typeof data !== 'object' || data === null || 'kind' in data) return { data }
  const jsonForm = jsonForms.find(({ is }) => is(data))
  if (jsonForm === undefined) return { data }
  checkLength(text, source)
  return { foreign: runOf(jsonForm.read(data, source), original, source, importedAt) }
}

/** @throws InputError where a figure is none that was measured */
function runOf(
  reading: Reading,
  original: Original,
  source: string,
  importedAt: string,
): ForeignRun {
  const run = parseInput(
    foreignRunSchema,
    {
      kind: 'corewise-foreign',
      schemaVersion: FOREIGN_SCHEMA_VERSION,
      importedAt,
      ...reading,
      original: { ...original, fileName: original.fileName.slice(0, 255) },
    },
    source,
  )
  checkTelling(run, source)
  checkRising(run, source)
  return run
}

/** @throws InputError where no series has a figure, as of a tool that was cut short */
function checkTelling({ series, tool }: ForeignRun, source: string): void {
  const isTelling = series.some(
    ({ requestsPerSecond, latency }) => requestsPerSecond !== null || latency !== null,
  )
  if (isTelling) return
  const message = `${source} holds no figure: let ${tool.name} run to its end`
  throw new InputError('unreadable', message, { source })
}

function checkText(text: string, source: string): void {
  checkLength(text, source)
  // Written out as JSON these take six characters each, and no such tool prints them.
  const control = /[\0-\x08\x0b\x0c\x0e-\x1f]/.exec(text)?.[0]
  if (control === undefined) return
  const message = `${source} is not plain text: it holds ${quote(control)}`
  throw new InputError('unreadable', message, { source })
}

function checkLength(text: string, source: string): void {
  if (text.length <= MOST_FOREIGN_CHARACTERS) return
  const most = `${MOST_FOREIGN_CHARACTERS / 2 ** 20} Mi characters of another tool are read`
  throw new InputError('too-large', `${source} is too large: at most ${most}`, { source })
}

/** Printed values are rounded, and those of histograms stand for a thousandth more. */
const ROUNDED = 1.01

/** @throws InputError where a percentile is below a smaller one, or above the largest value */
function checkRising({ series }: ForeignRun, source: string): void {
  for (const [index, { latency }] of series.entries()) {
    const percentiles = latency?.percentiles ?? []
    for (const [place, { percentile, valueMs }] of percentiles.entries()) {
      const next = percentiles[place + 1]
      const bound = next?.valueMs ?? latency?.maxMs ?? Infinity
      if (valueMs <= bound * ROUNDED) continue
      const above = next === undefined ? 'the largest value' : `p${next.percentile}`
      const field = `series.${index}.latency.percentiles.${place}.valueMs`
      const message = `${source}: p${percentile} is ${valueMs} ms, expected at most ${above}, which is ${bound} ms`
      throw new InputError('invalid-field', message, { source, field, value: valueMs })
    }
  }
}

/** What is looked at of a run that was kept: all else is read from its file again. */
const keptSchema = foreignRunSchema.pick({
  kind: true,
  schemaVersion: true,
  importedAt: true,
  original: true,
})

/**
 * Reads a foreign run that was kept. Its figures are those of the file in it, whatever else it
 * says.
 *
 * @throws InputError naming the field and the value, where it cannot be used
 */
function parseKept(data: object, source: string): ForeignRun {
  const version = 'schemaVersion' in data ? data.schemaVersion : undefined
  refuseNewer(version, source, FOREIGN_SCHEMA_VERSION)
  const kept = Object.keys(keptSchema.shape).map((key) => [
    key,
    (data as Record<string, unknown>)[key],
  ])
  const { original, importedAt } = parseInput(keptSchema, Object.fromEntries(kept), source)
  const parsed = isKept(original) ? null : parseFile(original, `${source}: original`, importedAt)
  if (parsed !== null && 'foreign' in parsed) return parsed.foreign
  const message = `${source}: original.text: expected a result of ${FOREIGN_NAMES}, got ${quote(original.text)}`
  throw new InputError('invalid-field', message, { source, field: 'original.text' })
}

/** Whether a file holds one that was kept, which would go on without an end. */
function isKept({ text }: Original): boolean {
  return /"kind"\s*:\s*"corewise-foreign"/.test(text)
}

/** Whether data says of itself that it is a foreign run. */
function isKeptForeign(data: unknown): data is object {
  const parsed = z.looseObject({ kind: z.literal('corewise-foreign') }).safeParse(data)
  return parsed.success
}
