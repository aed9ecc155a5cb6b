/** A value that JSON has no place for, with where it is. */
export interface StrangeValue {
  readonly path: readonly string[]
  readonly value: object
}

interface Place {
  readonly value: object
  readonly key: string
  readonly within: Place | null
}

/**
 * The first object in `data` that is neither a list nor a plain object, such as a `Map`, whose
 * content would be lost in silence; null where there is none. The data may go round in a circle.
 */
export function strangeValueIn(data: unknown): StrangeValue | null {
  if (typeof data !== 'object' || data === null) return null
  const seen = new Set<object>([data])
  const places: Place[] = [{ value: data, key: '', within: null }]
  for (let place = places.pop(); place !== undefined; place = places.pop()) {
    const { value } = place
    if (!isPlain(value)) return { path: pathTo(place), value }
    for (const [key, inner] of Object.entries(value) as [string, unknown][]) {
      if (typeof inner !== 'object' || inner === null || seen.has(inner)) continue
      seen.add(inner)
      places.push({ value: inner, key, within: place })
    }
  }
  return null
}

function isPlain(value: object): boolean {
  return Array.isArray(value) || Object.prototype.toString.call(value) === '[object Object]'
}

function pathTo(place: Place): string[] {
  const path: string[] = []
  for (let at = place; at.within !== null; at = at.within) path.unshift(at.key)
  return path
}
