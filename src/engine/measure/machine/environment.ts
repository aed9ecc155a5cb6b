import { z } from 'zod'
import type { Bytes } from '../statistics/quantity'
import { quantity } from '../statistics/quantity-schema'

/** The machine and the runtime that a result comes from; null where it could not be read. */
export const environmentSchema = z.strictObject({
  cpuModel: z.string(),
  cores: z.number().int().min(1),
  memoryBytes: quantity<Bytes>(),
  loadAverage1m: z.number().min(0).nullable(),
  governor: z.string().nullable(),
  platform: z.string(),
  osRelease: z.string(),
  /** node, v8, uv, and electron where it runs. */
  versions: z.record(z.string(), z.string()),
  commit: z.string().nullable(),
  corewise: z.string(),
})
export type Environment = z.infer<typeof environmentSchema>
