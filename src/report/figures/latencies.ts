import type { Figures, Latency } from '../../engine/result/figures'
import { duration } from '../format'
import type { Figure, Place } from './figure'

const percentiles = [50, 90, 99, 99.9] as const

const LATENCY =
  'From handing a job in to its end, waiting for a free thread included. p99: 99 of 100 jobs were at least as quick. A percentile shows only where enough jobs support it.'

/** A percentile of a kind of latency, and the tables in which it stands. */
interface Wanted {
  readonly kind: 'latency' | 'service' | 'queueing' | 'uncorrected'
  readonly meaning: string
  readonly needs: Figure['needs']
  readonly pick: (figures: Figures) => Latency | null
  /** The terminal's tables, by percentile. */
  readonly places: Partial<Record<number | 'max', readonly Place[]>>
}

/** The figures of one kind of latency: mean, percentiles and maximum, in milliseconds. */
function figuresOfKind({ kind, meaning, needs, pick, places }: Wanted): readonly Figure[] {
  const common = { unit: 'ms', meaning, method: 'Latency', text: duration, needs } as const
  const head = (what: string): string => (kind === 'latency' ? what : `${kind}\n${what}`)
  const ifAny = (figures: Figures, of: (latency: Latency) => number): number | null => {
    const latency = pick(figures)
    return latency === null || latency.count === 0 ? null : of(latency)
  }
  return [
    {
      ...common,
      name: `mean ${kind}`,
      head: head('mean'),
      csvName: `${kind}_mean_ms`,
      value: ({ figures }) => ifAny(figures, ({ meanMs }) => meanMs),
      places: ['csv'],
    },
    ...percentiles.map((percentile): Figure => ({
      ...common,
      name: `${kind} p${percentile}`,
      head: head(`p${percentile}`),
      csvName: `${kind}_p${percentile}_ms`,
      value: ({ figures }) =>
        pick(figures)?.percentiles.find((one) => one.percentile === percentile)?.valueMs ?? null,
      ...(kind === 'latency' && percentile === 99 && { valueSoFar: ({ p99Ms }) => p99Ms }),
      places: [...(places[percentile] ?? []), 'csv'],
    })),
    {
      ...common,
      name: `longest ${kind}`,
      head: head('max'),
      csvName: `${kind}_max_ms`,
      value: ({ figures }) => ifAny(figures, ({ maxMs }) => maxMs),
      places: [...(places.max ?? []), 'csv'],
    },
  ]
}

/** From a job's arrival, or its handing in, to its end. */
export const latencies = figuresOfKind({
  kind: 'latency',
  meaning: LATENCY,
  needs: 'latency',
  pick: ({ latency }) => latency,
  places: {
    50: ['run', 'latency', 'comparison', 'report'],
    90: ['report'],
    99: ['run', 'latency', 'comparison', 'report', 'window'],
    99.9: ['latency', 'report'],
    max: ['latency', 'report'],
  },
})

/** Up to a job's first step. */
export const queueing = figuresOfKind({
  kind: 'queueing',
  meaning: 'From when a job was to come in to its first step.',
  needs: 'latency',
  pick: ({ arrivals }) => arrivals?.queueing ?? null,
  places: { 50: ['latency'], 99: ['latency'] },
})

/**
 * From there. A contender that cannot keep up serves a job as fast as ever: only its queue grows.
 */
export const service = figuresOfKind({
  kind: 'service',
  meaning: 'From a job’s first step to its end.',
  needs: 'nothing',
  pick: ({ service: times }) => times,
  places: { 50: ['latency'], 99: ['latency'] },
})

/** What a load generator reports that omits what it could not send. */
export const uncorrected = figuresOfKind({
  kind: 'uncorrected',
  meaning: 'From when a job was really handed in, which a stalled contender does late.',
  needs: 'nothing',
  pick: ({ arrivals }) => arrivals?.uncorrected ?? null,
  places: {},
})
