import { simulate } from './simulate'

/** Jobs that are all there at the start, to be done once each. */
interface RaceJobs {
  readonly jobs: number
  readonly waitMs: number
  /** Computed by each job after its wait. */
  readonly cpuMs: number
}

/** What is under way at a moment, milliseconds from the start. */
interface Stretch {
  readonly fromMs: number
  readonly toMs: number
}

/** How one of the two does in the race. */
export interface Racer {
  /** Each job, from its begin to its end, by its number. */
  readonly jobs: readonly Stretch[]
  /** Numbers of the jobs in the order in which they end. */
  readonly order: readonly number[]
  /** What each core computes. */
  readonly cores: readonly (readonly Stretch[])[]
  /** When all jobs are done. */
  readonly endMs: number
}

/** One loop on one core, with all jobs in flight, against threads that block, on several cores. */
export interface Race {
  readonly loop: Racer
  readonly threads: Racer
  /** How many times as soon the loop is through; below 1 where the threads are. */
  readonly ratio: number
}

/**
 * Simulates a race of the same jobs (see `simulate`): what switching and handing out cost is not in
 * it.
 *
 * @param cores that threads have; the loop has the first of them, and the others stand idle
 */
export function race(jobs: RaceJobs, threads: number, cores: number): Race {
  const loop = run(jobs, jobs.jobs, 1, cores)
  const pool = run(jobs, threads, cores, cores)
  return { loop, threads: pool, ratio: loop.endMs > 0 ? pool.endMs / loop.endMs : 1 }
}

function run(
  { jobs, waitMs, cpuMs }: RaceJobs,
  slots: number,
  servers: number,
  cores: number,
): Racer {
  const done: Stretch[] = []
  const order: number[] = []
  const busy: Stretch[][] = Array.from({ length: cores }, () => [])
  simulate({
    jobAt: () => ({ beforeMs: 0, waitMs, afterMs: cpuMs }),
    load: { arrivalMs: (index) => (index < jobs ? 0 : Infinity) },
    slots,
    servers,
    durationMs: Number.MAX_SAFE_INTEGER,
    onEnd: ({ index, beganMs, endMs }) => {
      done[index] = { fromMs: beganMs, toMs: endMs }
      order.push(index)
    },
    onComputed: (server, fromMs, toMs) => busy[server]?.push({ fromMs, toMs }),
  })
  return { jobs: done, order, cores: busy, endMs: Math.max(0, ...done.map(({ toMs }) => toMs)) }
}

/** The share of the time until then that a core has computed, from 0 to 1. */
export function busyShare(core: readonly Stretch[], untilMs: number): number {
  if (untilMs <= 0) return 0
  const computed = core.reduce(
    (total, { fromMs, toMs }) => total + Math.max(0, Math.min(toMs, untilMs) - fromMs),
    0,
  )
  return computed / untilMs
}
