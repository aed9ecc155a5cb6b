import { z } from 'zod'
import { labErrorSchema, type LabError } from './lab-error'

/** What every call answers; a call never throws, because no transport carries errors whole. */
export type Reply<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: LabError }

/** The schema of a reply whose value fits `value`. */
export const replySchema = <S extends z.ZodType>(value: S) =>
  z.discriminatedUnion('ok', [
    z.strictObject({ ok: z.literal(true), value }),
    z.strictObject({ ok: z.literal(false), error: labErrorSchema }),
  ])
