import { z } from 'zod'
import { processorsSchema } from '../processors/processors'
import { pythonSchema } from './python'
import type { Bytes } from '../statistics/quantity'
import { quantity } from '../statistics/quantity-schema'

/** Names of systems are short; a file may be anybody's. */
const short = z.string().max(200)

/** Runtimes and their parts that have a version: Node itself names some thirty. */
const MOST_VERSIONS = 100

/** The machine and the runtime that a result comes from; null where it could not be read. */
export const environmentSchema = z.strictObject({
  cpuModel: short,
  /** Logical cores that threads may run on: what affinity and cpusets leave. */
  cores: z.number().int().min(1),
  /** What these are and what else limits them; null in results of early versions. */
  processors: processorsSchema.nullable().default(null),
  /** Threads of libuv in the process that measured; null in results of early versions. */
  uvThreads: z.number().int().min(1).max(1_024).nullable().default(null),
  memoryBytes: quantity<Bytes>(),
  loadAverage1m: z.number().min(0).nullable(),
  governor: short.nullable(),
  platform: short,
  osRelease: short,
  /** node, v8, uv, and electron where it runs. */
  versions: z
    .record(short, short)
    .refine((versions) => Object.keys(versions).length <= MOST_VERSIONS, {
      error: `expected at most ${MOST_VERSIONS} versions`,
    }),
  /** Null where no contender ran on Python, and in results of early versions. */
  python: pythonSchema.nullable().default(null),
  commit: short.nullable(),
  corewise: short,
})
export type Environment = z.infer<typeof environmentSchema>
