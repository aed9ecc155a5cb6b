import { existsSync, readFileSync } from 'node:fs'
import { basename, dirname, join, relative, sep } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import { isDeepStrictEqual, inspect } from 'node:util'
import { now } from '../measure/now'
import { SourceError } from '../strip-types'
import { jobVariants, type JobVariant } from '../contender/job-variant'
import { tellAwaited } from './awaited-line'
import { costOf, perform } from './job-cost'
import { JobExportError, type JobModule } from './job-module'
import { lineIn } from './line-in'
import { JobChangedError, loadJob } from './load-job'
import {
  placeOf,
  type Different,
  type Faulty,
  type JobCost,
  type JobFile,
  type TrialNews,
  type TrialResult,
} from './trial'

/** Inputs for which all variants must give the same. */
const COMPARED_INPUTS = 5

/** A trial that goes on says so. */
const TOLD_EVERY_NS = 1e9

/** Results and inputs are told up to so many characters. */
const MOST_SHOWN = 200

/**
 * Tries a job file before anything is measured: loads it, sees that its variants give the same for
 * the same input, and measures what a job of each takes by itself. Nothing else may run in the
 * process meanwhile: a job's computing is what the process used, the runtime's hidden threads
 * included.
 *
 * @param heard is awaited before anything of the file is called: a job may end its process at once,
 *   and the host is to know where that was
 */
export async function tryJob(
  file: JobFile,
  tell: (news: TrialNews) => void,
  heard: () => Promise<void>,
): Promise<TrialResult> {
  let trying: TrialNews = { kind: 'trying', part: 'load', input: 0, standsAt: null }
  let toldNs = now()
  const begin = (part: TrialNews['part'], input = 0, isTimed = false): void => {
    // To tell costs as much as a short job does.
    const isAnother = part !== trying.part || (input !== trying.input && !isTimed)
    trying = { kind: 'trying', part, input, standsAt: null }
    if (!isAnother && now() - toldNs < TOLD_EVERY_NS) return
    toldNs = now()
    tell(trying)
  }
  const watched = async <Value>(work: () => Promise<Value>): Promise<Value> => {
    await heard()
    return tellAwaited(file.file, work, (standsAt) => {
      tell({ ...trying, standsAt })
    })
  }
  tell(trying)
  try {
    const job = await watched(() => loadJob(file))
    begin('before')
    await watched(() => job.before())
    const attempt = (variant: JobVariant, input: number): Promise<unknown> => {
      begin(variant, input)
      return watched(() => perform(job, variant, job.inputs[input]))
    }
    const there = jobVariants.filter((name) => job.variants[name] !== undefined)
    const difference = await findDifference(job, there, attempt)
    await turn()
    if (difference !== null) return difference
    const costs: Partial<Record<JobVariant, JobCost>> = {}
    for (const variant of there) {
      begin(variant)
      await heard()
      costs[variant] = await costOf(job, variant, (input, isTimed) => {
        begin(variant, input, isTimed)
      })
      await turn()
    }
    begin('after')
    await watched(() => job.after())
    await turn()
    return { kind: 'tried', inputs: job.inputs.length, costs }
  } catch (error) {
    return faultOf(error, file.file, trying)
  }
}

/** Lets Node find promises that were rejected and that nobody awaits: jobs may never give way. */
const turn = (): Promise<void> => setImmediate()

type Attempt = (variant: JobVariant, input: number) => Promise<unknown>

async function findDifference(
  { inputs }: JobModule,
  variants: readonly JobVariant[],
  attempt: Attempt,
): Promise<Different | null> {
  for (let input = 0; input < Math.min(COMPARED_INPUTS, inputs.length); input++) {
    const results: { variant: JobVariant; value: unknown }[] = []
    const before = copied(inputs[input])
    for (const variant of variants) {
      results.push({ variant, value: await attempt(variant, input) })
      // Copies are compared, as that of a Buffer is a Uint8Array.
      if (before !== null && !isDeepStrictEqual(before, copied(inputs[input]))) {
        throw new JobExportError(changes(variant, input, before.value, inputs[input]))
      }
    }
    const [first] = results
    if (results.every(({ value }) => isDeepStrictEqual(value, first?.value))) continue
    return {
      kind: 'different',
      input,
      given: shown(inputs[input]),
      results: results.map(({ variant, value }) => ({ variant, text: shown(value) })),
    }
  }
  return null
}

/** A copy of plain data; null of all else, which may change by its nature, as connections do. */
function copied(value: unknown): { readonly value: unknown } | null {
  if (typeof value !== 'object' || value === null) return null
  const kind: unknown = Object.getPrototypeOf(value)
  const isPlain = kind === null || kind === Object.prototype || kind === Array.prototype
  if (!isPlain && !ArrayBuffer.isView(value)) return null
  try {
    return { value: structuredClone(value) }
  } catch {
    return null
  }
}

function changes(variant: JobVariant, input: number, from: unknown, to: unknown): string {
  return `\`${variant}\` changes input ${input} from ${shown(from)} to ${shown(to)}, which later jobs are given: work on a copy`
}

function shown(value: unknown): string {
  return cut(inspect(value, { depth: 3, breakLength: Infinity, maxStringLength: MOST_SHOWN }))
}

function cut(text: string): string {
  return text.length > MOST_SHOWN ? `${text.slice(0, MOST_SHOWN)}…` : text
}

/** How the loop's error begins of what was yielded and cannot be waited for. */
const BAD_YIELD = 'bad yield'

/** The first line of an error's message; a `yield` for which `yield*` was meant is told so. */
function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return `it threw ${shown(error)}`
  const [first = ''] = error.message.split('\n')
  const isYield = first.startsWith(BAD_YIELD)
  return cut(first) + (isYield ? '; write `yield*`, and `fromPromise(…)` around a promise' : '')
}

function faultOf(error: unknown, file: string, trying: TrialNews): Faulty {
  if (error instanceof SourceError) {
    return { kind: 'faulty', why: `does not parse: ${error.message}`, line: error.line }
  }
  if (error instanceof JobExportError || error instanceof JobChangedError) {
    return { kind: 'faulty', why: `cannot be used: ${error.message}`, line: null }
  }
  const message = messageOf(error)
  const missing = /^Cannot find (?:package|module) '([^']+)'/.exec(message)?.[1]
  const why =
    missing !== undefined
      ? missingWords(missing, file)
      : `fails ${placeOf(trying)}: ${message}${otherPlace(error, file)}`
  const named =
    missing !== undefined
      ? lineNaming(missing, file)
      : message.startsWith(BAD_YIELD)
        ? lineOfYield(file)
        : null
  return { kind: 'faulty', why, line: lineIn(error, file) ?? named }
}

/** What an import that leads nowhere needs: a file, a path without an alias, or a package. */
function missingWords(name: string, file: string): string {
  if (/^(\.|\/|[a-z]:\\|file:)/i.test(name)) return `imports ${name}, which is not there`
  const config = aliasedBy(name, dirname(file))
  if (config !== null) {
    return `imports "${name}", an alias of ${config}, which the lab does not follow: import its file by a relative path`
  }
  if (/^([@~]\/|#)/.test(name)) {
    return `imports "${name}", an alias, which the lab does not follow: import its file by a relative path`
  }
  const [scope = '', ...rest] = name.split('/')
  const installed = scope.startsWith('@') ? [scope, ...rest.slice(0, 1)].join('/') : scope
  return `needs "${name}", which is not installed beside it: run \`npm install ${installed}\` there`
}

/**
 * The nearest tsconfig.json, where its paths have an alias that the name begins with; else null.
 */
function aliasedBy(name: string, folder: string): string | null {
  const path = join(folder, 'tsconfig.json')
  if (!existsSync(path)) {
    const above = dirname(folder)
    return above === folder ? null : aliasedBy(name, above)
  }
  // A configuration may have comments, so its keys are looked for as text.
  const aliases = [...readFileSync(path, 'utf8').matchAll(/"([^"]+)"\s*:\s*\[/g)]
  const isAlias = aliases.some(([, alias = '']) =>
    alias.endsWith('*') ? name.startsWith(alias.slice(0, -1)) : name === alias,
  )
  return isAlias ? path : null
}

/** The first line of the file that names what it imports; null where another file does. */
function lineNaming(name: string, file: string): number | null {
  const lines = readFileSync(file, 'utf8').split('\n')
  return lines.findIndex((line) => line.includes(basename(name))) + 1 || null
}

/** The line of a file’s only `yield` that is no `yield*`; null where it has none, or several. */
function lineOfYield(file: string): number | null {
  const lines = readFileSync(file, 'utf8').split('\n')
  const bare = lines.flatMap((line, index) =>
    /^(?!\s*\/\/).*\byield\b(?!\s*\*)/.test(line) ? index + 1 : [],
  )
  return bare.length === 1 ? (bare[0] ?? null) : null
}

/** " (part.ts:12)" where an error came from another file of the job's than the one that is run. */
function otherPlace(error: unknown, file: string): string {
  if (!(error instanceof Error)) return ''
  const folder = dirname(file)
  for (const line of (error.stack ?? '').split('\n').slice(1)) {
    const [, path = '', at = ''] = /((?:\/|[A-Za-z]:\\)[^()]*):(\d+):\d+\)?$/.exec(line) ?? []
    if (!path.startsWith(folder + sep) || path.includes(`${sep}node_modules${sep}`)) continue
    return path === file ? '' : ` (${relative(folder, path)}:${at})`
  }
  return ''
}
