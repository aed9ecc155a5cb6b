import type { WaitCause } from '../../engine/analysis/trust/starvation'
import { meanAmounts } from '../../engine/spec/mean-amounts'
import { duration, figure } from '../format'
import { percent } from '../verdict/wording'
import { checkFor } from './warning'

/**
 * Above these shares something is said of it; below them it moves a figure less than noise does.
 */
const MOST_RUN_QUEUE_SHARE = 0.1
const LEAST_WAITED_SHARE = 0.005
const MOST_GC_SHARE = 0.05
const MOST_DISPATCHER_SHARE = 0.9
const MOST_CORES_RATIO = 1.3
/** A contender that uses less than this has idle cores to spare, whatever a neighbour takes. */
const LEAST_CORES_TOLD = 0.5
/** A timer that comes later than this is no longer what the host's whole milliseconds explain. */
const MOST_TIMER_LATENESS_MS = 5

/**
 * Of the time that its threads could have run, the share in which no core was free for them.
 * Source: Linux's schedstat, second field.
 */
export const runQueue = checkFor({
  kind: 'run-queue',
  seenIn: ({ figures: { runQueueSeconds, cpuSeconds, measuredSeconds, threads }, starvation }) => {
    if (runQueueSeconds === null || runQueueSeconds === 0) return null
    const share = runQueueSeconds / (runQueueSeconds + cpuSeconds)
    // What hardly runs waits for a good part of that when it wakes, and is none the slower.
    const isLong =
      runQueueSeconds > LEAST_WAITED_SHARE * measuredSeconds * Math.max(1, threads.length)
    if (share <= MOST_RUN_QUEUE_SHARE || !isLong) return null
    const cause = starvation?.cause ?? ('unknown' as const)
    // Threads of one's own that wake together wait a moment for each other, and one that wakes for
    // the system: cores are idle all the same.
    const hasSpare = cpuSeconds < LEAST_CORES_TOLD * measuredSeconds
    const isOwn = cause === 'own-threads' || (cause === 'unknown' && starvation !== null)
    return isOwn && hasSpare ? null : { share, seconds: runQueueSeconds, cause }
  },
  size: ({ share }) => share,
  alone: ({ share, seconds }) =>
    `its threads waited ${duration(seconds * 1_000)} for a core, ${percent(share)} of the time they could run`,
  figure: ({ share }) => percent(share),
  figureIs: 'of the time',
  shared: 'waited for a core',
  advice: ({ cause }, { workload }) =>
    // Of jobs that mostly wait, fewer threads would do less.
    cause === 'own-threads' && meanAmounts(workload).waitMs > meanAmounts(workload).cpuMs
      ? 'Its threads woke together and waited for each other: more cores would help.'
      : waitCauses[cause],
})

/** What threads waited for, and what helps. */
const waitCauses: Readonly<Record<WaitCause, string>> = {
  others: 'Other programs had it: close them.',
  'own-threads': 'Its threads waited for each other: take fewer, or more cores.',
  quota: 'Its quota was used up: allow more CPU time, or take fewer threads.',
  unseen: 'Cores were free: lift a limit on CPU time, as of a container.',
  unknown: 'Run it again on a quieter machine.',
}

/** Cores used in the block with the least and the one with the most, where they are far apart. */
export const unevenCores = checkFor({
  kind: 'uneven-cores',
  seenIn: ({ figures: { blocks } }) => {
    const used = blocks.map(({ cpuSeconds, measuredSeconds }) => cpuSeconds / measuredSeconds)
    const [least, most] = [Math.min(...used), Math.max(...used)]
    return most >= LEAST_CORES_TOLD && most > least * MOST_CORES_RATIO ? { least, most } : null
  },
  size: ({ least, most }) => 1 - least / most,
  alone: ({ least, most }) =>
    `it used ${figure(least)} to ${figure(most)} cores from block to block`,
  figure: ({ least, most }) => `${figure(least)}–${figure(most)}`,
  figureIs: 'cores',
  shared: 'cores used differ between blocks',
  advice: () => 'Its intervals may be too narrow: run it again on a quieter machine.',
})

/**
 * Of the measured time, the share in which garbage collection stopped the thread it stopped most.
 */
export const garbageCollection = checkFor({
  kind: 'garbage-collection',
  seenIn: ({ figures: { threads, measuredSeconds } }) => {
    // Of one thread and not of their sum, which over eight can be more than all of the time.
    const mostMs = Math.max(0, ...threads.map(({ gcMs }) => gcMs ?? 0))
    // A thread without a core tells of a collection late, so also of one from before measuring.
    const share = Math.min(1, mostMs / (measuredSeconds * 1_000))
    return share > MOST_GC_SHARE ? { share } : null
  },
  size: ({ share }) => share,
  alone: ({ share }) =>
    `garbage collection stopped one of its threads for ${percent(share)} of the time`,
  figure: ({ share }) => percent(share),
  figureIs: 'of the time',
  shared: 'stopped by garbage collection',
  advice: () => 'It is part of what jobs cost: fewer jobs in flight leave less garbage.',
})

/** The 99th percentile of how late its loop's timers came. */
export const lateTimers = checkFor({
  kind: 'late-timers',
  seenIn: ({ figures: { timerLateness, latency }, spec: { workload } }) => {
    // Not of jobs that only compute: an iteration of the loop takes as long as all of theirs do.
    if (workload.kind === 'cpu') return null
    const p99Ms = timerLateness?.percentiles.find(({ percentile }) => percentile === 99)?.valueMs
    if (p99Ms === undefined || p99Ms <= MOST_TIMER_LATENESS_MS) return null
    return { p99Ms, share: latency.meanMs === 0 ? 0 : Math.min(1, p99Ms / latency.meanMs) }
  },
  size: ({ share }) => share,
  alone: ({ p99Ms }) => `1 % of its loop’s timers came at least ${duration(p99Ms)} late`,
  figure: ({ p99Ms }) => duration(p99Ms),
  figureIs: 'at p99',
  shared: 'timers came late',
  advice: () => 'Its jobs waited that much longer: compute less in each, or quieten the machine.',
})

/** The dispatcher had no time left: it, not the pool, was measured. */
export const saturatedDispatcher = checkFor({
  kind: 'saturated-dispatcher',
  seenIn: ({ figures: { threads, measuredSeconds } }) => {
    const dispatcher = threads.find(({ name }) => name === 'dispatcher')
    const coresUsed = (dispatcher?.cpuSeconds ?? 0) / measuredSeconds
    return coresUsed > MOST_DISPATCHER_SHARE ? { coresUsed } : null
  },
  size: ({ coresUsed }) => Math.min(1, coresUsed),
  alone: ({ coresUsed }) =>
    `its dispatcher used ${figure(coresUsed)} cores and is the bottleneck, not its workers`,
  figure: ({ coresUsed }) => figure(coresUsed),
  figureIs: 'cores',
  shared: 'the dispatcher is the bottleneck',
  advice: () => 'More threads do not help: give it longer jobs.',
})
