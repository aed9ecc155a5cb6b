import { contenderNames, variantFor, type ContenderName } from '../contender'
import { specSchema, type Spec } from '../spec/spec'

/** What a person knows of a service of theirs. */
export interface Service {
  /** What one job waits and computes, means in milliseconds; one of them more than 0. */
  readonly waitMs: number
  readonly cpuMs: number
  readonly jobsPerSecond: number
  /** Cores that it may use. */
  readonly cores: number
}

/** A person's own job, as a spec has it. */
export type OwnWork = Extract<Spec['workload'], { readonly kind: 'own' }>

/** What a service takes, by a model that leaves out what contenders cost themselves. */
export interface ServicePlan {
  /** What to take; null where the cores cannot do it. */
  readonly choice: Extract<ContenderName, 'event-loop' | 'loop-per-core' | 'thread-pool'> | null
  /** Cores that computing keeps busy: X · CPU time of a job. */
  readonly coresUsed: number
  /** Jobs under way at a time by Little's law, L = X · R. */
  readonly inFlight: number
  /** Threads that block with which a pool keeps up. */
  readonly threads: number
  /** Loops, each with a core, and cores in all, of which each keeps room. */
  readonly loops: number
  /**
   * Jobs per second at which one loop's core, and all cores, are full; Infinity without computing.
   */
  readonly loopFullAt: number
  readonly coresFullAt: number
  /**
   * Where one loop would no longer keep room: from that rate on, or from so much computing a job.
   */
  readonly tipsAtRate: number
  readonly tipsAtCpuMs: number
}

/**
 * How busy a core may be on average. Jobs that come by chance then wait for about as long as one
 * computes: by Pollaczek and Khinchine's formula ρ ÷ (2 · (1 − ρ)) of it where all are alike, which
 * is 1.2 at 0.7 and 4.5 at 0.9.
 */
export const MOST_BUSY = 0.7

/** Deviations of the jobs in flight, of a Poisson process √L each, that a pool has threads for. */
const DEVIATIONS = 2

/**
 * What to take for a service. One loop where its core keeps room; threads that block where jobs
 * compute for longer than they wait and there are cores for several, so that none waits behind one
 * that computes; else a loop on each of several cores. Threads by Little's law and the square-root
 * rule of staffing, L + 2 · √L (S. Halfin, W. Whitt, Operations Research 29 (1981), 567).
 */
export function servicePlan({ waitMs, cpuMs, jobsPerSecond, cores }: Service): ServicePlan {
  const coresUsed = (jobsPerSecond * cpuMs) / 1_000
  const inFlight = (jobsPerSecond * (waitMs + cpuMs)) / 1_000
  const loops = Math.max(1, Math.ceil(coresUsed / MOST_BUSY))
  const fullAt = cpuMs === 0 ? Infinity : 1_000 / cpuMs
  const threads = Math.max(1, Math.ceil(inFlight + DEVIATIONS * Math.sqrt(inFlight)))
  return {
    choice: choiceOf(),
    coresUsed,
    inFlight,
    threads,
    loops,
    loopFullAt: fullAt * Math.min(1, cores),
    coresFullAt: fullAt * cores,
    tipsAtRate: fullAt * MOST_BUSY * Math.min(1, cores),
    tipsAtCpuMs: (MOST_BUSY * Math.min(1, cores) * 1_000) / jobsPerSecond,
  }

  function choiceOf(): ServicePlan['choice'] {
    if (coresUsed > MOST_BUSY * cores) return null
    if (cpuMs > waitMs && cores > 1) return 'thread-pool'
    return coresUsed <= MOST_BUSY ? 'event-loop' : 'loop-per-core'
  }
}

const MOST_WORKERS = specSchema.shape.workers.maxValue ?? 256
const LEAST_BOUND = 1_000
const MOST_BOUND = 100_000
const BLOCKS = 8
/**
 * Measured time of a block: at least this, and long enough for so many jobs; in all at most 2
 * minutes.
 */
const LEAST_BLOCK_MS = 700
const LEAST_JOBS_A_BLOCK = 100
const LEAST_JOB_TIMES = 10
const MOST_BLOCK_MS = 15_000

/**
 * The run that checks a plan: jobs as they are said to be that come in by chance at the service's
 * rate, the choice against what it is chosen before, with threads and loops as planned.
 *
 * @param workload the person's own job where that was measured; null has jobs wait and compute as
 *   said
 * @param isKept whether the run is kept to the service's cores, as the machine has more
 */
export function serviceSpec(service: Service, workload: OwnWork | null, isKept: boolean): Spec {
  const { waitMs, cpuMs, jobsPerSecond, cores } = service
  const plan = servicePlan(service)
  const blockMs = Math.min(
    MOST_BLOCK_MS,
    Math.max(
      LEAST_BLOCK_MS,
      (LEAST_JOBS_A_BLOCK * 1_000) / jobsPerSecond,
      LEAST_JOB_TIMES * (waitMs + cpuMs),
    ),
  )
  const several = plan.loops > 1 || plan.choice === 'loop-per-core'
  const planned = [
    'event-loop',
    'thread-pool',
    ...(several ? (['loop-per-core'] as const) : []),
  ] as const
  // A person's own job has what it has, and may be Python's.
  const able = contenderNames.filter((name) => workload === null || variantFor(name, workload))
  const wanted = planned.filter((name) => able.includes(name))
  const contenders = wanted.length > 0 ? wanted : able
  const pair = [
    plan.choice ?? 'event-loop',
    plan.choice === 'thread-pool' ? ('event-loop' as const) : ('thread-pool' as const),
  ]
  return specSchema.parse({
    name: 'my service',
    workload: workload ?? workOf(service),
    load: { kind: 'open', arrivalsPerSecond: jobsPerSecond },
    concurrency: Math.round(Math.min(MOST_BOUND, Math.max(LEAST_BOUND, 10 * plan.inFlight))),
    workers: Math.min(MOST_WORKERS, plan.threads),
    loops: several ? Math.min(MOST_WORKERS, plan.loops, Math.ceil(cores)) : null,
    cores: isKept ? Math.max(1, Math.floor(cores)) : null,
    durationMs: Math.round(BLOCKS * blockMs),
    blocks: BLOCKS,
    warmupMs: 1_300,
    contenders,
    compare: pair.every((name) => wanted.includes(name)) ? pair : null,
    seed: 1,
  })
}

function workOf({ waitMs, cpuMs }: Service): object {
  if (cpuMs === 0) return { kind: 'wait', waitMs }
  return waitMs === 0 ? { kind: 'cpu', cpuMs } : { kind: 'mixed', waitMs, cpuMs }
}
