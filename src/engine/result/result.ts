import { z } from 'zod'
import { cpuSources } from '../measure/cpu/cpu-source'
import { environmentSchema } from '../measure/machine/environment'
import { intervalSchema } from '../measure/statistics/interval'
import { latencySchema } from '../measure/latency/latency'
import type {
  Bytes,
  Cores,
  Milliseconds,
  PerCoreSecond,
  PerSecond,
  Seconds,
} from '../measure/statistics/quantity'
import { quantity } from '../measure/statistics/quantity-schema'
import { contenderNames, specSchema } from '../spec/spec'
import { jobTracesSchema } from './job-trace'

export type { Environment } from '../measure/machine/environment'
export type { Latency } from '../measure/latency/latency'

/** Written into every result file; a reader refuses a higher one. */
export const RESULT_SCHEMA_VERSION = 2

// A file may be anybody's: nothing in it is longer than the lab itself makes it.
/** 256 workers, the loop, the dispatcher and the runtime's own. */
const MOST_THREADS = 300
/** Ten a second for an hour, and one at the end of each block. */
const MOST_SAMPLES = 40_000
/** Blocks that a contender can have. */
export const MOST_BLOCKS = 100
const MOST_POINTS = 200
/** Three attempts at each block of every slot. */
const MOST_STANDSTILLS = MOST_BLOCKS * (contenderNames.length + 1) * 3
/** Characters of an error's message; longer ones are cut. */
export const MOST_IN_ERROR = 1_000
const errorText = z.string().max(MOST_IN_ERROR)

/**
 * Rows that stand for threads of the runtime which run no jobs of their own: libuv's, which compute and
 * wait for those that do, where they can be told from the rest of the runtime's helpers.
 */
export const helperNames = { hidden: 'hidden threads', runtime: 'runtime' } as const

/** Whether a row stands for helpers of the runtime, and not for a thread that runs jobs. */
export function isHelper({ name }: { readonly name: string }): boolean {
  return name === helperNames.hidden || name === helperNames.runtime
}

const threadFiguresSchema = z.strictObject({
  /** "loop", "dispatcher", "worker 3", or one of `helperNames`. */
  name: z.string().max(100),
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

/**
 * What a rate is counted over: from the last completion before the measured time to the last one in
 * it; of an open load the measured time. Null in results of early versions, which always took that.
 */
const completionSecondsSchema = quantity<Seconds>().nullable().default(null)

/** One block of one contender: threads that take up jobs, a warm-up of which nothing counts, a measured window. */
export const blockSchema = z.strictObject({
  /** Which of the run's rounds it belongs to, from 0; a round has one block of everyone. */
  round: z.number().int().min(0),
  /**
   * Which of the run's generations of threads it is of, from 0: blocks of one have the same threads.
   * Null in results of early versions, in which each block had threads of its own.
   */
  generation: z.number().int().min(0).nullable().default(null),
  /**
   * How long its jobs in flight had been going on before, and how many were discarded in this block;
   * whether it was enough for the rate to stop rising or falling.
   */
  warmUpMs: quantity<Milliseconds>(),
  discardedJobs: z.number().int().min(0),
  isSteady: z.boolean(),
  measuredSeconds: quantity<Seconds>(),
  completionSeconds: completionSecondsSchema,
  completed: z.number().int().min(0),
  cpuSeconds: quantity<Seconds>(),
  latency: latencySchema,
  /**
   * Of its threads' CPU time, the share on cores of the slower kind; null where cores are of one kind
   * or not known, and in results of early versions.
   */
  slowShare: z.number().min(0).max(1).nullable().default(null),
})
export type Block = z.infer<typeof blockSchema>

/** What open load adds: jobs that arrived and were rejected, and the latency seen otherwise. */
const arrivalsSchema = z.strictObject({
  /** Jobs that were to come in while measuring, rejected ones included. */
  arrived: z.number().int().min(0),
  /** Turned away because as many jobs as may be were there already. */
  rejected: z.number().int().min(0),
  /** Due and not admitted when the blocks ended; 0 in results of early versions. */
  backlog: z.number().int().min(0).default(0),
  /** From the intended arrival to the first step. */
  queueing: latencySchema,
  /**
   * From when the job was really handed in, which a stalled contender does late: what a load
   * generator reports that omits what it could not send.
   */
  uncorrected: latencySchema,
})

/** What was measured of one contender; warm-up is not in it. */
export const figuresSchema = z.strictObject({
  measuredSeconds: quantity<Seconds>(),
  completionSeconds: completionSecondsSchema,
  completed: z.number().int().min(0),
  failed: z.number().int().min(0),
  /** Jobs whose first step was within the measured time; null in results of early versions. */
  started: z.number().int().min(0).nullable().default(null),
  errors: z
    .array(z.strictObject({ message: errorText, count: z.number().int().min(1) }))
    .max(MOST_THREADS * 4),
  /** Completions ÷ time: 0 where none was completed, which no table or chart shows as a rate. */
  jobsPerSecond: quantity<PerSecond>(),
  /**
   * From handing a job in to its end: waiting for a free thread counts. With open load from the
   * arrival that was intended, however late it was handed in.
   */
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
  /**
   * CPU time that other programs used while measuring, without the loopback service; null where the
   * system does not tell, and in results of early versions.
   */
  otherSeconds: quantity<Seconds>().nullable().default(null),
  /** CPU time that a hypervisor gave to others meanwhile; null as above. */
  stolenSeconds: quantity<Seconds>().nullable().default(null),
  /**
   * Periods of the control group that was stopped most for having used up its quota, and those in
   * which it was stopped; null without a quota, and in results of early versions.
   */
  throttling: z
    .strictObject({ periods: z.number().int().min(0), throttled: z.number().int().min(0) })
    .nullable()
    .default(null),
  /** Null where too little CPU time was used to divide by. */
  jobsPerCoreSecond: quantity<PerCoreSecond>().nullable(),
  /** Null for closed load. */
  arrivals: arrivalsSchema.nullable(),
  /** How late the loop's own timers came; null for contenders without a loop. */
  timerLateness: latencySchema.nullable(),
  /**
   * How long a task waited until a hidden thread had done it, next to nothing in itself: as tasks of the
   * lab's own found it that were handed in meanwhile. Null where jobs need no hidden threads, for other
   * runtimes, and in results of early versions.
   */
  hiddenQueueing: latencySchema.nullable().default(null),
  /** Sum over the threads that could be observed; null where none could. */
  gcMs: quantity<Milliseconds>().nullable(),
  /** Peak resident memory of the whole process while this contender ran; null where it was not to be read. */
  peakMemoryBytes: quantity<Bytes>().nullable(),
  /** Growth of resident memory over its value before the contender started, per job in flight. */
  memoryPerJobBytes: quantity<Bytes>().nullable(),
  voluntarySwitches: z.number().int().min(0).nullable(),
  involuntarySwitches: z.number().int().min(0).nullable(),
  threads: z.array(threadFiguresSchema).max(MOST_THREADS),
  samples: z.array(sampleSchema).max(MOST_SAMPLES),
  /** Those that were measured to their end, in the order of rounds. */
  blocks: z.array(blockSchema).max(MOST_BLOCKS),
  /** Single jobs; null for contenders of another runtime, and in results of early versions. */
  jobs: jobTracesSchema.nullable().default(null),
})
export type Figures = z.infer<typeof figuresSchema>

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

/** A time in which the whole lab stood still: stopped by a signal or a debugger, or its machine paused. */
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
  /** Cores that all but this process and its service used, warm-ups included; null where not told. */
  otherCores: quantity<Cores>().nullable(),
  /** Cores that the loopback service used; null without one, where not told and in early versions. */
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
  kind: z.literal('corewise-result'),
  schemaVersion: z.literal(RESULT_SCHEMA_VERSION),
  id: z.string().max(200),
  /** ISO 8601, UTC. */
  startedAt: z.iso.datetime().max(40),
  status: z.enum(['complete', 'partial']),
  spec: specSchema,
  plan: z.strictObject({
    /** Jobs in the seeded plan; after the last one it starts again. */
    length: z.number().int().min(1),
    /** Of all amounts in the plan: equal digests mean equal plans. */
    sha256: z.string().max(100),
    /** Calibration: rounds of the CPU computation in one millisecond of this machine. */
    roundsPerMs: z.number().min(0),
    /** The same of Python's own computation; null where none ran, and in results of early versions. */
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
  interruption: z.string().max(MOST_IN_ERROR).nullable().default(null),
  /**
   * Why a run that was to be precise went on no longer, and how far the main ratio's interval reached
   * then; null where it was not to be, was cancelled, and in early versions.
   */
  stopped: stoppedSchema.nullable().default(null),
  /** What the spec let expect; empty where it says nothing of its jobs. */
  predicted: z.array(ceilingSchema).max(contenderNames.length),
  selfCheck: selfCheckSchema.nullable(),
  /** Null with fewer than 8 blocks of everyone: then nothing is claimed. */
  inference: inferenceSchema.nullable(),
})
export type Result = z.infer<typeof resultSchema>

/** The highest arrival rate at which p99 stays within a limit. */
const highestRateSchema = z.strictObject({
  kind: z.literal('highest-rate'),
  limitMs: quantity<Milliseconds>(),
  contenders: z
    .array(
      z.strictObject({
        name,
        /** The highest rate that was within; null where none was. */
        within: quantity<PerSecond>().nullable(),
        /** The lowest that was beyond, by p99, by saturation or because it turned jobs away; null where none was. */
        beyond: quantity<PerSecond>().nullable(),
      }),
    )
    .max(contenderNames.length),
})
export type HighestRate = z.infer<typeof highestRateSchema>

/** What a search over a parameter found. */
const findingSchema = z.discriminatedUnion('kind', [
  /** Where the pool overtakes the loop in jobs per second, as a share of computing. */
  z.strictObject({
    kind: z.literal('crossover'),
    /** Below it the loop was seen to do more; null where it never was. */
    low: z.number().min(0).max(1).nullable(),
    /** Above it the pool was seen to do more; null where it never was. */
    high: z.number().min(0).max(1).nullable(),
    /** Where their ratio is 1, between the measured values next to it; null outside of them. */
    estimate: z.number().min(0).max(1).nullable(),
  }),
  highestRateSchema,
])
export type Finding = z.infer<typeof findingSchema>

/** The result at one value of a sweep. */
const measuredPointSchema = z.strictObject({ value: z.number(), result: resultSchema })
export type MeasuredPoint = z.infer<typeof measuredPointSchema>

/** A spec run at several values of one of its parameters. */
export const sweepSchema = z.strictObject({
  kind: z.literal('corewise-sweep'),
  schemaVersion: z.literal(RESULT_SCHEMA_VERSION),
  id: z.string().max(200),
  startedAt: z.iso.datetime().max(40),
  status: z.enum(['complete', 'partial']),
  over: z.enum(['concurrency', 'workers', 'cores', 'uv-threads', 'cpu-share', 'arrival-rate']),
  /** What the values were chosen to find; null where they were given. */
  finding: findingSchema.nullable(),
  points: z.array(measuredPointSchema).max(MOST_POINTS),
  /** The values at which nothing could be measured, and why; empty in results of early versions. */
  failures: z
    .array(
      z.strictObject({
        value: z.number(),
        /** Which contender it was about, where each is run by itself. */
        name: name.nullable(),
        error: errorText,
      }),
    )
    .max(MOST_POINTS)
    .default([]),
})
export type Sweep = z.infer<typeof sweepSchema>
