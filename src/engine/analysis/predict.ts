import { cores as asCores, perSecond } from '../measure/statistics/quantity'
import { meanAmounts, type MeanAmounts } from '../spec/mean-amounts'
import type { Ceiling } from '../result/result'
import type { ContenderName, Spec } from '../spec/spec'

/**
 * What a spec can reach at most on a machine with `cores` cores, before anything was measured.
 * Little's law bounds the rate by jobs in progress ÷ time of a job (X = L / R), the cores bound it
 * by cores ÷ CPU time of a job, and an open load by its arrivals; the lowest counts. The
 * contenders' own cost is not in it, so a measured rate lies below. Empty where the spec does not
 * say how long a job waits and computes, or says that it does neither.
 */
export function predict(spec: Spec, cores: number): Ceiling[] {
  const job = meanAmounts(spec.workload)
  if (job.waitMs + job.cpuMs === 0) return []
  return spec.contenders.map((name) => ceiling(name, spec, job, cores))
}

function ceiling(
  name: ContenderName,
  spec: Spec,
  { waitMs, cpuMs }: MeanAmounts,
  cores: number,
): Ceiling {
  const { concurrency, workers, load } = spec
  const threads = name === 'sequential' || name === 'event-loop' ? 1 : workers
  // A blocking thread has one job in progress; a loop has all that are in flight.
  const isBlocking = name === 'sequential' || name === 'thread-pool'
  const inProgress = isBlocking ? Math.min(concurrency, threads) : concurrency
  const byWaiting = (inProgress * 1_000) / (waitMs + cpuMs)
  const byCores = cpuMs === 0 ? Infinity : (Math.min(threads, cores) * 1_000) / cpuMs
  const byArrivals = load.kind === 'open' ? load.arrivalsPerSecond : Infinity
  const jobsPerSecond = Math.min(byWaiting, byCores, byArrivals)
  const limit =
    byArrivals === jobsPerSecond
      ? 'arrivals'
      : byCores <= byWaiting
        ? 'cores'
        : inProgress < concurrency
          ? 'threads'
          : 'in-flight'
  return {
    name,
    jobsPerSecond: perSecond(jobsPerSecond),
    limit,
    coresUsed: asCores((jobsPerSecond * cpuMs) / 1_000),
  }
}
