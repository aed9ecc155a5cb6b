import { z } from 'zod'
import { cpuSources } from '../measure/cpu/cpu-source'
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
import { jobTracesSchema } from './job-trace'

export type { Latency } from '../measure/latency/latency'

// A file may be anybody's: nothing in it is longer than the lab itself makes it.
/** 256 workers, the loop, the dispatcher and the runtime's own. */
const MOST_THREADS = 300
/** Ten a second for an hour, and one at the end of each block. */
const MOST_SAMPLES = 40_000
/** Blocks that a contender can have. */
export const MOST_BLOCKS = 100
/** Characters of an error's message; longer ones are cut. */
export const MOST_IN_ERROR = 1_000
/** An error's message. */
export const errorText = z.string().max(MOST_IN_ERROR)

/**
 * Rows that stand for threads of the runtime which run no jobs of their own: libuv's, which compute
 * and wait for those that do, where they can be told from the rest of the runtime's helpers.
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

/**
 * One block of one contender: threads that take up jobs, a warm-up of which nothing counts, a
 * measured window.
 */
export const blockSchema = z.strictObject({
  /** Which of the run's rounds it belongs to, from 0; a round has one block of everyone. */
  round: z.number().int().min(0),
  /**
   * Which of the run's generations of threads it is of, from 0: blocks of one have the same
   * threads. Null in results of early versions, in which each block had threads of its own.
   */
  generation: z.number().int().min(0).nullable().default(null),
  /**
   * How long its jobs in flight had been going on before, and how many were discarded in this
   * block; whether it was enough for the rate to stop rising or falling.
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
   * Of an open load, counted from when the job was really handed in; null otherwise, and in results
   * of early versions.
   */
  uncorrected: latencySchema.nullable().default(null),
  /**
   * Of its threads' CPU time, the share on cores of the slower kind; null where cores are of one
   * kind or not known, and in results of early versions.
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
   * How long a task waited until a hidden thread had done it, next to nothing in itself: as tasks
   * of the lab's own found it that were handed in meanwhile. Null where jobs need no hidden
   * threads, for other runtimes, and in results of early versions.
   */
  hiddenQueueing: latencySchema.nullable().default(null),
  /** Sum over the threads that could be observed; null where none could. */
  gcMs: quantity<Milliseconds>().nullable(),
  /**
   * Peak resident memory of the whole process while this contender ran; null where it was not to be
   * read.
   */
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
