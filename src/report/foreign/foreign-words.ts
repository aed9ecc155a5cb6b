import {
  timedBy,
  type ForeignLatency,
  type ForeignRun,
  type ForeignSeries,
} from '../../engine/foreign/foreign-run'
import { count, duration, figure } from '../format'
import { isolated } from '../isolated-text'
import type { Note } from '../note/note'
import type { Verdict } from '../verdict/verdict'

/** Whose a run is, as a badge says it: "autocannon", "k6 1.2.0". */
export function toolTitle({ name, version }: ForeignRun['tool']): string {
  return version === null ? name : `${name} ${version}`
}

/** Whose it is in a sentence, which also says that a file names no version. */
export function toolWords({ name, version }: ForeignRun['tool']): string {
  return version === null
    ? `Measured by ${name}; its file names no version.`
    : `Measured by ${name} ${version}.`
}

/** That it is no rival of the lab's own runs. */
export const NOT_JUDGED =
  'Another tool’s figures are shown as they are and judged against no other.'

/** What came of a foreign run: its figures, and no verdict on them. */
export function foreignVerdict(run: ForeignRun): Verdict {
  const [first, ...others] = run.series
  const more = others.length === 0 ? '' : `, and ${count(others.length, 'other')}`
  const said = first === undefined ? '' : sayingOf(first)
  return {
    kind: 'no-claim',
    headline: `${toolTitle(run.tool)}: ${said}${more}.`,
    figures: [],
    advice: '',
    reasons: [NOT_JUDGED],
  }
}

/** "1,650 requests a second, p99 85 ms"; "“sleep 1” took 1 s at its median". */
function sayingOf({ name, requestsPerSecond, latency }: ForeignSeries): string {
  const rate = requestsPerSecond === null ? [] : [`${figure(requestsPerSecond)} a second`]
  const times = latency === null ? [] : [headlineOf(latency)].filter((text) => text !== '')
  const parts = [...rate, ...times]
  return `${isolated(name)}${parts.length === 0 ? ' without a figure' : ` ${parts.join(', ')}`}`
}

/**
 * p99, or what is given next above it, else the highest percentile that is given; the mean where
 * there is none. Two digits behind the point, cut: 99.996 is no p100.
 */
export function headlineOf({ percentiles, meanMs }: ForeignLatency): string {
  const shown = percentiles.find(({ percentile }) => percentile >= 99) ?? percentiles.at(-1)
  if (shown === undefined) return meanMs === null ? '' : `mean ${duration(meanMs)}`
  return `p${Math.floor(shown.percentile * 100) / 100} ${duration(shown.valueMs)}`
}

/** What a reader has to know of a foreign run's figures. */
export function foreignNotes({ tool, measuredAt }: ForeignRun): Note[] {
  const when = measuredAt === null ? [`Its file does not say when that was.`] : []
  return [
    { tone: 'information', text: [toolWords(tool), ...when].join(' ') },
    { tone: 'information', text: `${tool.name} takes the time ${timedBy[tool.name]}.` },
    { tone: 'information', text: NOT_JUDGED },
  ]
}

/** A column of the tables of foreign runs. */
interface ForeignColumn {
  readonly head: string
  readonly meaning: string
  /** With its unit, for files of figures alone. */
  readonly csvName: string
  readonly value: (series: ForeignSeries) => number | null
  readonly text: (value: number) => string
}

const whole = (value: number): string => value.toLocaleString('en')

const percentileColumn = (percentile: number): ForeignColumn => ({
  head: `p${percentile}`,
  meaning: `So many of a hundred took at most so long, as the tool gives it.`,
  csvName: `p${String(percentile).replace('.', '_')}_ms`,
  value: ({ latency }) =>
    latency?.percentiles.find((one) => one.percentile === percentile)?.valueMs ?? null,
  text: duration,
})

/** The figures that tables of foreign runs have, in their order. */
export const foreignColumns: readonly ForeignColumn[] = [
  {
    head: 'requests/s',
    meaning: 'Requests, or values that its program noted, a second. A figure of its own.',
    csvName: 'requests_per_s',
    value: ({ requestsPerSecond }) => requestsPerSecond,
    text: figure,
  },
  ...[50, 90, 99, 99.9].map(percentileColumn),
  {
    head: 'mean',
    meaning: 'The mean of all times.',
    csvName: 'mean_ms',
    value: ({ latency }) => latency?.meanMs ?? null,
    text: duration,
  },
  {
    head: 'most',
    meaning: 'The longest of all times.',
    csvName: 'max_ms',
    value: ({ latency }) => latency?.maxMs ?? null,
    text: duration,
  },
  {
    head: 'timed',
    meaning: 'How many were timed.',
    csvName: 'timed',
    value: (series) => series.count,
    text: whole,
  },
  {
    head: 'failed',
    meaning: 'How many failed, or were not answered as they should.',
    csvName: 'failed',
    value: ({ failed }) => failed,
    text: whole,
  },
]
