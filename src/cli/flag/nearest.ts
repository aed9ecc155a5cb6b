import { closest, distance } from 'fastest-levenshtein'

/** "; did you mean io-bound?" where one of the names is close to what was given; else nothing. */
export function didYouMean(given: string, names: readonly string[]): string {
  if (names.length === 0) return ''
  const name = closest(given, names)
  // As far off as a slip of the finger or two; more would be a guess.
  const isNear = distance(given, name) <= Math.max(1, Math.floor(name.length * 0.4))
  return isNear ? `; did you mean ${name}?` : ''
}
