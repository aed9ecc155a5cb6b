import { z } from 'zod'
import { environmentSchema } from '../measure/machine/environment'
import { intervalSchema } from '../measure/statistics/interval'
import type { Cores, PerSecond, Seconds } from '../measure/statistics/quantity'
import { quantity } from '../measure/statistics/quantity-schema'
import { contenderNames, specSchema } from '../spec/spec'
import { blockSchema, errorText, figuresSchema, MOST_BLOCKS } from './figures'
import { resultHead } from './result-head'

export type { Environment } from '../measure/machine/environment'

/** Written into every result file; a reader refuses a higher one. */
export const RESULT_SCHEMA_VERSION = 2

/** Three attempts at each block of every slot. */
const MOST_STANDSTILLS = MOST_BLOCKS * (contenderNames.length + 1) * 3

const name = z.enum(contenderNames)

/** How a contender ended: what was measured is kept whenever there is any. */
export const contenderResultSchema = z.discriminatedUnion('status', [
  z.strictObject({ status: z.literal('measured'), name, figures: figuresSchema }),
  /** The run was cancelled in this contender's slot; null where nothing measured could be kept. */
  z.strictObject({ status: z.literal('partial'), name, figures: figuresSchema.nullable() }),
  /** A thread died, or the contender could not start. */
  z.strictObject({
    status: z.literal('failed'),
    name,
    error: errorText,
    figures: figuresSchema.nullable(),
  }),
  /** The run ended before its slot: it was cancelled, or its process died. */
  z.strictObject({ status: z.literal('not-run'), name }),
])
export type ContenderResult = z.infer<typeof contenderResultSchema>

/** What came of a contender that had a slot. */
export type SlotResult = Exclude<ContenderResult, { readonly status: 'not-run' }>

/** Means over the blocks of one contender, with their 95 % intervals. */
const contenderInferenceSchema = z.strictObject({
  name,
  jobsPerSecond: intervalSchema,
  coresUsed: intervalSchema,
  jobsPerCoreSecond: intervalSchema.nullable(),
})

/** Latencies of one contender to those of another, at one percentile. */
const latencyRatioSchema = z.strictObject({
  percentile: z.number().min(0).max(100),
  ratio: intervalSchema,
})
export type LatencyRatio = z.infer<typeof latencyRatioSchema>

/** One contender against another: ratios of the first to the second. */
const comparisonSchema = z.strictObject({
  first: name,
  second: name,
  jobsPerSecond: intervalSchema,
  jobsPerCoreSecond: intervalSchema.nullable(),
  /** At the highest of p99, p90 and p50 that a block of both supports; null where none. */
  latency: latencyRatioSchema.nullable(),
})
export type Comparison = z.infer<typeof comparisonSchema>

/** One contender against itself: what differs here is the machine, not the contender. */
const selfCheckSchema = z.strictObject({
  contender: name,
  /** Its second set of blocks, which no other figure contains. */
  blocks: z.array(blockSchema).max(MOST_BLOCKS),
  /** First set to second; null with fewer than 8 blocks of both. */
  jobsPerSecond: intervalSchema.nullable(),
  jobsPerCoreSecond: intervalSchema.nullable(),
  /** At each of p99, p90 and p50 that every block supports; empty in results of early versions. */
  latency: z.array(latencyRatioSchema).max(10).default([]),
})
export type SelfCheck = z.infer<typeof selfCheckSchema>

/** What the blocks allow to say; the resampling is seeded with the spec's seed. */
const inferenceSchema = z.strictObject({
  resamples: z.number().int().min(1),
  contenders: z.array(contenderInferenceSchema).max(contenderNames.length),
  /** Every two contenders of one runtime, in the order of the spec. */
  comparisons: z.array(comparisonSchema).max(contenderNames.length ** 2),
})
export type Inference = z.infer<typeof inferenceSchema>

/** What had a slot: a contender, or the second set of the one that is held against itself. */
const slotSchema = z.union([name, z.literal('self-check')])
export type Slot = z.infer<typeof slotSchema>

/**
 * A time in which the whole lab stood still: stopped by a signal or a debugger, or its machine
 * paused.
 */
const standstillSchema = z.strictObject({
  slot: slotSchema,
  /** In which round, from 0. */
  round: z.number().int().min(0),
  seconds: quantity<Seconds>(),
  /** Whether the block was measured once more, and is in no figure as it was. */
  isRepeated: z.boolean(),
})
export type Standstill = z.infer<typeof standstillSchema>

/** What the rest of the machine did while contenders were measured. */
const machineSchema = z.strictObject({
  /**
   * Cores that all but this process and its service used, warm-ups included; null where not told.
   */
  otherCores: quantity<Cores>().nullable(),
  /**
   * Cores that the loopback service used, or processes that own jobs started; null without, where
   * not told and in early versions.
   */
  serviceCores: quantity<Cores>().nullable().default(null),
  /** Mean clock of the cores, looked at before every block. */
  coreMhz: z.strictObject({ least: z.number(), most: z.number() }).nullable(),
  /** Empty in results of early versions. */
  standstills: z.array(standstillSchema).max(MOST_STANDSTILLS).default([]),
})

/** The bounds that were worked out before the run, by Little's law and the cores. */
export const ceilingSchema = z.strictObject({
  name,
  /** At most; Little's law, the cores and the arrivals allow no more. */
  jobsPerSecond: quantity<PerSecond>(),
  /** What keeps it from doing more: the smallest of its ceilings. */
  limit: z.enum(['in-flight', 'threads', 'hidden-threads', 'cores', 'arrivals']),
  /** CPU seconds per wall second that the jobs themselves need at that rate. */
  coresUsed: quantity<Cores>(),
})
export type Ceiling = z.infer<typeof ceilingSchema>

const stoppedSchema = z.strictObject({
  by: z.enum(['precision', 'time-limit']),
  /** Of the interval, as a share of the ratio; null without an interval. */
  halfWidth: z.number().min(0).nullable(),
})
export type Stopped = z.infer<typeof stoppedSchema>

/** One run of one spec. */
export const resultSchema = z.strictObject({
  ...resultHead('corewise-result', RESULT_SCHEMA_VERSION),
  spec: specSchema,
  plan: z.strictObject({
    /** Jobs in the seeded plan; after the last one it starts again. */
    length: z.number().int().min(1),
    /** Of all amounts in the plan: equal digests mean equal plans. */
    sha256: z.string().max(100),
    /** Calibration: rounds of the CPU computation in one millisecond of this machine. */
    roundsPerMs: z.number().min(0),
    /**
     * The same of Python's own computation; null where none ran, and in results of early versions.
     */
    pythonRoundsPerMs: z.number().min(0).nullable().default(null),
  }),
  environment: environmentSchema,
  /** The order in which contenders were measured, round by round. */
  order: z.array(z.array(slotSchema).max(contenderNames.length + 1)).max(MOST_BLOCKS),
  contenders: z
    .array(contenderResultSchema)
    .min(1)
    .max(contenderNames.length)
    .refine((all) => new Set(all.map((one) => one.name)).size === all.length, {
      error: 'each contender at most once',
    }),
  machine: machineSchema,
  /** What ended the run before its end, and when; null where nothing did, and in early versions. */
  interruption: errorText.nullable().default(null),
  /**
   * Why a run that was to be precise went on no longer, and how far the main ratio's interval
   * reached then; null where it was not to be, was cancelled, and in early versions.
   */
  stopped: stoppedSchema.nullable().default(null),
  /** What the spec let expect; empty where it says nothing of its jobs. */
  predicted: z.array(ceilingSchema).max(contenderNames.length),
  selfCheck: selfCheckSchema.nullable(),
  /** Null with fewer than 8 blocks of everyone: then nothing is claimed. */
  inference: inferenceSchema.nullable(),
})
export type Result = z.infer<typeof resultSchema>
