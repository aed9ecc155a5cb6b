import { threadCounts } from '../../engine/analysis/thread-counts'
import { effectiveCores } from '../../engine/measure/processors/processors'
import { claimOf, comparisonOf } from '../../engine/analysis/claim'
import { measuredTipping, MOST_ON_ONE_CORE } from '../../engine/analysis/tipping-share'
import {
  contenders,
  subjectOf,
  titleOf,
  usesHiddenThreads,
  type ContenderName,
} from '../../engine/contender'
import { hasAmounts, hiddenMsOf, meanAmounts } from '../../engine/spec/mean-amounts'
import { bytes } from '../../engine/measure/statistics/quantity'
import type { Figures } from '../../engine/result/figures'
import type { Result } from '../../engine/result/result'
import { comparableFigures } from '../../engine/result/measured-figures'
import { figure, size } from '../format'
import { counted, percent, timesWithRange, whole } from './wording'
import { haveKeptUp, latencyOutcome, type Outcome, type Side } from './outcome'
import { sharesOf } from './reasons'

/**
 * What to take for this work, and how many threads the other one would need to keep up. Nothing is
 * advised that the comparison does not claim.
 */
export function adviceOf(result: Result, outcome: Outcome): string {
  const { winner, other, comparison, isClaimed } = outcome
  const ratio = comparison.jobsPerCoreSecond
  const cost = ratio === null ? 'none' : claimOf(result, ratio, 'jobsPerCoreSecond')
  const cheaper = cost === 'less' ? other : winner
  const shorter = latencyOutcome(result, outcome)?.shorter ?? null
  if (cost === 'none' && shorter !== null && (!isClaimed || haveKeptUp(result, [winner, other]))) {
    return `Take the ${titleOf(shorter.name)}, which kept latency lower.`
  }
  if (haveKeptUp(result, [winner, other])) {
    return cost === 'none'
      ? 'Take either at this rate; a higher one may tell them apart.'
      : `At this rate take the ${titleOf(cheaper.name)}, which needs less CPU time for a job.`
  }
  if (!isClaimed) {
    return cost === 'none'
      ? 'Take either: this run cannot tell them apart. More blocks show smaller differences.'
      : `Take the ${titleOf(cheaper.name)}, which needs less CPU time for a job.`
  }
  const counts = threadCounts(result.spec, result.environment)
  const [taken, left] = [winner, other].map(({ name }) => subjectOf(name, counts))
  const choice =
    cost === 'less'
      ? `For throughput take ${taken ?? ''}; to save CPU time take ${left ?? ''}.`
      : `For this work take ${taken ?? ''}.`
  return [
    choice,
    ...neededSentence(result, winner, other),
    ...fullSentence(result, winner, other),
    ...tippingSentence(result, winner, other),
  ].join(' ')
}

/**
 * Where one loop's core is full: the rate, and from how many jobs in flight; empty for jobs
 * unknown.
 */
function fullSentence({ spec }: Result, winner: Side, other: Side): string[] {
  const loop = [winner, other].find(({ name }) => isOneLoop(name))
  if (loop === undefined || spec.load.kind === 'open' || !hasAmounts(spec.workload)) return []
  const { waitMs } = meanAmounts(spec.workload)
  const cpuMs = (loop.figures.cpuSeconds * 1_000) / loop.figures.completed
  if (waitMs === 0 || !(cpuMs > 0) || loop.figures.coresUsed > MOST_ON_ONE_CORE) return []
  const rate = figure(1_000 / cpuMs)
  const inFlight = counted(Math.ceil((waitMs + cpuMs) / cpuMs), 'job')
  return [`The loop’s core is full at ${rate} jobs a second, from ${inFlight} in flight on.`]
}

function isOneLoop(name: ContenderName): boolean {
  return contenders[name].waits === 'cooperatively' && contenders[name].threads === 'one'
}

/** What would change the answer: the share of computing at which it tips. */
function tippingSentence(result: Result, winner: Side, other: Side): string[] {
  const tipping = measuredTipping(result, [winner.name, other.name])
  if (tipping === null) return []
  const { loop, pool, share, shareNow } = tipping
  const counts = threadCounts(result.spec, result.environment)
  const [one, many] = [subjectOf(loop, counts), subjectOf(pool, counts)]
  const here =
    shareNow === 0
      ? '; these jobs only wait'
      : shareNow === 1
        ? '; these jobs only compute'
        : `; here it is ${percent(shareNow)}`
  if (winner.name === loop) {
    return share === null
      ? [`No share of computing would let ${many} do more on these cores.`]
      : shareNow >= share
        ? []
        : [`From about ${percent(share)} of computing on, ${many} would do more${here}.`]
  }
  return share === null || shareNow <= share || share === 0
    ? []
    : [`Below about ${percent(share)} of computing, ${one} would do more${here}.`]
}

/** What the other contender would take to do as much; nothing where that is not known. */
function neededSentence(result: Result, winner: Side, other: Side): string[] {
  const [taken, left] = [winner, other].map(({ name }) => contenders[name].waits)
  if (taken === 'cooperatively' && left === 'blocking') {
    const needed = poolNeeded(winner.figures, other.figures, result.spec)
    if (needed === null) return []
    return [
      `By Little’s law a pool would need about ${counted(needed.threads, 'thread')} to keep up${coresOf(needed, result)}.`,
      ...measuredNeed(result, winner),
    ]
  }
  if (taken === 'blocking' && left === 'cooperatively') {
    const loops = loopsNeeded(winner.figures, other.figures)
    // However many loops there are, they share the hidden threads of their process.
    if (hiddenMsOf(result.spec.workload) > 0 && usesHiddenThreads(other.name)) {
      return loops <= (result.environment.uvThreads ?? loops)
        ? []
        : [
            `About ${counted(loops, 'hidden thread')} (--uv-threads), each on a core, would keep up.`,
          ]
    }
    return loops < 2 ? [] : [`About ${whole(loops)} loops, each on a core, would keep up.`]
  }
  return []
}

/**
 * Whether a thread for every job in flight was seen to keep up, and in how much memory; empty where
 * that was not measured, or was one of the two compared.
 */
function measuredNeed(result: Result, winner: Side): string[] {
  const figures = comparableFigures(result, 'thread-per-job')
  const comparison = comparisonOf(result, 'thread-per-job', winner.name)
  if (figures === null || comparison === null) return []
  const { jobsPerSecond } = comparison
  const who = subjectOf('thread-per-job', threadCounts(result.spec, result.environment))
  const { memoryPerJobBytes } = figures
  const memory =
    memoryPerJobBytes === null
      ? ''
      : ` in ${size(bytes(memoryPerJobBytes * result.spec.concurrency))} of memory`
  return claimOf(result, jobsPerSecond, 'jobsPerSecond') === 'less'
    ? [`Measured, ${who} did ${timesWithRange(jobsPerSecond)} the jobs${memory}.`]
    : [`Measured, ${who} kept up${memory === '' ? '' : `,${memory}`}.`]
}

/** The cores that a pool would need, where there are fewer; not all of them are its threads'. */
function coresOf({ threads, cores }: PoolNeed, { environment }: Result): string {
  if (cores <= effectiveCores(environment)) return ''
  return cores > threads
    ? `. With handing out its jobs it would use ${figure(cores)} cores`
    : `, on ${figure(cores)} cores`
}

/** What blocking threads would need to do as many jobs a second. */
export interface PoolNeed {
  readonly threads: number
  readonly cores: number
}

/**
 * Threads with which blocking ones would do as many jobs a second, by Little's law: N = X · R, with
 * X the rate to be kept up with and R the time for which a job holds a thread that does not lack a
 * core; and the cores that they would use, X times the CPU time that a job cost them. More threads
 * than jobs in flight are never needed. Null where no job was seen to hold a thread.
 */
function poolNeeded(
  { jobsPerSecond }: Pick<Figures, 'jobsPerSecond'>,
  blocking: Figures,
  spec: Result['spec'],
): PoolNeed | null {
  if (blocking.service.count === 0) return null
  const { ready } = sharesOf(blocking, spec)
  const heldSeconds = (blocking.service.meanMs / 1_000) * (1 - ready)
  return {
    threads: Math.min(
      spec.concurrency,
      roundedUp(Math.min(spec.concurrency, jobsPerSecond * heldSeconds)),
    ),
    cores: jobsPerSecond * (blocking.cpuSeconds / blocking.completed),
  }
}

/** Loops, each with a core, that would do as many jobs a second: X · CPU time of a job. */
function loopsNeeded({ jobsPerSecond }: Figures, loop: Figures): number {
  return Math.ceil(jobsPerSecond * (loop.cpuSeconds / loop.completed))
}

/** Up to two digits, as far as such a figure can be known: 378 threads are about 380. */
function roundedUp(value: number): number {
  const step = 10 ** Math.max(0, Math.floor(Math.log10(Math.max(1, value))) - 1)
  return Math.max(1, Math.ceil(value / step) * step)
}
