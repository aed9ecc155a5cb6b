import { InputError } from '../../host/input/input-error'
import { messageOf } from '../../host/output/output-error'

/**
 * What a search throws for a spec that it cannot take, as bad input; anything else as it is.
 *
 * @param flag put before the message where it begins with the name of a flag
 * @throws InputError for a RangeError, else what is given
 */
export function refuseRange(error: unknown, source: string, flag = ''): never {
  if (!(error instanceof RangeError)) throw error
  throw new InputError('invalid-field', flag + messageOf(error), { source })
}
