import { contenders, threadsOf, type ContenderName } from '../contender'
import { effectiveCores } from '../measure/processors/processors'
import { comparableFigures } from '../result/measured-figures'
import type { Figures } from '../result/figures'
import type { Result } from '../result/result'
import { hasAmounts, hiddenMsOf, meanAmounts } from '../spec/mean-amounts'
import type { Pair } from '../spec/main-pair'
import { demandOf, isHeldByGil } from './ceiling'
import { threadCounts } from './thread-counts'

/** What one thread with the runtime's helpers uses at most. */
export const MOST_ON_ONE_CORE = 1.1

/** What decides at which share of computing a pool of threads overtakes one loop. */
export interface Tipping {
  /** T: what a job waits and computes together, which stays. Milliseconds. */
  readonly totalMs: number
  /** CPU time of a job beyond its computing, on the loop and in the pool. Milliseconds. */
  readonly loopOverheadMs: number
  readonly poolOverheadMs: number
  /**
   * Jobs that the pool can have under way: its threads, or those in flight where they are fewer.
   */
  readonly slots: number
  /** Cores that the loop and the pool can keep busy. */
  readonly loopCores: number
  readonly poolCores: number
}

/**
 * The share of computing from which a pool does more jobs a second than one loop, from 0 to 1; null
 * where there is none. With s the share, T the time of a job and hL, hP the CPU time that a job
 * costs besides, the loop's core allows kL ÷ (s·T + hL), the pool's threads n ÷ (T + hP) by
 * Little's law, and its cores kP ÷ (s·T + hP). The pool is ahead where both of its bounds are above
 * the loop's: s ≥ (kL·(T + hP) ÷ n − hL) ÷ T, and s ≥ (kL·hP − kP·hL) ÷ ((kP − kL)·T).
 */
export function tippingShare(tipping: Tipping): number | null {
  const { totalMs, loopOverheadMs, poolOverheadMs, slots, loopCores, poolCores } = tipping
  // On as many cores as the loop the pool is ahead only where a job costs it less, whatever the
  // share.
  if (poolCores <= loopCores) return null
  const byThreads = ((loopCores * (totalMs + poolOverheadMs)) / slots - loopOverheadMs) / totalMs
  const byCores =
    (loopCores * poolOverheadMs - poolCores * loopOverheadMs) / ((poolCores - loopCores) * totalMs)
  const share = Math.max(0, byThreads, byCores)
  return share < 1 ? share : null
}

/** Where a measured pair would tip, and where it is. */
export interface MeasuredTipping {
  readonly loop: ContenderName
  readonly pool: ContenderName
  /** Null where the pool would overtake at no share of computing. */
  readonly share: number | null
  /** The share of computing of the jobs that were measured. */
  readonly shareNow: number
}

/**
 * At which share of computing the answer would change, from what a job was measured to cost both.
 * Null where the pair is not one loop against blocking threads, where jobs come in by themselves,
 * and where it is not known what a job waits and computes.
 */
export function measuredTipping(result: Result, pair: Pair): MeasuredTipping | null {
  const { spec, environment } = result
  const loop = pair.find((name) => contenders[name].waits === 'cooperatively')
  const pool = pair.find((name) => contenders[name].waits === 'blocking')
  if (loop === undefined || pool === undefined) return null
  if (contenders[loop].threads !== 'one' || contenders[pool].threads === 'one') return null
  const demand = demandOf(spec, environment)
  if (spec.load.kind !== 'closed' || !hasAmounts(spec.workload) || demand === null) return null
  if (hiddenMsOf(spec.workload) > 0) return null
  const [onLoop, inPool] = [loop, pool].map((name) => comparableFigures(result, name))
  if (onLoop == null || inPool == null) return null
  // Hidden threads computed for the loop: its one core is not what bounds it.
  if (onLoop.coresUsed > MOST_ON_ONE_CORE) return null
  const { waitMs, cpuMs } = meanAmounts(spec.workload)
  const totalMs = waitMs + cpuMs
  const cores = effectiveCores(environment)
  const threads = threadsOf(pool, threadCounts(spec, environment))
  const share = tippingShare({
    totalMs,
    loopOverheadMs: overheadOf(onLoop, cpuMs),
    poolOverheadMs: overheadOf(inPool, cpuMs),
    slots: Math.min(spec.concurrency, threads),
    loopCores: Math.min(1, cores),
    poolCores: isHeldByGil(pool, demand) ? Math.min(1, cores) : Math.min(threads, cores),
  })
  return { loop, pool, share, shareNow: cpuMs / totalMs }
}

function overheadOf({ cpuSeconds, completed }: Figures, cpuMs: number): number {
  return completed === 0 ? 0 : Math.max(0, (cpuSeconds * 1_000) / completed - cpuMs)
}
