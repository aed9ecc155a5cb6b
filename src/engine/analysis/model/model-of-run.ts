import { contenders, threadsOf, type ContenderName } from '../../contender'
import type { Interval } from '../../measure/statistics/interval'
import { inferredOf, measuredFigures } from '../../result/measured-figures'
import type { Result } from '../../result/result'
import { FIELDS } from '../../spec/amount-table'
import { drawnAmounts } from '../../spec/drawn-jobs'
import { variationOf, waitsForSeveral } from '../../spec/mean-amounts'
import type { Spec } from '../../spec/spec'
import { coresOf, demandOf, hiddenThreadsFor, slotsOf, type Machine } from '../ceiling'
import { distrustOf } from '../trust/trust'
import { boundRate, repairmanRate } from './machine-repairman'
import { meanWaitOfOneServer, meanWaitOfServers } from './open-queue'
import { simulate } from './simulate'

/** Jobs per second by models that know what a job was measured to cost. */
export interface ModelledRate {
  /** The machine repairman's: what exponential times would give. */
  readonly low: number
  /** What waiting and cores allow, whatever the times are. */
  readonly high: number
  /** A discrete-event simulation of the plan's own jobs. */
  readonly simulated: number
}

/** Jobs of a plan that are simulated; after them it starts again. */
const SIMULATED_JOBS = 4_096
/** Completions that a simulated rate is counted over, and how often all in flight are to end. */
const LEAST_COMPLETED = 8_000
const LEAST_TURNOVERS = 6

/**
 * What a contender would do on a machine at a CPU time per job that was measured: between the
 * machine repairman's model and the bounds, with a simulation of the plan. Null where they do not
 * fit: an open load, jobs of unknown length or that wait for several things at once, or computing
 * that hidden threads do.
 *
 * @param cpuMs CPU time of a job, the contender's own cost included
 */
export function modelledRate(
  spec: Spec,
  machine: Machine,
  name: ContenderName,
  cpuMs: number,
): ModelledRate | null {
  const demand = demandOf(spec, machine)
  if (demand === null || spec.load.kind === 'open' || waitsForSeveral(spec.workload)) return null
  if (hiddenThreadsFor(name, demand) !== null) return null
  const queue = {
    customers: slotsOf(name, demand),
    servers: coresOf(name, demand),
    thinkMs: demand.waitMs,
    serviceMs: cpuMs,
  }
  const high = 1_000 * boundRate(queue)
  const low = Math.min(high, 1_000 * repairmanRate(queue))
  const simulated = simulatedRate(spec, queue, demand.cpuMs, high)
  return { low, high, simulated }
}

function simulatedRate(
  spec: Spec,
  queue: { readonly customers: number; readonly servers: number; readonly serviceMs: number },
  plannedCpuMs: number,
  boundPerSecond: number,
): number {
  const table = drawnAmounts(spec, new Float64Array(SIMULATED_JOBS * FIELDS))
  const { serviceMs } = queue
  // What a job costs besides its computing is taken to be in proportion to it; of a wait it is all
  // there is.
  const times = plannedCpuMs === 0 ? 0 : serviceMs / plannedCpuMs
  const besidesMs = plannedCpuMs === 0 ? serviceMs : 0
  const jobs = Math.max(LEAST_COMPLETED, LEAST_TURNOVERS * spec.concurrency)
  return simulate({
    jobAt: (index) => {
      const at = (index % SIMULATED_JOBS) * FIELDS
      const [beforeMs = 0, waitMs = 0, afterMs = 0] = table.subarray(at, at + FIELDS)
      return { beforeMs: beforeMs * times, waitMs, afterMs: afterMs * times + besidesMs }
    },
    load: { inFlight: spec.concurrency },
    slots: queue.customers,
    servers: queue.servers,
    durationMs: (jobs * 1_000) / boundPerSecond,
  }).jobsPerSecond
}

/** What a model says of a run, beside what was measured there. */
export interface ModelCheck {
  readonly measured: Interval
  readonly modelled: ModelledRate
}

/** As an answer takes a while and is asked for at every drawing, it is kept with its run. */
const known = new WeakMap<Result, Map<ContenderName, ModelCheck | null>>()

/**
 * The model of a contender in a run, with the CPU time of a job that was measured in it. Null where
 * the model does not fit, the run is not to be trusted, or it tells no CPU time of that contender.
 */
export function modelOf(result: Result, name: ContenderName): ModelCheck | null {
  const those = known.get(result) ?? new Map<ContenderName, ModelCheck | null>()
  known.set(result, those)
  const before = those.get(name)
  if (before !== undefined) return before
  const check = checkOf(result, name)
  those.set(name, check)
  return check
}

function checkOf(result: Result, name: ContenderName): ModelCheck | null {
  const measured = inferredOf(result, name)?.jobsPerSecond
  const cpuMs = cpuMsOf(result, name)
  if (measured === undefined || cpuMs === null || distrustOf(result) !== null) return null
  const modelled = modelledRate(result.spec, result.environment, name, cpuMs)
  return modelled === null ? null : { measured, modelled }
}

/**
 * CPU time of a job as it was measured; null where it is not told, or only of the whole process.
 */
export function cpuMsOf(result: Result, name: ContenderName): number | null {
  const figures = measuredFigures(result, name)
  const perCoreSecond = figures?.jobsPerCoreSecond ?? null
  if (figures === null || perCoreSecond === null || perCoreSecond === 0) return null
  return figures.cpuSource === 'process-wide' ? null : 1_000 / perCoreSecond
}

/** A mean latency by a formula of queueing theory. */
export interface ModelledMean {
  readonly meanMs: number
  readonly formula: 'Pollaczek–Khinchine' | 'M/M/c'
}

/**
 * The mean latency of an open load by the CPU time of a job that was measured in it: one thread
 * that does not block is an M/G/1 queue for computing, W threads that do are an M/M/c queue for the
 * whole job, as far as they do not lack cores. Null where neither fits, as of jobs that wait for
 * several things at once, the load is not Poisson or more than can be done, or the run is not to be
 * trusted.
 */
export function openMeanMs(result: Result, name: ContenderName): ModelledMean | null {
  const { spec, environment } = result
  const demand = demandOf(spec, environment)
  const cpuMs = cpuMsOf(result, name)
  if (spec.load.kind === 'closed' || spec.load.arrivals !== 'poisson') return null
  if (demand === null || cpuMs === null || hiddenThreadsFor(name, demand) !== null) return null
  if (waitsForSeveral(spec.workload)) return null
  if (distrustOf(result) !== null) return null
  const { waitMs } = demand
  const arrivalsPerMs = spec.load.arrivalsPerSecond / 1_000
  const threads = threadsOf(name, demand)
  const isBlocking = contenders[name].waits === 'blocking'
  if (!isBlocking && threads > 1) return null
  // Threads that wait for cores as well are a network of queues, which no single formula describes.
  if (isBlocking && arrivalsPerMs * cpuMs > MOST_CORES_USED * demand.cores) return null
  const waitForMs = isBlocking
    ? meanWaitOfServers({ servers: threads, arrivalsPerMs, serviceMs: waitMs + cpuMs })
    : meanWaitOfOneServer({ arrivalsPerMs, serviceMs: cpuMs }, variationOf(spec.workload))
  if (waitForMs === Infinity) return null
  return {
    meanMs: waitForMs + waitMs + cpuMs,
    formula: isBlocking ? 'M/M/c' : 'Pollaczek–Khinchine',
  }
}

/** Up to this share of the cores a thread seldom waits for one. */
const MOST_CORES_USED = 0.5
