import { z } from 'zod'
import { cpuSources } from '../measure/cpu-source'
import { environmentSchema } from '../measure/environment'
import { latencySchema } from '../measure/latency'
import type {
  Bytes,
  Cores,
  Milliseconds,
  PerCoreSecond,
  PerSecond,
  Seconds,
} from '../measure/quantity'
import { quantity } from '../measure/quantity-schema'
import { contenderNames, specSchema } from './spec'

export type { Environment } from '../measure/environment'
export type { Latency } from '../measure/latency'

/** Written into every result file; a reader refuses a higher one. */
export const RESULT_SCHEMA_VERSION = 1

const threadFiguresSchema = z.strictObject({
  /** "loop", "dispatcher", "worker 3", or "runtime" for the runtime's own helper threads. */
  name: z.string(),
  completed: z.number().int().min(0),
  cpuSeconds: quantity<Seconds>().nullable(),
  /** Share of time not spent in the host's poll: a blocked thread reads 1 and burns nothing. */
  utilisation: z.number().min(0).max(1).nullable(),
  voluntarySwitches: z.number().int().min(0).nullable(),
  involuntarySwitches: z.number().int().min(0).nullable(),
  gcMs: quantity<Milliseconds>().nullable(),
})
export type ThreadFigures = z.infer<typeof threadFiguresSchema>

export const sampleSchema = z.strictObject({
  /** End of the sample, counted from the start of measuring. */
  atMs: quantity<Milliseconds>(),
  jobsPerSecond: quantity<PerSecond>(),
  coresUsed: quantity<Cores>().nullable(),
  inFlight: z.number().int().min(0),
  p50Ms: quantity<Milliseconds>().nullable(),
  p99Ms: quantity<Milliseconds>().nullable(),
})
export type Sample = z.infer<typeof sampleSchema>

/** What was measured of one contender; warm-up is not in it. */
export const figuresSchema = z.strictObject({
  measuredSeconds: quantity<Seconds>(),
  completed: z.number().int().min(0),
  failed: z.number().int().min(0),
  errors: z.array(z.strictObject({ message: z.string(), count: z.number().int().min(1) })),
  jobsPerSecond: quantity<PerSecond>(),
  /** From handing a job in to its end: waiting for a free thread counts. */
  latency: latencySchema,
  /** From a job's first step to its end. */
  service: latencySchema,
  cpuSource: z.enum(cpuSources),
  cpuSeconds: quantity<Seconds>(),
  coresUsed: quantity<Cores>(),
  /**
   * Time that its threads were ready to run while no core was free, summed over them; null where
   * the system does not tell.
   */
  runQueueSeconds: quantity<Seconds>().nullable(),
  /** Null where too little CPU time was used to divide by. */
  jobsPerCoreSecond: quantity<PerCoreSecond>().nullable(),
  /** How late the loop's own timer came, 99th percentile; null for contenders without a loop. */
  loopDelayP99Ms: quantity<Milliseconds>().nullable(),
  /** Sum over the threads that could be observed; null where none could. */
  gcMs: quantity<Milliseconds>().nullable(),
  /** Peak resident memory of the whole process while this contender ran. */
  peakMemoryBytes: quantity<Bytes>(),
  /** Growth of resident memory over its value before the contender started, per job in flight. */
  memoryPerJobBytes: quantity<Bytes>(),
  voluntarySwitches: z.number().int().min(0).nullable(),
  involuntarySwitches: z.number().int().min(0).nullable(),
  threads: z.array(threadFiguresSchema),
  samples: z.array(sampleSchema),
})
export type Figures = z.infer<typeof figuresSchema>

const name = z.enum(contenderNames)

/** How a contender ended: what was measured is kept whenever there is any. */
export const contenderResultSchema = z.discriminatedUnion('status', [
  z.strictObject({ status: z.literal('measured'), name, figures: figuresSchema }),
  /** The run was cancelled while this contender was measured. */
  z.strictObject({ status: z.literal('partial'), name, figures: figuresSchema }),
  /** A thread died, or the contender could not start. */
  z.strictObject({
    status: z.literal('failed'),
    name,
    error: z.string(),
    figures: figuresSchema.nullable(),
  }),
  /** The run was cancelled before measuring began. */
  z.strictObject({ status: z.literal('not-run'), name }),
])
export type ContenderResult = z.infer<typeof contenderResultSchema>

/** One run of one spec. */
export const resultSchema = z.strictObject({
  kind: z.literal('corewise-result'),
  schemaVersion: z.literal(RESULT_SCHEMA_VERSION),
  id: z.string(),
  /** ISO 8601, UTC. */
  startedAt: z.iso.datetime(),
  status: z.enum(['complete', 'partial']),
  spec: specSchema,
  plan: z.strictObject({
    /** Jobs in the seeded plan; after the last one it starts again. */
    length: z.number().int().min(1),
    /** Of all amounts in the plan: equal digests mean equal plans. */
    sha256: z.string(),
    /** Calibration: rounds of the CPU computation in one millisecond of this machine. */
    roundsPerMs: z.number().min(0),
  }),
  environment: environmentSchema,
  contenders: z.array(contenderResultSchema),
})
export type Result = z.infer<typeof resultSchema>

/** A spec run at several values of one of its parameters. */
export const sweepSchema = z.strictObject({
  kind: z.literal('corewise-sweep'),
  schemaVersion: z.literal(RESULT_SCHEMA_VERSION),
  id: z.string(),
  startedAt: z.iso.datetime(),
  status: z.enum(['complete', 'partial']),
  over: z.enum(['concurrency', 'workers', 'cpu-share']),
  points: z.array(z.strictObject({ value: z.number(), result: resultSchema })),
})
export type Sweep = z.infer<typeof sweepSchema>
