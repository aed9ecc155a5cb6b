import { meanAmounts } from '../spec/mean-amounts'
import { milliseconds, type Milliseconds } from '../measure/statistics/quantity'
import { halvesOfBlocks, sumOf, type Part } from './halves-of-blocks'
import type { Figures, Result } from '../result/result'

/** Above these shares something is said of it; below them it moves a figure less than noise does. */
const MOST_RUN_QUEUE_SHARE = 0.1
const MOST_GC_SHARE = 0.05
const MOST_DISPATCHER_SHARE = 0.9
const MOST_LITTLE_ERROR = 0.05
const MOST_DROPPED_SHARE = 0.01
const MOST_CUT_SHARE = 0.2
const MOST_BURST_SHARE = 0.1
const MOST_STRETCHED_SHARE = 0.1
const MOST_CORES_RATIO = 1.3
/** Who uses less than this has idle cores to spare, whatever a neighbour takes. */
const LEAST_CORES_TOLD = 0.5
/** A job may take less CPU time than planned, as calibrated rounds do on a core that got faster, but hardly a third less. */
const MOST_UNPAID = 1.5
const MOST_WARMING_SHARE = 0.1
const SIGNIFICANT = 0.05
const LEAST_SUSTAINED_SHARE = 0.95
/** One time in 700 chance takes a count further below its mean than so many deviations. */
const MOST_DEVIATIONS = 3
const ROUND_TOLERANCE = 1.1

/** A timer that comes later than this is no longer what the host's whole milliseconds explain. */
const MOST_TIMER_LATENESS_MS = 5

/** Little's law speaks of means: below this many jobs theirs are too uncertain to hold it against. */
const LEAST_JOBS_FOR_LITTLE = 100

/** Something that makes a contender's figures less than they look, with its size. Shares are 0 to 1. */
export type Warning =
  /** Little's law needs every job to have had its turn before measuring: C ÷ X took longer. */
  | {
      readonly kind: 'still-filling'
      readonly roundMs: Milliseconds
      readonly warmUpMs: Milliseconds
    }
  /** Blocks whose rate or cost still rose or fell when their warm-up had to end. */
  | { readonly kind: 'unsteady'; readonly blocks: number; readonly of: number }
  /** A job took so much less CPU time (a share) in the second half of the blocks than in the first. */
  | { readonly kind: 'warming'; readonly share: number }
  /** Blocks so short for the jobs in flight that they saw mostly the starts of jobs, or the ends. */
  | { readonly kind: 'cut-off'; readonly started: number; readonly ended: number }
  /** The mean length of its blocks, and the shorter one that they were to have. */
  | {
      readonly kind: 'stretched'
      readonly blockMs: Milliseconds
      readonly plannedMs: Milliseconds
    }
  /** Cores used in the block with the least and the one with the most, where they are far apart. */
  | { readonly kind: 'uneven-cores'; readonly least: number; readonly most: number }
  /** A share of an open load's jobs came while C were there; the others were done in time. */
  | { readonly kind: 'turned-away'; readonly share: number; readonly dropped: number }
  /** More jobs came in than it can do with C in flight: its latency is that of a queue that fills. */
  | {
      readonly kind: 'saturated'
      readonly arrivalsPerSecond: number
      readonly jobsPerSecond: number
      readonly dropped: number
      /** Due and not let in when the blocks ended. */
      readonly behind: number
    }
  /** |L − X·R| ÷ L, with L the mean of the jobs seen in flight: the run was not in steady state. */
  | { readonly kind: 'littles-law'; readonly error: number; readonly inFlight: number }
  /** Of the time that its threads could have run, the share in which no core was free for them. */
  | { readonly kind: 'run-queue'; readonly share: number; readonly seconds: number }
  /** Of the measured time, the share in which garbage collection stopped the thread it stopped most. */
  | { readonly kind: 'garbage-collection'; readonly share: number }
  /** The 99th percentile of how late its loop's timers came. */
  | { readonly kind: 'late-timers'; readonly p99Ms: Milliseconds }
  /** The thread that hands jobs to the pool had no time left: it, not the pool, was measured. */
  | { readonly kind: 'saturated-dispatcher'; readonly coresUsed: number }

/**
 * What a sceptical reader should know of a contender's figures, computed from them alone; nothing
 * is dropped because of it. Sources: Little, "A proof for the queuing formula L = λW" (1961), for
 * the steady state; Linux's schedstat, second field, for the run queue.
 */
export function warningsOf(figures: Figures, spec: Result['spec']): Warning[] {
  return [
    ...unsteadyBlocks(figures, spec),
    ...warming(figures),
    ...cutOff(figures, spec),
    ...stretched(figures, spec),
    ...unevenCores(figures),
    ...saturation(figures, spec),
    ...steadiness(figures, spec),
    ...runQueue(figures),
    ...garbageCollection(figures),
    ...lateTimers(figures, spec),
    ...saturatedDispatcher(figures),
  ]
}

function unsteadyBlocks({ blocks }: Figures, { warmupMs }: Result['spec']): Warning[] {
  const unsteady = blocks.filter(({ isSteady }) => !isSteady).length
  if (warmupMs === 0 || unsteady === 0) return []
  return [{ kind: 'unsteady', blocks: unsteady, of: blocks.length }]
}

/** Told where chance would hardly have a job become cheaper in so many of the blocks (sign test). */
function warming(figures: Figures): Warning[] {
  const halves = halvesOfBlocks(figures)
  const cheaper = halves.filter(([first, second]) => costOf(second) < costOf(first)).length
  const firstHalf = sumOf(halves.map(([first]) => first))
  const secondHalf = sumOf(halves.map(([, second]) => second))
  const share = 1 - costOf(secondHalf) / costOf(firstHalf)
  const isTold = share > MOST_WARMING_SHARE && chanceOfAtLeast(cheaper, halves.length) < SIGNIFICANT
  return isTold ? [{ kind: 'warming', share }] : []
}

/** Core-seconds per job. */
const costOf = ({ coreSeconds, jobs }: Part): number => coreSeconds / jobs

/** The probability of at least `heads` heads in `tosses` tosses of a fair coin. */
function chanceOfAtLeast(heads: number, tosses: number): number {
  let ways = 1
  let sum = 0
  for (let tails = 0; tails <= tosses - heads; tails += 1) {
    sum += ways
    ways = (ways * (tosses - tails)) / (tails + 1)
  }
  return sum / 2 ** tosses
}

function cutOff(figures: Figures, spec: Result['spec']): Warning[] {
  if (!isCutOff(figures, spec)) return []
  const { started, completed, failed } = figures
  return [{ kind: 'cut-off', started: started ?? 0, ended: completed + failed }]
}

/**
 * Whether the blocks of a closed load were too short for a rate: in a steady state as many jobs
 * start as end. A loop whose jobs all compute for a while and then all finish has blocks that see
 * the one or the other, always the same as they begin alike, and its rate can come out at twice
 * what its core can do. Two jobs a block may be cut by chance.
 */
export function isCutOff(figures: Figures, spec: Result['spec']): boolean {
  const { started, completed, failed, blocks, completionSeconds, measuredSeconds } = figures
  if (started === null || spec.load.kind === 'open') return false
  if (isPaidBefore(figures, spec)) return true
  // From completion to completion it is another time than the blocks are long: jobs end in bursts
  // further apart than a block is long, and the rate says where in them the blocks began.
  const burst = Math.abs((completionSeconds ?? measuredSeconds) - measuredSeconds)
  if (completed > 0 && burst > MOST_BURST_SHARE * measuredSeconds) return true
  const ended = completed + failed
  const apart = Math.abs(started - ended)
  return apart > MOST_CUT_SHARE * Math.max(started, ended) && apart > 2 * blocks.length
}

/**
 * Whether jobs that ended in blocks shorter than a round of all jobs in flight had been computed
 * before: then more computing ended in them than they had CPU time.
 */
function isPaidBefore(
  { completed, cpuSeconds, jobsPerSecond, measuredSeconds, blocks }: Figures,
  { workload, concurrency }: Result['spec'],
): boolean {
  if (workload.kind === 'files' || completed === 0 || blocks.length === 0) return false
  const isShort = measuredSeconds / blocks.length < concurrency / jobsPerSecond
  const computedSeconds = (completed * meanAmounts(workload).cpuMs) / 1_000
  return isShort && computedSeconds > MOST_UNPAID * cpuSeconds
}

function stretched({ blocks, measuredSeconds }: Figures, spec: Result['spec']): Warning[] {
  const blockMs = milliseconds((measuredSeconds * 1_000) / blocks.length)
  const plannedMs = milliseconds(spec.durationMs / spec.blocks)
  const isTold = blockMs > plannedMs * (1 + MOST_STRETCHED_SHARE)
  return isTold ? [{ kind: 'stretched', blockMs, plannedMs }] : []
}

function unevenCores({ blocks }: Figures): Warning[] {
  const used = blocks.map(({ cpuSeconds, measuredSeconds }) => cpuSeconds / measuredSeconds)
  const [least, most] = [Math.min(...used), Math.max(...used)]
  const isTold = most >= LEAST_CORES_TOLD && most > least * MOST_CORES_RATIO
  return isTold ? [{ kind: 'uneven-cores', least, most }] : []
}

function saturation(figures: Figures, spec: Result['spec']): Warning[] {
  const { jobsPerSecond, arrivals } = figures
  if (spec.load.kind === 'closed' || arrivals === null) return []
  const { came, dropped, behind } = arrivals
  if (isSaturated(figures, spec)) {
    const { arrivalsPerSecond } = spec.load
    return [{ kind: 'saturated', arrivalsPerSecond, jobsPerSecond, dropped, behind }]
  }
  return hasTurnedAway(figures) ? [{ kind: 'turned-away', share: dropped / came, dropped }] : []
}

/**
 * Whether an open load's rate was more than a contender could do with at most C jobs in flight: it
 * was done with less than 95 % of it. Its latency then says how long it was measured, or how many
 * may wait. A job that threw is done with. Of Poisson arrivals by chance fewer come than the rate
 * says, by 3 standard deviations (√n) at most; who hands in late sees fewer come as well, so what
 * came counts only where it is more. One job a block may be cut by the window's edge.
 */
export function isSaturated(
  { arrivals, completed, failed, measuredSeconds, blocks }: Figures,
  { load }: Result['spec'],
): boolean {
  if (load.kind === 'closed' || arrivals === null) return false
  const expected = load.arrivalsPerSecond * measuredSeconds
  const least =
    load.arrivals === 'constant'
      ? expected
      : Math.max(arrivals.came, expected - MOST_DEVIATIONS * Math.sqrt(expected))
  return completed + failed + blocks.length < least * LEAST_SUSTAINED_SHARE
}

/**
 * Whether over 1 % of an open load's jobs were turned away. Of jobs that come in by chance some
 * come while C are there, though a contender could do them all: that is no saturation.
 */
export function hasTurnedAway({ arrivals }: Figures): boolean {
  return arrivals !== null && arrivals.dropped > arrivals.came * MOST_DROPPED_SHARE
}

function steadiness(figures: Figures, spec: Result['spec']): Warning[] {
  if (figures.completed === 0 || isSaturated(figures, spec)) return []
  const roundMs = (spec.concurrency / figures.jobsPerSecond) * 1_000
  const warmUpsMs = figures.blocks.map((block) => block.warmUpMs)
  const warmUpMs = warmUpsMs.length === 0 ? spec.warmupMs : Math.min(...warmUpsMs)
  // A warm-up goes on until everyone had a turn by the rate of its last windows, which is a guess.
  const isKnown = !isCutOff(figures, spec)
  if (isKnown && spec.load.kind === 'closed' && roundMs > warmUpMs * ROUND_TOLERANCE) {
    return [
      { kind: 'still-filling', roundMs: milliseconds(roundMs), warmUpMs: milliseconds(warmUpMs) },
    ]
  }
  const inFlight = meanInFlight(figures)
  // What failed was in flight too, but its latency is not recorded.
  if (inFlight === null || figures.failed > 0 || figures.latency.count < LEAST_JOBS_FOR_LITTLE) {
    return []
  }
  // A job is in flight from its handing in, which is later than when it was to come in.
  const { meanMs } = figures.arrivals?.uncorrected ?? figures.latency
  const expected = (figures.jobsPerSecond * meanMs) / 1_000
  const error = Math.abs(inFlight - expected) / inFlight
  // With open load the jobs in flight vary by themselves, as a Poisson count at most, and were only
  // looked at now and then: their mean is no more certain than that.
  const chance =
    spec.load.kind === 'open' ? MOST_DEVIATIONS / Math.sqrt(inFlight * figures.samples.length) : 0
  return error > Math.max(MOST_LITTLE_ERROR, chance)
    ? [{ kind: 'littles-law', error, inFlight }]
    : []
}

/** Weighted by the time that each sample covers; null where none was seen in flight. */
function meanInFlight({ samples }: Figures): number | null {
  let sum = 0
  let previousMs = 0
  for (const { atMs, inFlight } of samples) {
    sum += inFlight * (atMs - previousMs)
    previousMs = atMs
  }
  return sum > 0 ? sum / previousMs : null
}

function runQueue({ runQueueSeconds, cpuSeconds }: Figures): Warning[] {
  if (runQueueSeconds === null || runQueueSeconds === 0) return []
  const share = runQueueSeconds / (runQueueSeconds + cpuSeconds)
  return share > MOST_RUN_QUEUE_SHARE
    ? [{ kind: 'run-queue', share, seconds: runQueueSeconds }]
    : []
}

/** Of one thread and not of their sum, which over eight threads can be more than all of the time. */
function garbageCollection({ threads, measuredSeconds }: Figures): Warning[] {
  const mostMs = Math.max(0, ...threads.map(({ gcMs }) => gcMs ?? 0))
  const share = mostMs / (measuredSeconds * 1_000)
  return share > MOST_GC_SHARE ? [{ kind: 'garbage-collection', share }] : []
}

/** Not of jobs that only compute: a turn of the loop takes as long as all of theirs do. */
function lateTimers({ timerLateness }: Figures, { workload }: Result['spec']): Warning[] {
  if (workload.kind === 'cpu') return []
  const p99Ms = timerLateness?.percentiles.find(({ percentile }) => percentile === 99)?.valueMs
  return p99Ms !== undefined && p99Ms > MOST_TIMER_LATENESS_MS
    ? [{ kind: 'late-timers', p99Ms }]
    : []
}

function saturatedDispatcher({ threads, measuredSeconds }: Figures): Warning[] {
  const dispatcher = threads.find(({ name }) => name === 'dispatcher')
  const coresUsed = (dispatcher?.cpuSeconds ?? 0) / measuredSeconds
  return coresUsed > MOST_DISPATCHER_SHARE ? [{ kind: 'saturated-dispatcher', coresUsed }] : []
}
