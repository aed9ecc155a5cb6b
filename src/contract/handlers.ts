import type { z } from 'zod'
import { callNames, calls, type CallName, type EventName, type events } from './lab-api'
import { invalidInput, type LabError } from './lab-error'
import type { Reply } from './reply'

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
 * whatever is thrown into an error reply. Never rejects.
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
    return refuse({ code: 'refused', message: `No call is named "${name}".`, fields: [] })
  }
  const parsed = calls[name].input.safeParse(input)
  if (!parsed.success) return refuse(invalidInput(name, parsed.error, input))
  try {
    // The table pairs every name with its own schema, which TypeScript cannot follow by index.
    const handler = handlers[name] as (input: unknown) => unknown
    return { ok: true, value: await handler(parsed.data) }
  } catch (error) {
    return refuse(explain(error))
  }
}

function isCallName(name: string): name is CallName {
  return (callNames as readonly string[]).includes(name)
}

function refuse(error: LabError): Reply<never> {
  return { ok: false, error }
}
