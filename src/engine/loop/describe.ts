/** A short text for any value in an error message; never throws, never runs long. */
export function describe(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value.slice(0, 80))
  if (typeof value === 'function') return `function ${value.name || '(anonymous)'}`
  if (typeof value !== 'object' || value === null) return String(value).slice(0, 80)
  const text = Object.prototype.toString.call(value)
  const isPlain = text === '[object Object]'
  return isPlain ? `[object ${constructorName(value)}]` : text
}

function constructorName(value: object): string {
  const name: unknown = (value as { constructor?: { name?: unknown } }).constructor?.name
  return typeof name === 'string' && name !== '' ? name : 'Object'
}
