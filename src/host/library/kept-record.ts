import { z } from 'zod'
import { recordSchema } from '../../contract/library'
import { costSchema } from '../../engine/cost/cost-result'
import { memorySchema } from '../../engine/footprint/memory-result'

/** What can be kept in a folder of its own: runs and sweeps, and surveys of the machine. */
export const keptSchema = z.discriminatedUnion('kind', [
  ...recordSchema.options,
  costSchema,
  memorySchema,
])
export type KeptRecord = z.infer<typeof keptSchema>
