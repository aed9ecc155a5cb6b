import { betterWords } from './better-words'

/** About as many characters of a value are told. */
const MAX_LENGTH = 2_000
/** Of a list, an object or a map. */
const MAX_ITEMS = 100
const MAX_DEPTH = 8

/** Where a value stands: in the fields of an object all is as in JSON, and strings are quoted. */
type Standing = 'line' | 'field'

/** What is still to be told, and within what. */
interface Walk {
  left: number
  readonly path: object[]
}

/**
 * Any value as text for a person: a string as it is, plain data as JSON, a task or an error as what
 * it says of itself, all else as its kind and its parts. Calls no getters. Never throws, and never
 * goes on for long.
 */
export function inspect(value: unknown): string {
  return textOf(value, 'line', { left: MAX_LENGTH, path: [] })
}

/** As `inspect`, but a string is in quotes: for the middle of a sentence. */
export function quoted(value: unknown): string {
  return textOf(value, 'field', { left: 80, path: [] })
}

function textOf(value: unknown, standing: Standing, walk: Walk): string {
  const depth = walk.path.length
  let text: string
  try {
    if (typeof value !== 'object' || value === null) text = primitive(value, standing, walk)
    else if (walk.path.includes(value)) text = '[circular]'
    else if (depth >= MAX_DEPTH) text = Array.isArray(value) ? '[…]' : '{…}'
    else {
      walk.path.push(value)
      text = objectText(value, standing, walk)
    }
  } catch (error) {
    text = `<cannot be shown${reason(error)}>`
  }
  walk.path.length = depth
  walk.left -= text.length
  return text
}

function reason(error: unknown): string {
  try {
    return error instanceof Error ? `: ${error.message.slice(0, 80)}` : ''
  } catch {
    return ''
  }
}

function primitive(value: unknown, standing: Standing, walk: Walk): string {
  switch (typeof value) {
    case 'string':
      if (standing === 'line') return value
      return JSON.stringify(value.length > walk.left ? `${value.slice(0, walk.left)}…` : value)
    case 'bigint':
      return `${value}n`
    case 'function':
      return functionText(value)
    default:
      return Object.is(value, -0) ? '-0' : String(value)
  }
}

function functionText(value: object & { readonly name?: unknown }): string {
  const kind = Function.prototype.toString.call(value).startsWith('class') ? 'class' : 'function'
  const name = Object.getOwnPropertyDescriptor(value, 'name')?.value as unknown
  return `[${kind}${typeof name === 'string' && name !== '' ? ` ${name.slice(0, 80)}` : ''}]`
}

function objectText(value: object, standing: Standing, walk: Walk): string {
  if (value instanceof Error) return errorText(value, walk)
  if (Array.isArray(value)) {
    const items = Array.from({ length: Math.min(value.length, MAX_ITEMS) }, (_, index) =>
      index in value ? () => textOf(value[index], standing, walk) : () => '<empty>',
    )
    return list('[', items, value.length, ']', standing, walk)
  }
  if (value instanceof Map) return mapText(value, walk)
  if (value instanceof Set) {
    const items = firstOf(value).map((item) => () => textOf(item, 'field', walk))
    return list(`Set(${value.size}) {`, items, value.size, '}', 'line', walk)
  }
  if (value instanceof Date)
    return Number.isNaN(value.getTime()) ? 'Invalid Date' : value.toISOString()
  if (ArrayBuffer.isView(value) && !(value instanceof DataView)) {
    const numbers = value as unknown as ArrayLike<number | bigint>
    const items = firstOf(numbers as unknown as Iterable<unknown>).map((n) => () => String(n))
    return list(`${nameOf(value)}(${numbers.length}) [`, items, numbers.length, ']', 'line', walk)
  }
  const prototype = Object.getPrototypeOf(value) as object | null
  if (prototype === null || prototype === Object.prototype) return fieldsText(value, walk)
  return ownText(value) ?? instanceText(value, walk)
}

function errorText(error: Error, walk: Walk): string {
  betterWords(error)
  // A program can give an error any name and message.
  const [name, message] = [error.name, error.message].map((text: unknown) =>
    String(text).slice(0, MAX_LENGTH),
  )
  const text = message === '' ? `${name}` : `${name}: ${message}`
  if (!('errors' in error) || !Array.isArray(error.errors)) return text
  const errors = error.errors.map((each) => () => textOf(each, 'line', walk))
  return `${text} ${list('[', errors, errors.length, ']', 'line', walk)}`
}

function mapText(map: ReadonlyMap<unknown, unknown>, walk: Walk): string {
  const entries = firstOf(map).map(
    ([key, item]) =>
      () =>
        `${textOf(key, 'field', walk)} => ${textOf(item, 'field', walk)}`,
  )
  return list(`Map(${map.size}) {`, entries, map.size, '}', 'line', walk)
}

function fieldsText(value: object, walk: Walk): string {
  const keys = Object.keys(value)
  const fields = keys.slice(0, MAX_ITEMS).map((key) => () => {
    const property = Object.getOwnPropertyDescriptor(value, key)
    const isGetter = property?.get !== undefined || property?.set !== undefined
    const text = isGetter ? '[getter]' : textOf(property?.value, 'field', walk)
    return `${JSON.stringify(key.slice(0, 80))}:${text}`
  })
  return list('{', fields, keys.length, '}', 'field', walk)
}

/** What an object says of itself; undefined where it says nothing. */
function ownText(value: object): string | undefined {
  const { toString } = value as { readonly toString?: unknown }
  if (toString === Object.prototype.toString || typeof toString !== 'function') return undefined
  const text: unknown = toString.call(value)
  return typeof text === 'string' ? text.slice(0, MAX_LENGTH) : undefined
}

function instanceText(value: object, walk: Walk): string {
  const tag = Object.prototype.toString.call(value).slice('[object '.length, -1).slice(0, 80)
  if (tag === 'Generator') return '<coroutine>'
  const name = tag === 'Object' ? nameOf(value) : tag
  const fields = fieldsText(value, walk)
  return fields === '{}' ? `<${name}>` : `${name} ${fields}`
}

function nameOf(value: object): string {
  const name: unknown = (value as { constructor?: { name?: unknown } }).constructor?.name
  return typeof name === 'string' && name !== '' ? name.slice(0, 80) : 'Object'
}

function list(
  open: string,
  items: readonly (() => string)[],
  length: number,
  close: string,
  standing: Standing,
  walk: Walk,
): string {
  const shown: string[] = []
  for (const item of items) {
    if (walk.left <= 0) break
    shown.push(item())
  }
  if (shown.length < length) shown.push(`… ${length - shown.length} more`)
  return `${open}${shown.join(standing === 'line' ? ', ' : ',')}${close}`
}

function firstOf<T>(items: Iterable<T>): T[] {
  const first: T[] = []
  for (const item of items) {
    if (first.length === MAX_ITEMS) break
    first.push(item)
  }
  return first
}
