import { z } from 'zod'
import { contenderNames, runtimeOf, variantFor, type ContenderName } from '../contender'
import { workloadSchema, type Workload } from '../workload/kinds'
import { MOST_IN_PATH } from '../workload/kinds/job-kind'

export { contenderNames, type ContenderName } from '../contender'
export { workloadSchema, type Workload } from '../workload/kinds'

/** How jobs come in. */
export const loadSchema = z.discriminatedUnion('kind', [
  /** `concurrency` jobs are in flight; a finished one is replaced at once. */
  z.strictObject({ kind: z.literal('closed') }),
  /** Jobs come in at a rate, whatever becomes of the earlier ones; `concurrency` bounds them. */
  z.strictObject({
    kind: z.literal('open'),
    arrivalsPerSecond: z.number().min(0.1).max(1_000_000),
    /** Evenly spaced, or with exponential gaps from the seeded plan (a Poisson process). */
    arrivals: z.enum(['constant', 'poisson']).default('poisson'),
  }),
])
export type Load = z.infer<typeof loadSchema>

/** A block shorter than this is mostly its edges. Milliseconds. */
const LEAST_BLOCK_MS = 10

/** With fewer blocks than this per contender nothing is claimed of their difference. */
export const LEAST_BLOCKS_TO_CLAIM = 8

/** Deliberate faults, to see what a contender does with them. 0 is never. */
const faultsSchema = z.strictObject({
  /** Every n-th job throws. */
  throwEvery: z.number().int().min(0).max(1_000_000_000).default(0),
  /** The n-th job ends the thread that runs it. */
  exitAt: z.number().int().min(0).max(1_000_000_000).default(0),
})

/** Characters of a run's name. */
export const MOST_IN_NAME = 80

/** Everything that decides what a run does; the same spec and seed give the same plan. */
export const specSchema = z
  .strictObject({
    name: z
      .string()
      .min(1)
      .max(MOST_IN_NAME)
      .refine((name) => name.trim() !== '', 'expected a name of more than blanks'),
    workload: workloadSchema,
    load: loadSchema.prefault({ kind: 'closed' }),
    /** Jobs in flight; with open load the most that may be, and what comes in beyond is dropped. */
    concurrency: z.number().int().min(1).max(1_000_000),
    /** Threads of the contenders that have several; each costs some 10 MiB and 35 ms to start. */
    workers: z.number().int().min(1).max(256),
    /**
     * Loops of loop-per-core, each on a thread of its own; null has one for each effective core.
     */
    loops: z.number().int().min(1).max(256).nullable().default(null),
    /** The cores that all measured threads are kept to; null leaves them all that there are. */
    cores: z.number().int().min(1).max(1_024).nullable().default(null),
    /**
     * Threads of libuv in the process that measures, which it starts with; null has as many as the
     * environment says (UV_THREADPOOL_SIZE), or 4.
     */
    uvThreads: z.number().int().min(1).max(64).nullable().default(null),
    /** Measured time per contender, shared out evenly among its blocks. */
    durationMs: z.number().min(100).max(3_600_000),
    /** Blocks per contender, in a random order with those of the others. */
    blocks: z.number().int().min(1).max(100).default(8),
    /** How often a contender's threads are started anew in a run; in between they are kept. */
    generations: z.number().int().min(1).max(100).default(4),
    /** The longest time before a block's measuring starts; nothing in it is counted. */
    warmupMs: z.number().min(0).max(600_000),
    /**
     * The half-width of the main ratio's interval until which the run goes on after its blocks, as
     * a share of the ratio: 0.05 is ± 5 %. Null measures the blocks and no more.
     */
    precision: z.number().min(0.001).max(1).nullable().default(null),
    /** How long a run may go on for its precision, from its start. */
    precisionLimitMs: z.number().min(1_000).max(3_600_000).default(300_000),
    /** How long to wait at most for the machine to be quiet before the run; null begins at once. */
    whenQuietMs: z.number().min(1_000).max(3_600_000).nullable().default(null),
    contenders: z
      .array(z.enum(contenderNames))
      .min(1)
      .refine((names) => new Set(names).size === names.length, 'each contender at most once'),
    /** The two that the verdict is about; null for the event loop and the thread pool. */
    compare: z.array(z.enum(contenderNames)).length(2).nullable().default(null),
    seed: z.number().int().min(0).max(4_294_967_295),
    /**
     * How many rounds of its work a job computes for each millisecond; null has them measured anew
     * in every run, so that a slower machine or runtime gets smaller jobs.
     */
    roundsPerMs: z.number().positive().max(1_000_000_000).nullable().default(null),
    /** The Python that contenders run on, by its path or name; null takes `python3`. */
    python: z.string().min(1).max(MOST_IN_PATH).nullable().default(null),
    faults: faultsSchema.prefault({}),
  })
  .refine((spec) => windowMsOf(spec) >= LEAST_BLOCK_MS, {
    path: ['blocks'],
    error: `expected blocks of at least ${LEAST_BLOCK_MS} ms each: the measured time is too short for so many`,
  })
  .refine(({ contenders, workload }) => contenders.every((name) => canRun(name, workload)), {
    path: ['contenders'],
    error:
      'expected contenders that can run the job: event-loop takes `coroutine` or `job`, async takes `job`',
  })
  .refine(
    ({ compare, contenders }) =>
      compare === null ||
      (new Set(compare).size === compare.length &&
        new Set(compare.map(runtimeOf)).size === 1 &&
        compare.every((name) => contenders.includes(name))),
    { path: ['compare'], error: 'expected two of the contenders that take part, of one runtime' },
  )
export type Spec = z.infer<typeof specSchema>

/** What one block of a run is told, in which one contender is measured once. */
export interface BlockSpec extends Pick<Spec, 'load' | 'concurrency' | 'workers' | 'warmupMs'> {
  /** The measured window, after the warm-up. */
  readonly windowMs: number
  /** How long a person's own job takes by itself at most; null of the lab's own jobs. */
  readonly ownJob: { readonly waitMs: number; readonly cpuMs: number } | null
}

/** What every block of a run is told. */
export function blockSpecOf(spec: Spec): BlockSpec {
  const { load, concurrency, workers, warmupMs, workload } = spec
  const ownJob =
    workload.kind === 'own'
      ? (workload.tried?.longest ?? workload.tried ?? { waitMs: 0, cpuMs: 0 })
      : null
  return { load, concurrency, workers, warmupMs, windowMs: windowMsOf(spec), ownJob }
}

/** How long the measured window of each block is: they share out the run's time evenly. */
export function windowMsOf(spec: { readonly durationMs: number; readonly blocks: number }): number {
  return spec.durationMs / spec.blocks
}

/** Whether a contender can run such work: a person's own job may lack the variant that it takes. */
function canRun(name: ContenderName, workload: Workload): boolean {
  return workload.kind !== 'own' || variantFor(name, workload) !== null
}
