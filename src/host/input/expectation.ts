import { z } from 'zod'
import { InputError, quote } from './input-error'
import { likeliestMembers, membersOf, schemasIn, type SchemaNode } from './union-member'

/**
 * What `schema` expects at `path` in words: "a whole number from 1 to 1,000,000". `data` decides
 * between the members of a union by their `kind`. Null where the schema has no such field.
 */
export function expectationAt(
  schema: z.ZodType,
  path: readonly PropertyKey[],
  data: unknown,
): string | null {
  const node = nodeAt(schema, path, data)
  return node === null ? null : inWords(node)
}

function nodeAt(schema: z.ZodType, path: readonly PropertyKey[], data: unknown): SchemaNode | null {
  let node: SchemaNode | null = z.toJSONSchema(schema, { io: 'input' })
  let value = data
  for (const key of path) {
    node = child(memberFor(node, value), key)
    if (node === null) return null
    value = valueAt(value, [key])
  }
  return node
}

/**
 * Parses `data` by `schema`, or says in one line which field is wrong, what it is and what was
 * expected.
 *
 * @param source the file that the data came from
 * @throws InputError for the first field that does not fit
 */
export function parseInput<S extends z.ZodType>(
  schema: S,
  data: unknown,
  source: string,
): z.output<S> {
  const parsed = schema.safeParse(data)
  if (parsed.success) return parsed.data
  const { field, value, problem } = firstProblem(schema, data, parsed.error)
  throw new InputError(
    'invalid-field',
    `${source}: ${field === '' ? '' : `${field}: `}${problem}`,
    {
      source,
      field,
      value,
    },
  )
}

/** The first thing that a schema refused. */
export interface FieldProblem {
  readonly path: readonly PropertyKey[]
  /** As in `workload.waitMs`; empty for the whole. */
  readonly field: string
  readonly value: unknown
  /** Without the field's name: "expected a whole number from 1 to 8, got `9`". */
  readonly problem: string
}

/** Describes what `schema` refused first in `data`. */
export function firstProblem(schema: z.ZodType, data: unknown, error: z.ZodError): FieldProblem {
  const issues = withinUnion(schema, data, error.issues)
  const [first] = issues
  if (first === undefined) throw new TypeError('Expected a schema error to have an issue')
  const misspelt = misspeltIn(issues, data)
  if (misspelt !== null) return misspelt
  const { path, code } = first
  const value = valueAt(data, path)
  // A rule beyond the types, such as that no contender is named twice, explains itself.
  const expected = code === 'custom' ? null : expectationAt(schema, path, data)
  const got = value === undefined ? 'nothing' : quote(value)
  const problem =
    expected === null ? `${first.message}, got ${got}` : `expected ${expected}, got ${got}`
  return { path, field: path.join('.'), value, problem }
}

type Issues = readonly z.core.$ZodIssue[]

/** What is wrong with the member of a union that a value was meant to be, where its keys tell which. */
function withinUnion(schema: z.ZodType, data: unknown, issues: Issues): Issues {
  const [first] = issues
  if (first?.code !== 'invalid_union') return issues
  const node = nodeAt(schema, first.path, data)
  const [at, other] = likeliestMembers(
    node === null ? [] : membersOf(node),
    valueAt(data, first.path),
  )
  const own = at === undefined || other !== undefined ? undefined : first.errors[at]
  if (own === undefined) return issues
  const placed = own.map((issue) => ({ ...issue, path: [...first.path, ...issue.path] }))
  return withinUnion(schema, data, placed)
}

/** A name that is not known, before what is missing beside it: often that is what it should be called. */
function misspeltIn(issues: Issues, data: unknown): FieldProblem | null {
  const [first] = issues
  const missing = issues.filter(({ path }) => path.length > 0 && valueAt(data, path) === undefined)
  const unknown = issues.find(({ code }) => code === 'unrecognized_keys')
  if (unknown?.code !== 'unrecognized_keys') return null
  if (first !== unknown && first !== missing[0]) return null
  const path = [...unknown.path, unknown.keys[0] ?? '']
  const around = unknown.path.join('.')
  const beside = missing.find((each) => each.path.slice(0, -1).join('.') === around)
  const called = beside === undefined ? '' : `, and ${quote(beside.path.at(-1))} is missing`
  return {
    path,
    field: path.join('.'),
    value: valueAt(data, path),
    problem: `there is no such field${called}`,
  }
}

function valueAt(data: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (value, key) =>
      typeof value === 'object' && value !== null && Object.hasOwn(value, key)
        ? (value as Record<PropertyKey, unknown>)[key]
        : undefined,
    data,
  )
}

/** Of a union of objects, the member that the value was meant to be. */
function memberFor(node: SchemaNode, value: unknown): SchemaNode {
  const members = membersOf(node)
  const [at] = likeliestMembers(members, value)
  return (at === undefined ? undefined : members[at]) ?? node
}

function child(node: SchemaNode, key: PropertyKey): SchemaNode | null {
  const isIndex = typeof key === 'number'
  const [found] = schemasIn([isIndex ? node.items : node.properties?.[String(key)]])
  if (found !== undefined) return found
  // The discriminator itself, which is in every member of a union.
  const options = membersOf(node)
    .flatMap((member) => schemasIn([member.properties?.[String(key)]]))
    .flatMap((property) => (property.const === undefined ? [] : [property.const]))
  return options.length === 0 ? null : { enum: options }
}

function inWords(node: SchemaNode): string | null {
  if (node.enum !== undefined) return `one of ${node.enum.map(String).join(', ')}`
  if (node.const !== undefined) return quote(node.const)
  if (node.anyOf !== undefined) {
    const named = keysThatTell(schemasIn(node.anyOf))
    if (named !== null) return named
    const members = schemasIn(node.anyOf).map(inWords)
    return members.every((member) => member !== null) ? members.join(' or ') : null
  }
  switch (node.type) {
    case 'null':
      return 'null'
    case 'integer':
      return `a whole number${rangeOf(node)}`
    case 'number':
      return `a number${rangeOf(node)}`
    case 'string':
      return node.format === 'date-time'
        ? 'a time such as 2026-11-26T12:00:00Z'
        : `text${lengthOf(node)}`
    case 'array':
      return `a list${itemsOf(node)}`
    case 'object':
      return 'an object'
    default:
      return kindsOf(node)
  }
}

/** Of a union of objects, what tells them apart. */
function kindsOf(node: SchemaNode): string | null {
  const kinds = schemasIn(node.oneOf ?? []).map((member) => schemasIn([member.properties?.kind])[0])
  const names = kinds.flatMap((kind) => (kind?.const === undefined ? [] : [quote(kind.const)]))
  return names.length === 0 ? null : `an object whose kind is ${names.join(' or ')}`
}

/** Of a union of objects without kinds, what each of them has to have. */
function keysThatTell(members: readonly SchemaNode[]): string | null {
  if (members.length < 2 || members.some(({ type }) => type !== 'object')) return null
  const keys = members.map(({ required = [] }) => required.map((key) => quote(key)).join(' and '))
  return `an object with ${keys.join(', or ')}`
}

function itemsOf({ minItems, maxItems }: SchemaNode): string {
  if (minItems === undefined) return maxItems === undefined ? '' : ` of at most ${maxItems}`
  if (minItems === maxItems) return ` of ${minItems}`
  return maxItems === undefined ? ` of at least ${minItems}` : ` of ${minItems} to ${maxItems}`
}

function rangeOf({ minimum, exclusiveMinimum, maximum }: SchemaNode): string {
  const isOpen = maximum === undefined || maximum >= Number.MAX_SAFE_INTEGER
  if (typeof exclusiveMinimum === 'number') {
    return ` above ${grouped(exclusiveMinimum)}${isOpen ? '' : ` and up to ${grouped(maximum)}`}`
  }
  if (minimum === undefined || minimum <= Number.MIN_SAFE_INTEGER) {
    return isOpen ? '' : ` up to ${grouped(maximum)}`
  }
  return isOpen ? ` from ${grouped(minimum)}` : ` from ${grouped(minimum)} to ${grouped(maximum)}`
}

function lengthOf({ minLength, maxLength }: SchemaNode): string {
  if (maxLength !== undefined) return ` of ${minLength ?? 0} to ${maxLength} characters`
  return minLength === undefined ? '' : ` of at least ${minLength} character`
}

function grouped(value: number): string {
  return value.toLocaleString('en-US')
}
