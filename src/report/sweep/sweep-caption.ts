import { meanAmounts } from '../../engine/spec/mean-amounts'
import type { Sweep } from '../../engine/result/sweep'
import { loadOf, workOf } from '../caption'
import { coresText, count, duration, figure } from '../format'

/** The swept value as its axis names it, with its letter or unit. */
export const valueName = (over: Sweep['over']): string =>
  ({
    concurrency: 'jobs in flight, C',
    workers: 'worker threads, W',
    cores: 'cores',
    'uv-threads': 'hidden threads of Node',
    'cpu-share': 'share of computing in a job (%)',
    'arrival-rate': 'arrivals per second',
    parts: 'parts of a job',
  })[over]

/** A swept value in the unit of its axis: "400", "25 %". */
export const valueText = (over: Sweep['over'], value: number): string =>
  over === 'cpu-share' ? `${figure(value * 100)} %` : value.toLocaleString('en')

/** A swept value within a sentence: "1,000 jobs in flight", "100 % computing". */
export function placeOf(over: Sweep['over'], value: number): string {
  const text = valueText(over, value)
  switch (over) {
    case 'concurrency':
      return `${text} ${value === 1 ? 'job' : 'jobs'} in flight`
    case 'workers':
      return `${text} worker ${value === 1 ? 'thread' : 'threads'}`
    case 'cores':
      return coresText(value)
    case 'uv-threads':
      return `${text} hidden ${value === 1 ? 'thread' : 'threads'}`
    case 'arrival-rate':
      return `${text} arrivals a second`
    case 'parts':
      return `${text} ${value === 1 ? 'part' : 'parts'} a job`
    case 'cpu-share':
      return `${text} computing`
  }
}

/** So many of what was swept: "4 arrival rates", "5 numbers of jobs in flight". */
export function valuesText(over: Sweep['over'], values: number): string {
  const of = (one: string, rest = ''): string => `${count(values, one)}${rest}`
  switch (over) {
    case 'concurrency':
      return of('number', ' of jobs in flight')
    case 'workers':
      return of('number', ' of worker threads')
    case 'cores':
      return of('number', ' of cores')
    case 'uv-threads':
      return of('number', ' of hidden threads')
    case 'arrival-rate':
      return of('arrival rate')
    case 'parts':
      return of('number', ' of parts')
    case 'cpu-share':
      return of('share', ' of computing')
  }
}

/** The title of a sweep chart: what is seen, over what, at which load. */
export const sweepTitle = ({ over, points }: Sweep, seen: string): string => {
  const spec = points[0]?.result.spec
  if (spec === undefined) return `${seen}: no points`
  const { workload } = spec
  switch (over) {
    case 'concurrency':
      return `${seen} by jobs in flight, jobs ${workOf(workload)}`
    case 'workers':
      return `${seen} by worker threads, ${loadOf(spec)}`
    case 'cores':
      return `${seen} by cores, ${loadOf(spec)}`
    case 'uv-threads':
      return `${seen} by hidden threads, ${loadOf(spec)}`
    case 'arrival-rate':
      return `${seen} by arrival rate, jobs ${workOf(workload)}`
    case 'parts':
      return `${seen} by parts of a job, ${loadOf(spec)}`
    case 'cpu-share': {
      const { waitMs, cpuMs } = meanAmounts(workload)
      const jobs = `${count(spec.concurrency, 'job')} of ${duration(waitMs + cpuMs)}`
      return `${seen} by share of computing, ${jobs}`
    }
  }
}
