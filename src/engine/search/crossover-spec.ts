import { canShareOut, meanAmounts } from '../spec/mean-amounts'
import { windowMsOf, workloadSchema, type Spec, type Workload } from '../spec/spec'
import { kindOf } from '../workload/kinds'

/** Jobs in flight for each worker: enough that the pool's threads cannot hold all that wait. */
const JOBS_PER_WORKER = 2
/** A loop whose jobs all compute ends them in rounds: a rate takes several of them in a block. */
const ROUNDS_PER_BLOCK = 6

/**
 * A preset as a search for the crossover runs it: only the two that it lies between, and fewer and
 * shorter jobs in flight, so that even where jobs only compute a block sees several rounds of
 * them. Where the pool overtakes the loop hardly depends on how long jobs take or how many are in
 * flight, as long as these are more than the pool has workers.
 *
 * @example crossoverSpec(preset('mixed', 2).spec) // 16 jobs of 6 ms instead of 50 of 20 ms
 */
export function crossoverSpec(spec: Spec): Spec {
  const concurrency = Math.min(spec.concurrency, spec.workers * JOBS_PER_WORKER)
  const mostMs = windowMsOf(spec) / ROUNDS_PER_BLOCK / concurrency
  return {
    ...spec,
    workload: shortened(spec.workload, mostMs),
    concurrency,
    contenders: ['event-loop', 'thread-pool'],
    compare: null,
  }
}

/** With the same share of computing, of whole milliseconds together where it has any. */
function shortened(workload: Workload, mostMs: number): Workload {
  const { withAmounts } = kindOf(workload)
  if (withAmounts === null || !canShareOut(workload)) return workload
  const { waitMs, cpuMs } = meanAmounts(workload)
  const totalMs = Math.min(waitMs + cpuMs, mostMs >= 1 ? Math.floor(mostMs) : mostMs)
  const part = (ms: number): number => Number(((ms * totalMs) / (waitMs + cpuMs)).toPrecision(6))
  const parts = { waitMs: part(waitMs), cpuMs: part(cpuMs) }
  const own = Object.entries(parts).filter(([amount]) => amount in workload)
  return workloadSchema.parse(
    own.length > 0 ? { ...workload, ...Object.fromEntries(own) } : withAmounts(workload, parts),
  )
}
