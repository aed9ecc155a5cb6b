import type { z } from 'zod'
import { callNames, calls, type CallName, type EventName, type events } from '../lab-api'
import { checkFields, fieldName, type FieldProblem } from '../check/check-fields'
import type { LabError, Reply } from './reply'
import { strangeValueIn, type StrangeValue } from './plain-data'
import { plain, quote } from '../check/quote'

/**
 * The lab as the host implements it: the same calls with arguments that passed their schema. A
 * handler throws `LabFault` to answer with a particular error.
 */
export type Handlers = {
  readonly [C in CallName]: (
    input: z.output<(typeof calls)[C]['input']>,
  ) => Answer<z.input<(typeof calls)[C]['output']>>
}

type Answer<T> = T | Promise<T>

/** Sends an event to every interface that is attached. */
export type Emit = <E extends EventName>(event: E, payload: z.input<(typeof events)[E]>) => void

/**
 * Answers one call that came over a transport: parses its argument, runs its handler and turns
 * whatever is thrown into an error reply. Never rejects, whatever the argument is.
 *
 * @param explain says what a handler threw; also the place to log it
 */
export async function answer(
  handlers: Handlers,
  name: string,
  input: unknown,
  explain: (error: unknown) => LabError,
): Promise<Reply<unknown>> {
  if (!isCallName(name)) {
    const message = `No call is named "${plain(name)}".`
    return refuse({ code: 'refused', message, fields: [] })
  }
  const checked = check(name, input)
  if ('error' in checked) return refuse(checked.error)
  try {
    // The table pairs every name with its own schema, which TypeScript cannot follow by index.
    const handler = handlers[name] as (input: unknown) => unknown
    return { ok: true, value: await handler(checked.value) }
  } catch (error) {
    return refuse(explained(error, explain))
  }
}

function check(name: CallName, input: unknown): { value: unknown } | { error: LabError } {
  try {
    const strange = strangeValueIn(input)
    if (strange !== null) return { error: unfit(name, [strangeField(strange)]) }
    const checked = checkFields<z.ZodType>(calls[name].input, input)
    return checked.ok ? checked : { error: unfit(name, checked.problems) }
  } catch {
    // Reading a field of it threw.
    const message = `${name}: the input cannot be read`
    return { error: { code: 'invalid-input', message, fields: [] } }
  }
}

function strangeField({ path, value }: StrangeValue): FieldProblem {
  const problem = `expected plain data, got ${quote(value)}`
  return { path, field: fieldName(path), value, problem }
}

/** The error that says which fields of a call's input were refused, and quotes their values. */
function unfit(name: CallName, problems: readonly [FieldProblem, ...FieldProblem[]]): LabError {
  const [{ field, problem }] = problems
  return {
    code: 'invalid-input',
    message: `${name}: ${field === '' ? '' : `${field}: `}${problem}`,
    fields: problems.map((each) => ({ path: each.field, message: each.problem })),
  }
}

/** What was thrown may be anything, also something that cannot be made into text. */
function explained(error: unknown, explain: (error: unknown) => LabError): LabError {
  try {
    return explain(error)
  } catch {
    return { code: 'failed', message: 'The lab failed, and cannot say why.', fields: [] }
  }
}

function isCallName(name: string): name is CallName {
  return (callNames as readonly string[]).includes(name)
}

function refuse(error: LabError): Reply<never> {
  return { ok: false, error }
}
