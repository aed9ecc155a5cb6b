import { InputError, quote } from '../../host/input/input-error'
import { didYouMean } from './nearest'

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
