import { inverse, type Interval } from '../../engine/measure/statistics/interval'
import { figure } from '../format'
import type { Figure } from './figure'

const everywhere = ['run', 'arrivals', 'comparison', 'report', 'csv'] as const

export const jobsPerSecond: Figure = {
  name: 'jobs per second',
  unit: 'jobs/s',
  meaning: 'Jobs finished per second of the clock: how much gets done, whatever it costs.',
  method: 'Rate',
  head: 'jobs/s',
  csvName: 'jobs_per_s',
  value: ({ figures }) => figures.jobsPerSecond,
  text: figure,
  valueSoFar: ({ jobs, seconds }) => (seconds > 0 ? jobs / seconds : null),
  interval: (inferred) => inferred.jobsPerSecond,
  needs: 'rate',
  places: [...everywhere, 'window'],
}

/** CPU milliseconds of a thousand jobs, from jobs per core-second. */
const cpuMsPer1000 = (jobsPerCoreSecond: number): number => 1e6 / jobsPerCoreSecond

export const cpuPer1000Jobs: Figure = {
  name: 'CPU per 1,000 jobs',
  unit: 'ms',
  meaning: 'CPU time that a thousand jobs cost, over all threads: what work costs a core.',
  method: 'CPU time',
  head: 'CPU ms/\n1,000 jobs',
  csvName: 'cpu_ms_per_1000_jobs',
  value: ({ figures: { jobsPerCoreSecond } }) =>
    jobsPerCoreSecond === null ? null : cpuMsPer1000(jobsPerCoreSecond),
  text: figure,
  interval: ({ jobsPerCoreSecond }) => scaledInverse(jobsPerCoreSecond),
  needs: 'rate',
  // The table of an open load is full.
  places: everywhere.filter((place) => place !== 'arrivals'),
}

export const jobsPerCoreSecond: Figure = {
  name: 'jobs per core-second',
  unit: 'jobs/core-s',
  meaning: 'Jobs finished per second of CPU time, over all threads: how well a core is used.',
  method: 'CPU time',
  head: 'jobs per\ncore-s',
  csvName: 'jobs_per_core_s',
  value: ({ figures }) => figures.jobsPerCoreSecond,
  text: figure,
  valueSoFar: ({ jobs, cpuSeconds }) =>
    cpuSeconds !== null && cpuSeconds > 0 ? jobs / cpuSeconds : null,
  interval: (inferred) => inferred.jobsPerCoreSecond,
  needs: 'rate',
  places: [...everywhere, 'window'],
}

export const coresUsed: Figure = {
  name: 'cores used',
  unit: 'CPU s per s',
  meaning: 'CPU seconds per second of the clock: 1 is one core kept busy, 0.1 a tenth of it.',
  method: 'CPU time',
  head: 'cores\nused',
  csvName: 'cores_used',
  value: ({ figures }) => figures.coresUsed,
  text: figure,
  valueSoFar: ({ seconds, cpuSeconds }) =>
    cpuSeconds !== null && seconds > 0 ? cpuSeconds / seconds : null,
  interval: (inferred) => inferred.coresUsed,
  needs: 'nothing',
  places: [...everywhere, 'window'],
}

/** The interval of CPU per 1,000 jobs from that of its inverse. */
function scaledInverse(interval: Interval | null): Interval | null {
  if (interval === null) return null
  const { estimate, low, high } = inverse(interval)
  return { estimate: estimate * 1e6, low: low * 1e6, high: high * 1e6 }
}
