import type { z } from 'zod'

/** The part of a JSON Schema that says what a value must be. */
export type SchemaNode = z.core.JSONSchema.BaseSchema

/** The schemas among `nodes`; true, false and nothing are none. */
export function schemasIn(nodes: readonly unknown[]): SchemaNode[] {
  return nodes
    .flat()
    .filter((node): node is SchemaNode => typeof node === 'object' && node !== null)
}

/** The members of a union; none of anything else. */
export function membersOf(node: SchemaNode): SchemaNode[] {
  return schemasIn(node.oneOf ?? node.anyOf ?? [])
}

/**
 * Which members of a union of objects a value was meant to be: of those that have its value of
 * what tells them apart (`kind`, `status`) the ones with the fewest keys that are missing or that
 * they do not know.
 *
 * @returns the places of the members; several where the keys do not decide
 */
export function likeliestMembers(members: readonly SchemaNode[], value: unknown): number[] {
  const discriminators = constantKeys(members)
  const misfits = members.map((member) =>
    discriminators.every((key) => hasConstant(member, key, value))
      ? keyMisfits(member, value)
      : Infinity,
  )
  const least = Math.min(...misfits)
  return least === Infinity ? [] : misfits.flatMap((misfit, at) => (misfit === least ? [at] : []))
}

/** The keys that are constants in every member. */
export function constantKeys([first, ...others]: readonly SchemaNode[]): string[] {
  return Object.keys(first?.properties ?? {}).filter((key) =>
    [first, ...others].every((member) => constantOf(member, key) !== undefined),
  )
}

function constantOf(member: SchemaNode | undefined, key: string): unknown {
  const property = member?.properties?.[key]
  return typeof property === 'object' ? property.const : undefined
}

const hasConstant = (member: SchemaNode, key: string, value: unknown): boolean =>
  constantOf(member, key) === keysOf(value)[key]

function keyMisfits({ properties = {}, required = [] }: SchemaNode, value: unknown): number {
  const given = Object.keys(keysOf(value))
  const missing = required.filter((key) => !given.includes(key))
  const unknown = given.filter((key) => !Object.hasOwn(properties, key))
  return missing.length + unknown.length
}

function keysOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? { ...value } : {}
}
