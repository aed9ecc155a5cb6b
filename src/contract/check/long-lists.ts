import { safeParse, type z } from 'zod'

/** Data of more values than that may have more faults than could be collected. */
export const MANY_VALUES = 20_000

/** Whether there are more than so many lists, objects and other values in `data`. */
export function hasMoreValuesThan(data: unknown, most: number): boolean {
  const left: unknown[] = [data]
  let count = 0
  while (left.length > 0) {
    const value = left.pop()
    count += 1
    if (count + left.length > most) return true
    if (typeof value !== 'object' || value === null) continue
    for (const inner of Object.values(value)) {
      left.push(inner)
      if (count + left.length > most) return true
    }
  }
  return false
}

type Issues = readonly z.core.$ZodIssue[]
type Path = readonly PropertyKey[]

/**
 * What is wrong first with a list in `data`: that it is too long, or with one of its items. A
 * schema by itself goes through all items and collects what is wrong with each of them, which for a
 * hostile file of some megabytes takes gigabytes.
 *
 * @returns null where every list that the schema knows of is right
 */
export function listProblem(schema: Schema, data: unknown, path: Path = []): Issues | null {
  const { def } = (schema as z.core.$ZodTypes)._zod
  switch (def.type) {
    case 'array':
      return Array.isArray(data) ? ofItems(def, data, path) : null
    case 'object':
      return ofFields(def.shape, data, path)
    case 'union':
      return ofMember(def, data, path)
    case 'pipe':
      return listProblem(def.in, data, path)
    default:
      return 'innerType' in def ? listProblem(def.innerType, data, path) : null
  }
}

type Schema = z.core.$ZodType

function ofItems(
  { element, checks = [] }: z.core.$ZodArrayDef,
  items: readonly unknown[],
  path: Path,
): Issues | null {
  for (const check of checks) {
    const { check: kind, maximum } = check._zod.def as Partial<z.core.$ZodCheckMaxLengthDef>
    if (kind !== 'max_length' || maximum === undefined || items.length <= maximum) continue
    const message = `expected at most ${maximum}`
    return [{ code: 'too_big', origin: 'array', maximum, path: [...path], message, input: items }]
  }
  for (const [index, item] of items.entries()) {
    const place = [...path, index]
    const within = listProblem(element, item, place)
    if (within !== null) return within
    const parsed = safeParse(element, item)
    if (parsed.success) continue
    return parsed.error.issues.map((issue) => ({ ...issue, path: [...place, ...issue.path] }))
  }
  return null
}

function ofFields(shape: z.core.$ZodShape, data: unknown, path: Path): Issues | null {
  if (typeof data !== 'object' || data === null) return null
  for (const [key, field] of Object.entries(shape)) {
    if (!Object.hasOwn(data, key)) continue
    const issues = listProblem(field, (data as Record<string, unknown>)[key], [...path, key])
    if (issues !== null) return issues
  }
  return null
}

/**
 * Of the member that is meant, or of the first that has a fault where nothing tells and none fits.
 */
function ofMember(
  def: z.core.$ZodUnionDef | z.core.$ZodDiscriminatedUnionDef,
  data: unknown,
  path: Path,
): Issues | null {
  let found: Issues | null = null
  for (const option of def.options) {
    if ('discriminator' in def) {
      if (isMeant(option, def.discriminator, data)) return listProblem(option, data, path)
      continue
    }
    const issues = listProblem(option, data, path)
    if (issues === null && safeParse(option, data).success) return null
    found ??= issues
  }
  return found
}

function isMeant(option: Schema, discriminator: string, data: unknown): boolean {
  const { def } = (option as z.core.$ZodTypes)._zod
  if (def.type !== 'object' || typeof data !== 'object' || data === null) return false
  const field = def.shape[discriminator]
  if (field === undefined || !Object.hasOwn(data, discriminator)) return false
  return safeParse(field, (data as Record<string, unknown>)[discriminator]).success
}
