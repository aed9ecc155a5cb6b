import { z } from 'zod'
import { quote } from './quote'
import {
  constantKeys,
  likeliestMembers,
  membersOf,
  schemasIn,
  type SchemaNode,
} from './union-member'

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

/** The part of a schema that is about a place in `data`; null where it has no such field. */
export function nodeAt(
  schema: z.ZodType,
  path: readonly PropertyKey[],
  data: unknown,
): SchemaNode | null {
  let node: SchemaNode | null = jsonSchemaOf(schema)
  let value = data
  for (const key of path) {
    node = child(memberFor(node, value), key)
    if (node === null) return null
    value = valueAt(value, [key])
  }
  return node
}

const jsonSchemas = new WeakMap<z.ZodType, SchemaNode>()

function jsonSchemaOf(schema: z.ZodType): SchemaNode {
  const known = jsonSchemas.get(schema)
  if (known !== undefined) return known
  const made: SchemaNode = z.toJSONSchema(schema, {
    io: 'input',
    unrepresentable: 'any',
    override: ({ zodSchema, jsonSchema }) => {
      // JSON has no word for a call that takes nothing.
      if (zodSchema._zod.def.type === 'undefined') jsonSchema.not = {}
    },
  })
  jsonSchemas.set(schema, made)
  return made
}

/** What stands at a place in data; undefined where there is nothing. */
export function valueAt(data: unknown, path: readonly PropertyKey[]): unknown {
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
  const [found] = schemasIn([
    typeof key === 'number' ? node.prefixItems?.[key] : node.properties?.[String(key)],
    typeof key === 'number' ? node.items : node.additionalProperties,
  ])
  if (found !== undefined) return found
  // The discriminator itself, or what is the same in every member of a union.
  const options = membersOf(node)
    .flatMap((member) => schemasIn([member.properties?.[String(key)]]))
    .flatMap((property) => (property.const === undefined ? [] : [property.const]))
  const [first, ...others] = new Set(options)
  if (first === undefined) return null
  return others.length === 0 ? { const: first } : { enum: [first, ...others] }
}

function inWords(node: SchemaNode): string | null {
  if (node.not !== undefined) return 'nothing'
  if (node.enum !== undefined) return `one of ${node.enum.map(String).join(', ')}`
  if (node.const !== undefined) return quote(node.const)
  if (node.anyOf !== undefined) {
    const named = keysThatTell(schemasIn(node.anyOf))
    if (named !== null) return named
    const members = schemasIn(node.anyOf).map(inWords)
    return members.every((member) => member !== null) ? members.join(' or ') : null
  }
  // Of a union of simple types, all of them in one list.
  if (Array.isArray(node.type)) {
    const types = node.type as unknown as NonNullable<SchemaNode['type']>[]
    return types.map((type) => inWords({ ...node, type })).join(' or ')
  }
  switch (node.type) {
    case 'null':
      return 'null'
    case 'integer':
      return `a whole number${rangeOf(node)}`
    case 'number':
      return `a number${rangeOf(node)}`
    case 'boolean':
      return 'true or false'
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
  const members = schemasIn(node.oneOf ?? [])
  const [key] = constantKeys(members)
  if (key === undefined) return null
  const names = members.map((member) => quote(schemasIn([member.properties?.[key]])[0]?.const))
  return `an object whose ${key} is ${names.join(' or ')}`
}

/** Of a union of objects without kinds, what each of them has to have. */
function keysThatTell(members: readonly SchemaNode[]): string | null {
  if (members.length < 2 || members.some(({ type }) => type !== 'object')) return null
  const keys = members.map(({ required = [] }) => required.map((key) => quote(key)).join(' and '))
  return `an object with ${keys.join(', or ')}`
}

function itemsOf({ minItems, maxItems }: SchemaNode): string {
  if (minItems === undefined) {
    return maxItems === undefined ? '' : ` of at most ${grouped(maxItems)}`
  }
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
  if (maxLength !== undefined) return ` of ${minLength ?? 0} to ${grouped(maxLength)} characters`
  return minLength === undefined ? '' : ` of at least ${minLength} character`
}

function grouped(value: number): string {
  return value.toLocaleString('en-US')
}
