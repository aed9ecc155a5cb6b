import {
  contenders,
  runtimeOf,
  threadsOf,
  usesHiddenThreads,
  type ContenderName,
  type ThreadCounts,
} from '../contender'
import type { Python } from '../measure/machine/python'
import { effectiveCores, type CoreCount } from '../measure/processors/processors'
import { cores as asCores, perSecond } from '../measure/statistics/quantity'
import type { Ceiling } from '../result/result'
import { areAmountsPlanned, hiddenMsOf, meanAmounts } from '../spec/mean-amounts'
import type { Spec } from '../spec/spec'
import { USUAL_UV_THREADS } from '../measure/uv-threads'
import { threadCounts } from './thread-counts'

/** What a machine has to run jobs on; a Python that is not known yet has a GIL. */
export type Machine = CoreCount & {
  readonly python?: Pick<Python, 'hasGil'> | null
  readonly uvThreads?: number | null
}

/** What decides how much can be done at best. Amounts are means per job. */
export interface Demand extends ThreadCounts {
  readonly waitMs: number
  readonly cpuMs: number
  /** C: jobs in flight. */
  readonly inFlight: number
  /** Effective cores of the machine: half a core is one. */
  readonly cores: number
  /** Whether Python's threads compute one at a time. */
  readonly hasGil: boolean
  /**
   * Node's hidden threads, where they compute for those that do not block; null where every thread
   * computes its own jobs.
   */
  readonly hiddenThreads: number | null
}

/**
 * The demand of a spec; null where it is not known beforehand how long a job waits and computes.
 */
export function demandOf(spec: Spec, machine: Machine): Demand | null {
  const { waitMs, cpuMs } = meanAmounts(spec.workload)
  if (waitMs + cpuMs === 0) return null
  const inFlight = spec.concurrency
  const isHidden = hiddenMsOf(spec.workload) > 0
  return {
    waitMs,
    cpuMs,
    inFlight,
    ...threadCounts(spec, machine),
    cores: effectiveCores(machine),
    // What a job of one's own, or of files, computes may give the lock away meanwhile; hashing and
    // compressing do.
    hasGil: areAmountsPlanned(spec.workload) && !isHidden && (machine.python?.hasGil ?? true),
    hiddenThreads: isHidden ? (spec.uvThreads ?? machine.uvThreads ?? USUAL_UV_THREADS) : null,
  }
}

/**
 * How many hidden threads compute a contender's jobs; null where it computes them itself. All loops
 * of a process share those of libuv. asyncio's executor has more of them than there are cores.
 */
export function hiddenThreadsFor(
  name: ContenderName,
  { hiddenThreads }: Pick<Demand, 'hiddenThreads'>,
): number | null {
  if (hiddenThreads === null || !usesHiddenThreads(name)) return null
  return runtimeOf(name) === 'node' ? hiddenThreads : Infinity
}

/** Jobs that a contender can have begun and not finished at any time. */
export function slotsOf(name: ContenderName, demand: Demand): number {
  const { inFlight } = demand
  const hidden = hiddenThreadsFor(name, demand)
  if (hidden !== null) return Math.min(inFlight, hidden)
  return contenders[name].waits === 'blocking'
    ? Math.min(inFlight, threadsOf(name, demand))
    : inFlight
}

/** Whether a lock of its runtime lets one of a contender's threads compute at a time. */
export function isHeldByGil(name: ContenderName, { hasGil }: Pick<Demand, 'hasGil'>): boolean {
  return hasGil && contenders[name].computesOneByOne === 'with-gil'
}

/** Cores that a contender can keep busy at once. */
export function coresOf(name: ContenderName, demand: Demand): number {
  const hidden = hiddenThreadsFor(name, demand)
  const threads = hidden ?? (isHeldByGil(name, demand) ? 1 : threadsOf(name, demand))
  return Math.min(demand.inFlight, threads, demand.cores)
}

/** Jobs per second that waiting allows by Little's law (X = L / R): slots ÷ time of a job. */
function byWaiting(name: ContenderName, demand: Demand): number {
  return (slotsOf(name, demand) * 1_000) / (demand.waitMs + demand.cpuMs)
}

/** Jobs per second that the cores allow: cores ÷ CPU time of a job; Infinity for jobs without. */
function byCores(name: ContenderName, demand: Demand): number {
  return demand.cpuMs === 0 ? Infinity : (coresOf(name, demand) * 1_000) / demand.cpuMs
}

/**
 * Jobs per second that a contender cannot exceed in a closed load, a model: Little's law bounds
 * waiting, the cores bound computing, the smaller counts.
 */
export function idealJobsPerSecond(name: ContenderName, demand: Demand): number {
  return Math.min(byWaiting(name, demand), byCores(name, demand))
}

/** Jobs per core-second that nothing can exceed: 1 ÷ CPU per job; null for jobs that only wait. */
export function idealJobsPerCoreSecond({ cpuMs }: Demand): number | null {
  return cpuMs === 0 ? null : 1_000 / cpuMs
}

/**
 * Mean time from handing a job in to its end, at best, in milliseconds. In a closed load every one
 * of the C jobs is handed in all the time, so by Little's law R = C ÷ X.
 */
export function idealMeanMs(name: ContenderName, demand: Demand): number {
  return (demand.inFlight * 1_000) / idealJobsPerSecond(name, demand)
}

/**
 * What a spec can reach at most on a machine with these cores, before anything was measured: the
 * lowest of what waiting, the cores and an open load's arrivals allow. The contenders' own cost is
 * not in it, so a measured rate lies below. Empty where the spec does not say how long a job waits
 * and computes, or says that it does neither.
 */
export function predict(spec: Spec, machine: Machine): Ceiling[] {
  const demand = demandOf(spec, machine)
  return demand === null ? [] : spec.contenders.map((name) => ceiling(name, spec, demand))
}

function ceiling(name: ContenderName, { load }: Spec, demand: Demand): Ceiling {
  const [waiting, computing] = [byWaiting(name, demand), byCores(name, demand)]
  const arrivals = load.kind === 'open' ? load.arrivalsPerSecond : Infinity
  const jobsPerSecond = Math.min(waiting, computing, arrivals)
  const hidden = hiddenThreadsFor(name, demand) ?? Infinity
  const limit =
    arrivals === jobsPerSecond
      ? 'arrivals'
      : hidden < Math.min(demand.inFlight, demand.cores)
        ? 'hidden-threads'
        : computing <= waiting
          ? 'cores'
          : slotsOf(name, demand) < demand.inFlight
            ? 'threads'
            : 'in-flight'
  return {
    name,
    jobsPerSecond: perSecond(jobsPerSecond),
    limit,
    coresUsed: asCores((jobsPerSecond * demand.cpuMs) / 1_000),
  }
}
