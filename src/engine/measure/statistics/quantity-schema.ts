import { z } from 'zod'

/** A number of at least 0 that carries its unit's brand once it has passed the schema. */
export const quantity = <Q extends number>() =>
  z
    .number()
    .min(0)
    .transform((value) => value as Q)
