import { z } from 'zod'

/**
 * What every result that the lab writes begins with, as fields of its schema.
 *
 * @param kind what kind of result it is
 * @param version of its schema; a reader refuses a higher one
 */
export function resultHead<Kind extends string, Version extends number>(
  kind: Kind,
  version: Version,
) {
  return {
    kind: z.literal(kind),
    schemaVersion: z.literal(version),
    id: z.string().max(200),
    /** ISO 8601, UTC. */
    startedAt: z.iso.datetime().max(40),
    /** Partial where it ended early: some of it was measured less often then, or not at all. */
    status: z.enum(['complete', 'partial']),
  }
}
