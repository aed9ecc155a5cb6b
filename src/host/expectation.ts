import { z } from 'zod'
import { InputError, quote } from './input-error'

/** The part of a JSON Schema that says what a value must be. */
type SchemaNode = z.core.JSONSchema.BaseSchema

/**
 * What `schema` expects at `path` in words: "a whole number from 1 to 1,000,000". `data` decides
 * between the members of a union by their `kind`. Null where the schema has no such field.
 */
export function expectationAt(
  schema: z.ZodType,
  path: readonly PropertyKey[],
  data: unknown,
): string | null {
  let node: SchemaNode | null = z.toJSONSchema(schema, { io: 'input' })
  let value = data
  for (const key of path) {
    node = child(memberFor(node, value), key)
    if (node === null) return null
    value = valueAt(value, [key])
  }
  return inWords(node)
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
  const issue = error.issues[0]
  if (issue === undefined) throw new TypeError('Expected a schema error to have an issue')
  if (issue.code === 'unrecognized_keys') {
    const path = [...issue.path, issue.keys[0] ?? '']
    const value = valueAt(data, path)
    return { path, field: path.join('.'), value, problem: 'there is no such field' }
  }
  const { path } = issue
  const value = valueAt(data, path)
  // A rule beyond the types, such as that no contender is named twice, explains itself.
  const expected = issue.code === 'custom' ? null : expectationAt(schema, path, data)
  const got = value === undefined ? 'nothing' : quote(value)
  const problem =
    expected === null ? `${issue.message}, got ${got}` : `expected ${expected}, got ${got}`
  return { path, field: path.join('.'), value, problem }
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

/** Of a union of objects, the member whose constants (`kind`, `status`) are those of the value. */
function memberFor(node: SchemaNode, value: unknown): SchemaNode {
  const members = objects(node.oneOf ?? node.anyOf ?? [])
  return members.find((member) => hasConstantsOf(member, value)) ?? node
}

function hasConstantsOf(member: SchemaNode, value: unknown): boolean {
  return Object.entries(member.properties ?? {}).every(
    ([key, property]) =>
      typeof property === 'boolean' ||
      property.const === undefined ||
      property.const === valueAt(value, [key]),
  )
}

function child(node: SchemaNode, key: PropertyKey): SchemaNode | null {
  const isIndex = typeof key === 'number'
  const [found] = objects([isIndex ? node.items : node.properties?.[String(key)]])
  if (found !== undefined) return found
  // The discriminator itself, which is in every member of a union.
  const options = objects(node.oneOf ?? node.anyOf ?? [])
    .flatMap((member) => objects([member.properties?.[String(key)]]))
    .flatMap((property) => (property.const === undefined ? [] : [property.const]))
  return options.length === 0 ? null : { enum: options }
}

function objects(nodes: readonly unknown[]): SchemaNode[] {
  return nodes
    .flat()
    .filter((node): node is SchemaNode => typeof node === 'object' && node !== null)
}

function inWords(node: SchemaNode): string | null {
  if (node.enum !== undefined) return `one of ${node.enum.map(String).join(', ')}`
  if (node.const !== undefined) return quote(node.const)
  if (node.anyOf !== undefined) {
    const members = objects(node.anyOf).map(inWords)
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
      return node.minItems === undefined ? 'a list' : `a list of at least ${node.minItems}`
    case 'object':
      return 'an object'
    default:
      return kindsOf(node)
  }
}

/** Of a union of objects, what tells them apart. */
function kindsOf(node: SchemaNode): string | null {
  const kinds = objects(node.oneOf ?? []).map((member) => objects([member.properties?.kind])[0])
  const names = kinds.flatMap((kind) => (kind?.const === undefined ? [] : [quote(kind.const)]))
  return names.length === 0 ? null : `an object whose kind is ${names.join(' or ')}`
}

function rangeOf({ minimum, maximum }: SchemaNode): string {
  const isOpen = maximum === undefined || maximum >= Number.MAX_SAFE_INTEGER
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
