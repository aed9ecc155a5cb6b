import { meanAmounts } from '../spec/mean-amounts'
import { milliseconds, type Milliseconds } from '../measure/statistics/quantity'
import { halvesOfBlocks, sumOf, type Part } from './halves-of-blocks'
import type { Figures, Result } from '../result/result'
import type { Starvation, WaitCause } from './starvation'

/** Above these shares something is said of it; below them it moves a figure less than noise does. */
const MOST_RUN_QUEUE_SHARE = 0.1
const LEAST_WAITED_SHARE = 0.005
const MOST_GC_SHARE = 0.05
const MOST_DISPATCHER_SHARE = 0.9
const MOST_LITTLE_ERROR = 0.05
const MOST_DROPPED_SHARE = 0.01
const MOST_CUT_SHARE = 0.2
const MOST_BURST_SHARE = 0.1
/** Jobs in flight that each ended so often in a block end at any time of it. */
const ROUNDS_WITHOUT_BURSTS = 10
/** A service that was to answer so many jobs in a row, and answered none, does not answer. */
const UNANSWERED_JOBS = 5
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
  /** Jobs that ended in bursts further apart than its blocks are long, or were computed before them. */
  | { readonly kind: 'bursts' }
  /** Blocks in which no job ended for so long, at their begin or end in the mean, though many had. */
  | { readonly kind: 'stalled'; readonly stallMs: Milliseconds }
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
  | {
      readonly kind: 'run-queue'
      readonly share: number
      readonly seconds: number
      readonly cause: WaitCause
    }
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
 *
 * @param starvation what its threads waited for, where that is at hand
 */
export function warningsOf(
  figures: Figures,
  spec: Result['spec'],
  starvation: Starvation | null = null,
): Warning[] {
  return [
    ...unsteadyBlocks(figures, spec),
    ...warming(figures),
    ...cutOff(figures, spec),
    ...stretched(figures, spec),
    ...unevenCores(figures),
    ...saturation(figures, spec),
    ...steadiness(figures, spec),
    ...runQueue(figures, starvation),
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
  const { started, completed, failed, blocks } = figures
  switch (rateFaultOf(figures, spec)) {
    case null:
      return []
    case 'apart':
      return [{ kind: 'cut-off', started: started ?? 0, ended: completed + failed }]
    case 'bursts':
      return [{ kind: 'bursts' }]
    case 'stalled': {
      const stallMs = (burstSeconds(figures) * 1_000) / Math.max(1, blocks.length)
      return [{ kind: 'stalled', stallMs: milliseconds(stallMs) }]
    }
  }
}

/** Why the jobs that ended in a contender's blocks are no rate. */
export type RateFault = 'apart' | 'bursts' | 'stalled'

/**
 * Why a closed load's blocks give no rate; null where they do. In a steady state as many jobs start
 * as end. A loop whose jobs all compute for a while and then all finish has blocks that see the one
 * or the other, always the same as they begin alike, and its rate can come out at twice what its
 * core can do. Two jobs a block may be cut by chance. Where every job in flight ended many times in
 * a block, no burst explains a time without an end: it stalled.
 */
export function rateFaultOf(figures: Figures, spec: Result['spec']): RateFault | null {
  const { started, completed, failed, blocks, measuredSeconds } = figures
  if (started === null || spec.load.kind === 'open') return null
  if (isPaidBefore(figures, spec)) return 'bursts'
  // From completion to completion it is another time than the blocks are long: jobs end in bursts
  // further apart than a block is long, and the rate says where in them the blocks began.
  if (completed > 0 && burstSeconds(figures) > MOST_BURST_SHARE * measuredSeconds) {
    const rounds = completed / spec.concurrency / Math.max(1, blocks.length)
    return rounds > ROUNDS_WITHOUT_BURSTS ? 'stalled' : 'bursts'
  }
  const ended = completed + failed
  const apart = Math.abs(started - ended)
  const isApart =
    apart > MOST_CUT_SHARE * Math.max(started, ended) && apart > 2 * Math.max(1, blocks.length)
  return isApart ? 'apart' : null
}

/** Whether a closed load's blocks give no rate (see {@link rateFaultOf}). */
export function isCutOff(figures: Figures, spec: Result['spec']): boolean {
  return rateFaultOf(figures, spec) !== null
}

/** By how much the time from completion to completion differs from that of the blocks. */
function burstSeconds({ completionSeconds, measuredSeconds }: Figures): number {
  return Math.abs((completionSeconds ?? measuredSeconds) - measuredSeconds)
}

/** Why a contender finished no job. */
export type NoJobReason =
  'all-failed' | 'none-came' | 'all-turned-away' | 'no-answer' | 'cut-short' | 'too-short'

/**
 * Why a contender finished no job: they failed, none came in or was let in, the service did not
 * answer in a time in which it was to, the run was cut short, or they take longer than its blocks.
 */
export function noJobReason(figures: Figures, spec: Result['spec']): NoJobReason {
  const { failed, arrivals, blocks, measuredSeconds } = figures
  if (failed > 0) return 'all-failed'
  if (arrivals?.came === 0) return 'none-came'
  if (arrivals !== null && arrivals.dropped >= arrivals.came) return 'all-turned-away'
  const { waitMs, cpuMs } = meanAmounts(spec.workload)
  const blockMs = (measuredSeconds * 1_000) / Math.max(1, blocks.length)
  if (spec.workload.kind === 'http' && blockMs > UNANSWERED_JOBS * (waitMs + cpuMs)) {
    return 'no-answer'
  }
  return blockMs < spec.durationMs / spec.blocks / 2 ? 'cut-short' : 'too-short'
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
  // What was cut short before a block ended has a length that nobody planned.
  if (blocks.length === 0) return []
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

function runQueue(
  { runQueueSeconds, cpuSeconds, measuredSeconds, threads }: Figures,
  starvation: Starvation | null,
): Warning[] {
  if (runQueueSeconds === null || runQueueSeconds === 0) return []
  const share = runQueueSeconds / (runQueueSeconds + cpuSeconds)
  // What hardly runs waits for a good part of that when it wakes, and is none the slower.
  const isLong =
    runQueueSeconds > LEAST_WAITED_SHARE * measuredSeconds * Math.max(1, threads.length)
  if (share <= MOST_RUN_QUEUE_SHARE || !isLong) return []
  const cause = starvation?.cause ?? 'unknown'
  return [{ kind: 'run-queue', share, seconds: runQueueSeconds, cause }]
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
