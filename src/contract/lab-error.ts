import { z } from 'zod'

/** What went wrong, so that an interface can say what to do about it. */
const labErrorCodes = [
  /** An argument does not fit its schema; `fields` says which. */
  'invalid-input',
  /** No run, file or folder of that name. */
  'not-found',
  /** Something else is going on that must end first. */
  'busy',
  /** The disk is full. */
  'no-space',
  /** Understood and not allowed. */
  'refused',
  /** This shell or machine cannot do it. */
  'unavailable',
  /** The connection to the lab is gone. */
  'disconnected',
  'failed',
] as const

export const labErrorSchema = z.strictObject({
  code: z.enum(labErrorCodes),
  /** One sentence for a person. */
  message: z.string(),
  /** The fields that were refused; `path` as in `workload.waitMs`. */
  fields: z.array(z.strictObject({ path: z.string(), message: z.string() })).default([]),
})
export type LabError = z.infer<typeof labErrorSchema>

/** Thrown in the host to answer a call with a particular error. */
export class LabFault extends Error {
  override readonly name = 'LabFault'
  readonly error: LabError

  constructor(code: LabError['code'], message: string, fields: LabError['fields'] = []) {
    super(message)
    this.error = { code, message, fields }
  }
}

/**
 * The error that says which fields of `input` a schema refused and quotes their values.
 *
 * @param what names the input, as in "startRun"
 */
export function invalidInput(what: string, error: z.ZodError, input: unknown): LabError {
  const fields = error.issues.map((issue) => ({
    path: issue.path.join('.'),
    message: `${issue.message}, got ${quote(valueAt(input, issue.path))}`,
  }))
  const first = fields[0]
  const where = first?.path ? `${first.path}: ` : ''
  return {
    code: 'invalid-input',
    message: `${what}: ${where}${first?.message ?? 'refused'}`,
    fields,
  }
}

function valueAt(input: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (value, key) =>
      typeof value === 'object' && value !== null
        ? (value as Record<PropertyKey, unknown>)[key]
        : undefined,
    input,
  )
}

function quote(value: unknown): string {
  if (typeof value === 'number' || value === undefined) return String(value)
  const text = JSON.stringify(value)
  return text.length > 60 ? `${text.slice(0, 57)}...` : text
}
