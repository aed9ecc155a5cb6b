import { resolve } from 'node:path'
import type { Command } from 'commander'
import { specSchema, type Spec } from '../../engine/spec/spec'
import { workloadKinds } from '../../engine/workload/kinds'
import { contenderNames } from '../../engine/spec/spec'
import { checkFields } from '../../contract/check/check-fields'
import { expectationAt } from '../../contract/check/expectation'
import { InputError, quote } from '../../host/input/input-error'
import { parseDuration, parseNumber } from './parse-amount'
import { leftOutReason } from '../../report/own-job-words'
import { didYouMean } from './choice-flag'
import { specFlags, type SpecFlag } from './spec-field'

/** What was given for the flags, by their names, as text. */
export type SpecFlagValues = Readonly<Record<string, unknown>>

/** Adds a flag for every field of the spec to a command, with the ranges that the schema has. */
export function addSpecFlags(command: Command): Command {
  for (const { flag, placeholder, path, takes, meaning } of specFlags) {
    const kind = workloadKinds.find((candidate) => expectation(path, candidate) !== null)
    const range = kind === undefined ? '' : describe(takes, path, kind)
    command.option(`--${flag} <${placeholder}>`, `${meaning} (${range})`)
  }
  return command
}

/**
 * The spec with the values of the flags put in.
 *
 * @param title what the spec is called in messages, such as the preset's name
 * @throws InputError naming the flag and its value, where it does not apply or is out of range
 */
export function withSpecFlags(spec: Spec, title: string, values: SpecFlagValues): Spec {
  const candidate: Record<string, unknown> = structuredClone(spec)
  for (const flag of specFlags) {
    const text = values[camelCase(flag.flag)]
    if (typeof text === 'string') put(candidate, flag, text, spec, title)
  }
  const checked = checkFields(specSchema, candidate)
  if (checked.ok) return checked.value
  const [{ path, problem }] = checked.problems
  const flag = specFlags.find(({ path: own }) => own.every((key, index) => key === path[index]))
  if (flag === undefined) throw new InputError('invalid-field', problem, { source: title })
  const text = values[camelCase(flag.flag)]
  if (typeof text === 'string') {
    throw refusalForJob(flag, text, spec) ?? refusal(flag, text, spec.workload.kind)
  }
  const expected = describe(flag.takes, flag.path, spec.workload.kind)
  const message = `--${flag.flag}: an open load takes ${expected}, got none`
  throw new InputError('invalid-field', message, { source: `--${flag.flag}` })
}

function put(
  candidate: Record<string, unknown>,
  flag: SpecFlag,
  text: string,
  { workload: { kind } }: Spec,
  title: string,
): void {
  if (expectation(flag.path, kind) === null) throw notApplicable(flag, text, kind, title)
  const value = parse(flag, text)
  if (value === null) throw refusal(flag, text, kind)
  if (flag.path[0] === 'load') openLoad(candidate)
  let target = candidate
  for (const key of flag.path.slice(0, -1)) target = target[key] as Record<string, unknown>
  target[flag.path.at(-1) ?? ''] = value
}

/** A flag of the open load makes the load one. */
function openLoad(candidate: Record<string, unknown>): void {
  const load = candidate.load as Spec['load']
  if (load.kind === 'closed') candidate.load = { kind: 'open' }
}

function parse({ takes }: SpecFlag, text: string): unknown {
  switch (takes) {
    case 'number':
      return parseNumber(text)
    case 'share':
      return parseShare(text)
    case 'duration':
      return parseDuration(text)
    case 'list':
      return text.split(',').map((name) => name.trim())
    case 'folder':
      return text === '' ? null : resolve(text)
    case 'text':
      return text
  }
}

/** "5%" or 0.05; null where it is neither. */
function parseShare(text: string): number | null {
  const trimmed = text.trim()
  const number = parseNumber(trimmed.replace(/\s*%$/, ''))
  return number === null || !trimmed.endsWith('%') ? number : number / 100
}

function notApplicable(flag: SpecFlag, text: string, kind: string, title: string): InputError {
  const kinds = workloadKinds.filter((candidate) => expectation(flag.path, candidate) !== null)
  const message = `--${flag.flag} ${quote(text)} does not apply to ${title}, whose work is ${quote(kind)}; it applies to ${kinds.join(', ')}`
  return new InputError('invalid-field', message, place(flag, text))
}

function refusal(flag: SpecFlag, text: string, kind: string): InputError {
  const suggestion =
    flag.takes === 'list'
      ? text
          .split(',')
          .map((name) => name.trim())
          .filter((name) => !(contenderNames as readonly string[]).includes(name))
          .map((name) => didYouMean(name, contenderNames))
          .join('')
      : ''
  const message = `--${flag.flag}: expected ${describe(flag.takes, flag.path, kind)}, got ${quote(text)}${suggestion}`
  return new InputError('invalid-field', message, place(flag, text))
}

/** Why one of the contenders cannot run a job of one's own; null where all can. */
function refusalForJob(flag: SpecFlag, text: string, { workload }: Spec): InputError | null {
  if (flag.path[0] !== 'contenders' || workload.kind !== 'own') return null
  for (const name of contenderNames) {
    const why = text.split(',').some((given) => given.trim() === name)
      ? leftOutReason(name, workload)
      : null
    if (why === null) continue
    return new InputError('invalid-field', `--contenders ${quote(name)}: ${why}`, place(flag, text))
  }
  return null
}

function place(flag: SpecFlag, value: string) {
  return { source: `--${flag.flag}`, field: flag.path.join('.'), value }
}

function describe(takes: SpecFlag['takes'], path: readonly string[], kind: string): string {
  const expected = expectation(path, kind) ?? ''
  switch (takes) {
    case 'duration':
      return `${expected.replace(/^a number/, 'a time such as 5s, 500ms or 1m,')} ms`
    case 'share':
      return 'a share such as 5%, from 0.1% to 100%'
    case 'list':
      return path[0] === 'compare'
        ? 'two of the contenders that take part, of one runtime'
        : `${contenderNames.join(', ')}; each at most once`
    case 'folder':
      return 'a folder'
    default:
      return expected
  }
}

/** A field that may be null in a file is left out on the command line. */
function expectation(path: readonly string[], kind: string): string | null {
  const expected = expectationAt(specSchema, path, { workload: { kind }, load: { kind: 'open' } })
  return expected?.replace(/ or null$/, '') ?? null
}

function camelCase(flag: string): string {
  return flag.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase())
}
