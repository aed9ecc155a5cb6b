import { InputError, quote } from '../../host/input/input-error'
import { closest, distance } from 'fastest-levenshtein'

/**
 * The one of `names` that was given for `option` ("--format").
 *
 * @throws InputError naming the option, quoting what was given and saying what there is
 */
export function parseChoice<N extends string>(
  option: string,
  given: string,
  names: readonly N[],
): N {
  const found = names.find((name) => name === given)
  if (found !== undefined) return found
  const expected = names.join(names.length === 2 ? ' or ' : ', ')
  const message = `${option}: expected ${expected}, got ${quote(given)}${didYouMean(given, names)}`
  throw new InputError('invalid-field', message, { source: option, value: given })
}

/** "; did you mean io-bound?" where one of the names is close to what was given; else nothing. */
export function didYouMean(given: string, names: readonly string[]): string {
  if (names.length === 0) return ''
  const name = closest(given, names)
  // As far off as a slip of the finger or two; more would be a guess.
  const isNear = distance(given, name) <= Math.max(1, Math.floor(name.length * 0.4))
  return isNear ? `; did you mean ${name}?` : ''
}
