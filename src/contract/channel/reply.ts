import { z } from 'zod'

/** What every call answers; a call never throws, because no transport carries errors whole. */
export type Reply<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: LabError }

/** The schema of a reply whose value fits `value`. */
export const replySchema = <S extends z.ZodType>(value: S) =>
  z.discriminatedUnion('ok', [
    z.strictObject({ ok: z.literal(true), value }),
    z.strictObject({ ok: z.literal(false), error: labErrorSchema }),
  ])

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
  /** Ended because the person wanted it, with nothing that could be kept. */
  'cancelled',
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
