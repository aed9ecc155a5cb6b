import type { ContenderResult, Latency, Result } from '../../engine/result/result'
import { isSaturated } from '../../engine/analysis/saturation'
import { logBounds, logTicksAround, mostTicks, tickedLogAxis, type Tick } from '../axis'
import { latencyBadgeOf } from '../../report/badge'
import { loadOf, subtitleOf } from '../../report/caption'
import { count, duration, figure } from '../../report/format'
import { frameLines } from '../frame'
import type { Look } from '../chart-style'
import { assemble, measuredLine, type LabelledLine } from '../line'
import type { NamedChart } from '../named-chart'
import { ninesOf, percentileCurve, supportedNines } from './percentile-curve'
import type { Note } from '../../report/note/note'
import {
  figuresOf,
  standingNotes,
  trustNotes,
  standingOf,
  withRemark,
} from '../../report/note/status-notes'

/** The percentiles that are named on the axis, as far as the sample supports them. */
const namedPercentiles = [50, 90, 99, 99.9, 99.99, 99.999, 99.9999]

/** Latency at every percentile that the sample supports, on an axis of equal "nines". */
export const latencyChart = (result: Result, look: Look): NamedChart => {
  const lines = result.contenders.flatMap((contender) => [
    ...lineOf(contender, result, look),
    ...uncorrectedLineOf(contender, result, look),
  ])
  const { datasets, labels } = assemble(lines)
  const latencies = datasets.flatMap(({ data }) => data.map(({ y }) => y ?? 0))
  const last = Math.max(10, ...datasets.map(({ data }) => data.at(-1)?.x ?? 0))
  return frameLines(
    {
      name: 'latency',
      title: `Latency by percentile, ${loadOf(result.spec)}`,
      subtitle: subtitleOf(result),
      description: describe(result),
      notes: [
        ...trustNotes(result),
        ...standingNotes(result),
        ...sampleNotes(result),
        ...openNotes(result),
        endNote(result),
      ],
      badge: latencyBadgeOf(result),
    },
    {
      data: { datasets },
      scales: {
        x: tickedLogAxis({
          title: look.isCompact
            ? 'percentile (%, log scale)'
            : 'percentile of jobs (%, log scale: each nine is one step)',
          look,
          isGridShown: true,
          bounds: { min: 1, max: last },
          ticks: percentileTicks(last),
        }),
        y: latencyAxis(latencies, look),
      },
    },
    labels,
    look,
  )
}

/** Says from when to when latency counts. */
const endNote = ({ spec }: Result): Note => {
  const start = spec.load.kind === 'open' ? '' : 'From handing a job in to its end. '
  const text = `${start}Each line ends at the last percentile that its sample supports.`
  return { tone: 'information', text }
}

/** The axis of latencies, in milliseconds, with room for all of them. */
export const latencyAxis = (latenciesMs: readonly number[], look: Look) => {
  const bounds = logBounds(latenciesMs)
  return tickedLogAxis({
    title: 'latency (ms, log scale)',
    look,
    isGridShown: true,
    bounds,
    ticks: logTicksAround(latenciesMs, mostTicks(look)),
  })
}

/** Ticks of the nines axis up to `last`. */
export const percentileTicks = (last: number): Tick[] =>
  namedPercentiles
    .map((percentile) => ({ value: ninesOf(percentile), label: `${percentile} %` }))
    .filter(({ value }) => value <= last * (1 + 1e-9))

/** Says what the thin lines of an open load are. */
const openNotes = ({ spec }: Result): Note[] =>
  spec.load.kind === 'closed'
    ? []
    : [
        {
          tone: 'information',
          text: 'Latency counts from when a job was to come in. Thin: uncorrected, from when it was really handed in, as a load generator reports it that waits for its own requests.',
        },
      ]

/** The same jobs by the time since they were really handed in, where that can differ. */
const uncorrectedLineOf = (
  contender: ContenderResult,
  { spec }: Result,
  look: Look,
): LabelledLine[] => {
  const figures = figuresOf(contender)
  const arrivals = figures?.arrivals ?? null
  if (figures === null || arrivals === null || isSaturated(figures, spec)) return []
  const points = pointsOf(arrivals.uncorrected)
  if (points.length === 0) return []
  const { dataset, mark } = measuredLine(contender.name, points, look.theme, () => false)
  const widthPx = 1
  return [
    {
      dataset: { ...dataset, label: `${contender.name}, uncorrected`, borderWidth: widthPx },
      label: {
        mark: { ...mark, widthPx, marker: null },
        name: `${contender.name}, uncorrected`,
        detail: headline(arrivals.uncorrected),
        tone: 'plain',
      },
    },
  ]
}

/** Latency in milliseconds over nines, as far as the sample supports it. */
export const pointsOf = (latency: Latency): { x: number; y: number }[] =>
  percentileCurve(latency)
    // A log axis has no place for 0.
    .filter(({ latencyMs }) => latencyMs > 0)
    .map(({ nines, latencyMs }) => ({ x: nines, y: latencyMs }))

const lineOf = (contender: ContenderResult, { spec }: Result, look: Look): LabelledLine[] => {
  const figures = figuresOf(contender)
  // The latency of a queue that only grows is no figure.
  if (figures === null || isSaturated(figures, spec)) return []
  const points = pointsOf(figures.latency)
  if (points.length === 0) return []
  const places = percentileTicks(points.at(-1)?.x ?? 0).map(({ value }) => value)
  const marked = new Set(places.map((place) => nearest(points, place)))
  marked.add(points.length - 1)
  const isMarked = (index: number): boolean => marked.has(index)
  const { dataset, mark } = measuredLine(contender.name, points, look.theme, isMarked)
  const detail = withRemark(contender, headline(figures.latency))
  return [
    { dataset, label: { mark, name: contender.name, detail, tone: standingOf(contender).tone } },
  ]
}

const nearest = (points: readonly { readonly x: number }[], place: number): number =>
  points.reduce(
    (best, { x }, index) =>
      Math.abs(x - place) < Math.abs((points[best]?.x ?? 0) - place) ? index : best,
    0,
  )

/** p99 where the sample supports it, else the highest percentile that it does. */
export const headline = ({ percentiles }: Latency): string => {
  const shown = percentiles.find(({ percentile }) => percentile === 99) ?? percentiles.at(-1)
  return shown === undefined ? '' : `p${shown.percentile} ${duration(shown.valueMs)}`
}

/** Says of contenders without a line why they have none. */
const sampleNotes = ({ contenders }: Result): Note[] =>
  contenders.flatMap((contender): Note[] => {
    const figures = figuresOf(contender)
    if (figures === null || supportedNines(figures.latency.count) >= 1) return []
    const jobs = figures.latency.count
    const reason =
      jobs === 0 ? 'finished no job' : `finished ${count(jobs, 'job')}, too few for a percentile`
    return [{ tone: 'caution', text: `${contender.name} ${reason}.` }]
  })

const describe = ({ contenders, spec }: Result): string =>
  contenders
    .map((contender) => {
      const figures = figuresOf(contender)
      if (figures !== null && isSaturated(figures, spec)) {
        return `${contender.name}: ${withRemark(contender, 'more came in than it can do')}.`
      }
      const percentiles = figures?.latency.percentiles ?? []
      const list = percentiles.map(
        ({ percentile, valueMs }) => `p${percentile} ${figure(valueMs)} ms`,
      )
      const said = list.length === 0 ? 'no percentile is supported' : list.join(', ')
      return `${contender.name}: ${withRemark(contender, said)}.`
    })
    .join(' ')
