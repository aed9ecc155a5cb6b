import { contenderNames, contenders, variantFor } from '../contender'
import { jobVariants } from '../contender/job-variant'
import { waitOf, type JobCost, type JobFile, type Tried } from './trial'
import { specSchema, type Spec } from '../spec/spec'

/** Jobs in flight where jobs mostly wait, and where they mostly compute. */
const WAITING_IN_FLIGHT = 100
const COMPUTING_IN_FLIGHT = 16

/** A block lets at least so many jobs end one after the other, within its bounds. Milliseconds. */
const JOBS_PER_BLOCK = 4
const LEAST_BLOCK_MS = 700
const MOST_BLOCK_MS = 5_000
/**
 * Jobs of one thread end in bursts, once for each time that all in flight go round: a block is to
 * hold several of these, unless it would become longer than so many milliseconds for that.
 */
const ROUNDS_PER_BLOCK = 3.5
const MOST_ROUNDS_MS = 1_500
const BLOCKS = 8

/**
 * The spec that compares the usual contenders on a person's own job, after its trial.
 *
 * @param name what the run is called
 * @param cores of this machine
 */
export function ownSpec(
  { file, sha256, seed }: JobFile,
  { costs }: Tried,
  name: string,
  cores: number,
): Spec {
  const variants = jobVariants.filter((variant) => costs[variant] !== undefined)
  const each = variants.flatMap((variant) => costs[variant] ?? [])
  const { waitMs, cpuMs, apart } = jobCost(each)
  const isWaiting = waitMs > cpuMs
  const inFlight = isWaiting ? WAITING_IN_FLIGHT : COMPUTING_IN_FLIGHT
  const blockMs = Math.max(
    LEAST_BLOCK_MS,
    Math.min(MOST_ROUNDS_MS, ROUNDS_PER_BLOCK * inFlight * cpuMs),
    Math.min(MOST_BLOCK_MS, JOBS_PER_BLOCK * (waitMs + cpuMs)),
  )
  return specSchema.parse({
    name,
    workload: {
      kind: 'own',
      file,
      sha256,
      variants,
      tried: {
        waitMs: rounded(waitOf(waitMs)),
        cpuMs: rounded(cpuMs),
        apart: rounded(apart),
        longest: {
          waitMs: rounded(Math.max(...each.map((cost) => waitOf(cost.waitMs)))),
          cpuMs: rounded(Math.max(...each.map((cost) => cost.cpuMs))),
        },
      },
    },
    concurrency: inFlight,
    workers: isWaiting ? 8 : Math.max(1, Math.round(cores)),
    durationMs: Math.round(blockMs * BLOCKS),
    blocks: BLOCKS,
    warmupMs: Math.round(Math.min(MOST_BLOCK_MS, Math.max(1_300, 2 * (waitMs + cpuMs)))),
    // A thread for every job takes memory, and part only where it is asked for.
    contenders: contenderNames.filter(
      (contender) =>
        contenders[contender].threads !== 'jobs' &&
        variantFor(contender, { file, variants }) !== null,
    ),
    seed,
  })
}

/**
 * What a job takes, whichever variant runs: the first that there is, and of those that wait about
 * as long the one that was seen to compute least. What is more in others their threads took to wake
 * up.
 */
function jobCost(costs: readonly JobCost[]): JobCost {
  const [first = { waitMs: 0, cpuMs: 0, apart: 0 }] = costs
  const alike = costs.filter(({ waitMs }) => Math.abs(waitMs - first.waitMs) <= first.waitMs / 4)
  return {
    waitMs: first.waitMs,
    cpuMs: Math.min(first.cpuMs, ...alike.map(({ cpuMs }) => cpuMs)),
    apart: Math.max(...[first, ...alike].map(({ apart }) => apart)),
  }
}

/** No more digits than a trial of half a second can tell. */
function rounded(ms: number): number {
  return Number(ms.toPrecision(4))
}
