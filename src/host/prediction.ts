import type { Prediction } from '../contract/prediction'
import type { ContenderName, Spec } from '../engine/experiment/spec'

type Ceiling = Prediction['contenders'][number]

/** Mean amounts of one job, in milliseconds. */
interface Job {
  readonly waitMs: number
  readonly cpuMs: number
}

/**
 * What a spec can reach at most on a machine with `cores` cores, before anything was measured.
 * Little's law bounds the rate by jobs in progress ÷ time of a job (X = L / R), and the cores
 * bound it by cores ÷ CPU time of a job; the lower of both counts. The contenders' own cost is not
 * in it, so a measured rate lies below.
 */
export function predict(spec: Spec, cores: number): Prediction {
  const job = jobOf(spec)
  if (job === null) {
    return {
      sentence: 'How long files take to read is not known before: no ceiling can be given.',
      cores,
      contenders: [],
    }
  }
  if (job.waitMs + job.cpuMs === 0) {
    return {
      sentence:
        'These jobs neither wait nor compute: what is measured is the contenders’ own cost.',
      cores,
      contenders: [],
    }
  }
  const contenders = spec.contenders.map((name) => ceiling(name, spec, job, cores))
  return { sentence: sentenceOf(contenders, cores), cores, contenders }
}

function jobOf({ workload }: Spec): Job | null {
  switch (workload.kind) {
    case 'wait':
      return { waitMs: workload.waitMs, cpuMs: 0 }
    case 'cpu':
      return { waitMs: 0, cpuMs: workload.cpuMs }
    case 'mixed':
    case 'http':
      return { waitMs: workload.waitMs, cpuMs: workload.cpuMs }
    case 'files':
      return null
  }
}

function ceiling(name: ContenderName, spec: Spec, { waitMs, cpuMs }: Job, cores: number): Ceiling {
  const { concurrency, workers } = spec
  const threads = name === 'sequential' || name === 'event-loop' ? 1 : workers
  // A blocking thread has one job in progress; a loop has all that are in flight.
  const isBlocking = name === 'sequential' || name === 'thread-pool'
  const inProgress = isBlocking ? Math.min(concurrency, threads) : concurrency
  const byWaiting = (inProgress * 1000) / (waitMs + cpuMs)
  const byCores = cpuMs === 0 ? Infinity : (Math.min(threads, cores) * 1000) / cpuMs
  const jobsPerSecond = Math.min(byWaiting, byCores)
  return {
    name,
    jobsPerSecond,
    limit: byCores <= byWaiting ? 'cores' : inProgress < concurrency ? 'threads' : 'in-flight',
    coresUsed: (jobsPerSecond * cpuMs) / 1000,
  }
}

function sentenceOf(contenders: readonly Ceiling[], cores: number): string {
  const parts = contenders.map(({ name, jobsPerSecond }) => `${name} ${count(jobsPerSecond)}`)
  return `Little’s law and ${cores} ${cores === 1 ? 'core' : 'cores'} allow at most, in jobs/s: ${parts.join(', ')}.`
}

function count(value: number): string {
  return value.toLocaleString('en', { maximumSignificantDigits: 3 })
}
