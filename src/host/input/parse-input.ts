import type { z } from 'zod'
import { checkFields } from '../../contract/check/check-fields'
import { withoutSchemaName } from '../../contract/check/without-schema-name'
import { InputError } from './input-error'

/**
 * Parses `data` by `schema`, or says in one line which field is wrong, what it is and what was
 * expected. A `$schema` at the top names the form for editors and is passed over.
 *
 * @param source the file that the data came from
 * @throws InputError for the first field that does not fit
 */
export function parseInput<S extends z.ZodType>(
  schema: S,
  data: unknown,
  source: string,
): z.output<S> {
  const checked = checkFields(schema, withoutSchemaName(data))
  if (checked.ok) return checked.value
  const [{ field, value, problem }] = checked.problems
  const message = `${source}: ${field === '' ? '' : `${field}: `}${problem}`
  throw new InputError('invalid-field', message, { source, field, value })
}
