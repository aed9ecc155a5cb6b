import { meanAmounts } from '../engine/spec/mean-amounts'
import type { ContenderName, Spec } from '../engine/spec/spec'
import type { Ceiling } from '../engine/result/result'
import { count, duration } from './format'

/** What decides how much can be done at best. Amounts are means per job. */
export interface Demand {
  readonly waitMs: number
  readonly cpuMs: number
  /** C: jobs in flight. */
  readonly inFlight: number
  /** W: worker threads of the contenders that have several. */
  readonly workers: number
  /** Cores of the machine. */
  readonly cores: number
}

/** The demand of a spec; null where it is not known beforehand how long a job waits and computes. */
export const demandOf = (
  { workload, concurrency, workers }: Spec,
  cores: number,
): Demand | null => {
  const { waitMs, cpuMs } = meanAmounts(workload)
  if (waitMs + cpuMs === 0) return null
  return { waitMs, cpuMs, inFlight: concurrency, workers, cores }
}

/** Jobs that a contender can have begun and not finished at any time. */
const slotsOf = (contender: ContenderName, { inFlight, workers }: Demand): number => {
  switch (contender) {
    case 'sequential':
      return 1
    case 'thread-pool':
      return Math.min(inFlight, workers)
    case 'event-loop':
    case 'loop-per-core':
      return inFlight
  }
}

/** Cores that a contender can keep busy at once. */
const coresOf = (contender: ContenderName, { inFlight, workers, cores }: Demand): number =>
  contender === 'sequential' || contender === 'event-loop' ? 1 : Math.min(inFlight, workers, cores)

/**
 * Jobs per second that no contender of this kind can exceed, a model: Little's law bounds waiting
 * (slots ÷ time per job), the cores bound computing (cores ÷ CPU per job), the smaller counts.
 */
export const idealJobsPerSecond = (contender: ContenderName, demand: Demand): number => {
  const byWaiting = (slotsOf(contender, demand) * 1_000) / (demand.waitMs + demand.cpuMs)
  if (demand.cpuMs === 0) return byWaiting
  return Math.min(byWaiting, (coresOf(contender, demand) * 1_000) / demand.cpuMs)
}

/** Jobs per core-second that nothing can exceed: 1 ÷ CPU per job; null for jobs that only wait. */
export const idealJobsPerCoreSecond = ({ cpuMs }: Demand): number | null =>
  cpuMs === 0 ? null : 1_000 / cpuMs

/**
 * Mean time from handing a job in to its end, at best, in milliseconds. In a closed load every one
 * of the C jobs is handed in all the time, so by Little's law R = C ÷ X.
 */
export const idealMeanMs = (contender: ContenderName, demand: Demand): number =>
  (demand.inFlight * 1_000) / idealJobsPerSecond(contender, demand)

/**
 * The formula behind `idealJobsPerSecond` for that kind of work, as a label: "min(C, W) ÷ 20 ms".
 * Where the share of computing is what varies, CPU stands for the amount.
 */
export const idealFormula = (
  contender: ContenderName,
  { waitMs, cpuMs }: Demand,
  isShareVaried = false,
): string => {
  const byWaiting = `${slotsName[contender]} ÷ ${duration(waitMs + cpuMs)}`
  if ((cpuMs === 0 && !isShareVaried) || (contender === 'sequential' && waitMs > 0)) {
    // One job at a time never computes longer than it takes, so the core is not the tighter bound.
    return byWaiting
  }
  const cores =
    contender === 'sequential' || contender === 'event-loop' ? '1 core' : 'min(W, cores)'
  const byComputing = `${cores} ÷ ${isShareVaried ? 'CPU' : duration(cpuMs)}`
  return waitMs === 0 && !isShareVaried ? byComputing : `min(${byWaiting}, ${byComputing})`
}

/** The formula behind `idealMeanMs`, as a label. */
export const idealMeanFormula = (
  contender: ContenderName,
  demand: Demand,
  isShareVaried = false,
): string => {
  const timeMs = duration(demand.waitMs + demand.cpuMs)
  if (contender === 'sequential') return `C × ${timeMs}`
  if (demand.cpuMs > 0 || isShareVaried) return `C ÷ ideal of ${contender}`
  return contender === 'thread-pool' ? `C × ${timeMs} ÷ min(C, W)` : timeMs
}

const slotsName: Record<ContenderName, string> = {
  sequential: '1',
  'event-loop': 'C',
  'thread-pool': 'min(C, W)',
  'loop-per-core': 'C',
}

/** What keeps a contender from more than its ceiling, in a few words: "8 threads, one job each". */
export const limitText = (
  { name, limit }: Pick<Ceiling, 'name' | 'limit'>,
  { concurrency, workers }: Pick<Spec, 'concurrency' | 'workers'>,
  cores: number,
): string => {
  const isSingle = name === 'sequential' || name === 'event-loop'
  switch (limit) {
    case 'in-flight':
      return `${concurrency.toLocaleString('en')} in flight`
    case 'threads':
      return isSingle ? 'one job at a time' : `${count(workers, 'thread')}, one job each`
    case 'cores':
      return count(isSingle ? 1 : Math.min(workers, cores), 'core')
    case 'arrivals':
      return 'no more come in'
  }
}
