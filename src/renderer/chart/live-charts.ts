import type { Sample } from '../../contract/run'
import { linearAxis } from '../../charts/axis'
import { loadOf } from '../../report/caption'
import { duration, figure } from '../../report/format'
import { frameLines } from '../../charts/frame'
import { latencyAxis } from '../../charts/run/latency-chart'
import { assemble, evenly, measuredLine, type LabelledLine } from '../../charts/line'
import { chartStyleOf, type ChartStyle } from '../../charts/chart-style'
import type { ChartOptions, LinePoint, NamedChart, ChartName } from '../../charts/named-chart'
import { valueName, valueText } from '../../report/sweep/sweep-caption'
import { timeAxis, windowed } from '../../charts/run/over-time-chart'
import type { LiveContender, LiveRun } from '../model/live-run'

/** Bursts of jobs fall into one look or the next: a point is the mean of several. */
const WINDOW_MS = 500
const MOST_POINTS = 80

/** Throughput over time, a line per contender, from the samples so far. */
export function liveThroughput(run: LiveRun, options: ChartOptions): NamedChart {
  const style = chartStyleOf(options)
  const windowMs = Math.max(WINDOW_MS, run.spec.durationMs / MOST_POINTS)
  const lines = started(run).map((contender) => {
    const points = windowed(contender.samples, windowMs)
    const detail = `${figure(contender.jobs / contender.seconds)} per s`
    return labelled(contender, points, detail, style)
  })
  const title = `Jobs finished per second, ${placeOf(run)}`
  const y = linearAxis({ title: 'jobs per second', style, isGridShown: true })
  return overTime('throughput', title, lines, y, run, style)
}

/** Latency over time: the median, and p99 (thinner) where an interval has enough jobs for it. */
export function liveLatency(run: LiveRun, options: ChartOptions): NamedChart {
  const style = chartStyleOf(options)
  const lines = started(run).flatMap((contender) => {
    const median = line(contender, 'p50', ({ p50Ms }) => p50Ms, style)
    const high = line(contender, 'p99', ({ p99Ms }) => p99Ms, style)
    return [median, thin(high)].filter(({ dataset }) => dataset.data.some(({ y }) => y !== null))
  })
  const values = lines.flatMap(({ dataset }) => dataset.data.map(({ y }) => y ?? 0))
  const y = latencyAxis(values, style)
  return overTime('latency', 'Latency over time, p50 and p99', lines, y, run, style)
}

/** Cores used over time. */
export function liveCores(run: LiveRun, options: ChartOptions): NamedChart {
  const style = chartStyleOf(options)
  const lines = started(run).map((contender) => {
    const windows = windowed(
      contender.samples.map((sample) => ({
        ...sample,
        // The same means over windows serve any rate.
        jobsPerSecond: (sample.coresUsed ?? 0) as typeof sample.jobsPerSecond,
      })),
      WINDOW_MS,
    )
    const detail = `${figure(contender.cpuSeconds / contender.seconds)} cores`
    return labelled(contender, windows, detail, style)
  })
  const highest = Math.max(
    0,
    ...lines.flatMap(({ dataset }) => dataset.data.map(({ y }) => y ?? 0)),
  )
  const y = linearAxis({
    title: 'cores used (CPU s per s)',
    style,
    isGridShown: true,
    ...(highest < 1 ? { max: 1 } : {}),
  })
  return overTime('cpu', 'Cores used over time', lines, y, run, style)
}

/** The load; of a sweep the value, with which the spec differs from point to point. */
const placeOf = ({ spec, point }: LiveRun): string =>
  point === null ? loadOf(spec) : `${valueName(point.over)}: ${valueText(point.over, point.value)}`

const started = (run: LiveRun): LiveContender[] =>
  run.contenders.filter(({ samples }) => samples.length > 0)

function line(
  contender: LiveContender,
  percentile: string,
  valueOf: (sample: Sample) => number | null,
  style: ChartStyle,
): LabelledLine {
  const step = Math.ceil(contender.samples.length / MOST_POINTS)
  const points = contender.samples
    .filter((_, index) => index % step === 0)
    .map((sample) => ({ x: sample.atMs / 1_000, y: valueOf(sample) }))
  const last = points.filter(({ y }) => y !== null).at(-1)?.y ?? null
  const detail = last === null ? '' : `${percentile} ${duration(last)}`
  return labelled(contender, points, detail, style)
}

function labelled(
  { name }: LiveContender,
  points: readonly LinePoint[],
  detail: string,
  style: ChartStyle,
): LabelledLine {
  const isMarked = evenly(points.length, 4)
  const { dataset, mark } = measuredLine({ name, among: null }, points, style, isMarked)
  const figures = points.map(({ y }) => (y === null ? null : `${name}: ${figure(y)}`))
  return { dataset, label: { mark, name, detail, tone: 'plain' }, series: name, figures }
}

const thin = ({ dataset, label, ...rest }: LabelledLine): LabelledLine => ({
  ...rest,
  dataset: { ...dataset, borderWidth: 1, pointRadius: 0 },
  label: { ...label, mark: { ...label.mark, widthPx: 1, marker: null } },
})

function overTime(
  name: ChartName,
  title: string,
  lines: readonly LabelledLine[],
  y: ReturnType<typeof linearAxis> | ReturnType<typeof latencyAxis>,
  run: LiveRun,
  style: ChartStyle,
): NamedChart {
  const { datasets, labels, told } = assemble(lines)
  const description = labels.map(({ name: of, detail }) => `${of}: ${detail}.`).join(' ')
  const x = timeAxis(run.spec.durationMs, style)
  const wording = { name, title, subtitle: '', description, footnote: '', source: '' }
  return frameLines(wording, { data: { datasets }, scales: { x, y } }, labels, told, style)
}
