import { z } from 'zod'
import { storedResultSchema } from '../../contract/library'
import { costSchema } from '../../engine/cost/cost-result'
import { memorySchema } from '../../engine/footprint/memory-result'

/**
 * What can be kept in a folder of its own: runs, sweeps and foreign runs, and surveys of the
 * machine.
 */
export const keptSchema = z.discriminatedUnion('kind', [
  ...storedResultSchema.options,
  costSchema,
  memorySchema,
])
export type KeptResult = z.infer<typeof keptSchema>
