/**
 * What a file holds without the `$schema` that may stand at its top: editors and other programs
 * read its form there, the lab itself tells it by its kind.
 */
export function withoutSchemaName(data: unknown): unknown {
  if (typeof data !== 'object' || data === null || Array.isArray(data)) return data
  if (!('$schema' in data) || typeof data.$schema !== 'string') return data
  return Object.fromEntries(Object.entries(data).filter(([name]) => name !== '$schema'))
}
