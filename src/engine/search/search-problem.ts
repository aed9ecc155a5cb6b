import type { Milliseconds } from '../measure/statistics/quantity'
import { canShareOut, meanAmounts } from '../spec/mean-amounts'
import type { Spec } from '../spec/spec'

/**
 * Why no crossover can be searched with a spec, after the name of its field; null where one can.
 */
export function crossoverProblem({ contenders, load, workload }: Spec): string | null {
  const missing = (['event-loop', 'thread-pool'] as const).find(
    (name) => !contenders.includes(name),
  )
  if (missing !== undefined) {
    return `contenders: a crossover takes "${missing}", which is not among them`
  }
  if (load.kind === 'open') {
    return 'load: a crossover takes a closed load, as arrivals set both rates alike'
  }
  if (canShareOut(workload)) return null
  return workload.kind === 'own'
    ? 'workload: your job was not tried yet, so it is not known how long it waits and computes'
    : `workload: what jobs of ${workload.kind} wait and compute is not ours to share out, so that they have no crossover`
}

/** Why no rate can keep a limit of p99, after its name; null where one may. */
export function limitProblem({ workload }: Spec, limitMs: Milliseconds): string | null {
  if ('spread' in workload && workload.spread !== 'fixed') return null
  const { waitMs, cpuMs } = meanAmounts(workload)
  if (waitMs + cpuMs < limitMs) return null
  const takes = `${waitMs + cpuMs} ms`
  return `p99: a job takes ${takes} when it is alone, so the limit must be above it`
}
