import { sentencesOf } from '../../report/verdict/verdict'
import type { ContenderName } from '../../engine/spec/spec'
import type {
  MemoryPoint,
  MemoryResult,
  Waiter,
  WaiterName,
} from '../../engine/footprint/memory-result'
import {
  bytesPerWaiting,
  noiseOf,
  wholeProcess,
  type ByteSummary,
} from '../../engine/footprint/memory-summary'
import { logBounds, logTicks, mostTicks, tickedLogAxis, type Bounds, type Tick } from '../axis'
import { frameLines, type Wording } from '../frame'
import { assemble, measuredLine, type LabelledLine } from '../line'
import type { ChartStyle } from '../chart-style'
import {
  memoryNotes,
  memoryVerdict,
  waiterLabels,
  waiterShortLabels,
  wholeProcessTitle,
} from '../../report/survey/memory-caption'
import type { LinePoint, NamedChart } from '../named-chart'
import { notesFootnote } from '../../report/picture/footnote'
import { withoutStop } from '../../report/picture/run-title'
import { sourceLine } from '../../report/picture/source-line'
import { size } from '../../report/format'
import { publishedMemory, publishedSource } from './published-memory'

/** What waits that way; what is the runtime's own is grey. */
const looksLike: Record<WaiterName, ContenderName> = {
  'loop-tasks': 'event-loop',
  'native-promises': 'sequential',
  threads: 'thread-pool',
}

/** Bytes of one that waits over how many wait; and the whole process beside the published table. */
export const memoryCharts = (result: MemoryResult) =>
  [
    ['memory-each', (style: ChartStyle) => perWaitingChart(result, style)],
    ['memory-whole', (style: ChartStyle) => wholeProcessChart(result, style)],
  ] as const

const perWaitingChart = (result: MemoryResult, style: ChartStyle): NamedChart => {
  const noiseBytes = noiseOf(result)
  const lines = result.waiters.flatMap((waiter) =>
    waiterLine(waiter, (point) => bytesPerWaiting(point, noiseBytes), 'each', style),
  )
  return framed(
    {
      name: 'memory-each',
      title: withoutStop(memoryVerdict(result).headline),
      subtitle: `Memory held by one that waits, in bytes. ${protocolOf(result)}`,
      description: sentencesOf(memoryVerdict(result)).join(' '),
      footnote: notesFootnote(memoryNotes(result)),
      source: sourceLine({ ...result, seed: null, check: null }),
    },
    'bytes each (log scale)',
    lines,
    style,
  )
}

const wholeProcessChart = (result: MemoryResult, style: ChartStyle): NamedChart => {
  const own = result.waiters.flatMap((waiter) => waiterLine(waiter, wholeProcess, 'in all', style))
  const others = publishedMemory.map(({ name, points }) => publishedLine(name, points, style))
  return framed(
    {
      name: 'memory-whole',
      title: wholeProcessTitle(result) ?? 'Memory of a whole process in which many wait',
      subtitle: `Resident memory of the process in bytes. ${protocolOf(result)}`,
      description: describeWhole(result),
      footnote: publishedSource,
      source: sourceLine({ ...result, seed: null, check: null }),
    },
    'bytes of the process (log scale)',
    [...own, ...others],
    style,
  )
}

const protocolOf = ({ rounds }: MemoryResult): string =>
  rounds === 1 ? 'One process for each count' : `Median of ${rounds} processes for each count`

const framed = (
  wording: Wording,
  axis: string,
  lines: readonly LabelledLine[],
  style: ChartStyle,
): NamedChart => {
  const { datasets, labels, told } = assemble(lines)
  const points = datasets.flatMap(({ data }) => data)
  const yBounds = logBounds(points.flatMap(({ y }) => (y === null ? [] : [y])))
  const xs = points.map(({ x }) => x)
  const xBounds = { min: Math.min(1, ...xs), max: Math.max(10, ...xs) }
  return frameLines(
    wording,
    {
      data: { datasets },
      scales: {
        x: tickedLogAxis({
          title: 'waiting at once (log scale)',
          style,
          isGridShown: false,
          bounds: xBounds,
          ticks: logTicks(xBounds, 8),
        }),
        y: tickedLogAxis({
          title: axis,
          style,
          isGridShown: true,
          bounds: yBounds,
          ticks: byteTicks(yBounds, mostTicks(style)),
        }),
      },
    },
    labels,
    told,
    style,
  )
}

/** Ticks that are round in binary units: 1, 2, 5 and so on of them, decades alone if too many. */
const byteTicks = ({ min, max }: Bounds, most: number): Tick[] => {
  const ticksAt = (digits: readonly number[]): Tick[] =>
    [0, 1, 2, 3, 4]
      .flatMap((power) => [1, 10, 100].map((decade) => decade * 1_024 ** power))
      .flatMap((decade) => digits.map((digit) => digit * decade))
      .filter((value) => value >= min && value <= max)
      .map((value) => ({ value, label: size(value) }))
  const all = ticksAt([1, 2, 5])
  return all.length > most ? ticksAt([1]) : all
}

const waiterLine = (
  waiter: Waiter,
  valueOf: (point: MemoryPoint) => ByteSummary | null,
  unit: string,
  style: ChartStyle,
): LabelledLine[] => {
  const points = waiter.points.flatMap((point): LinePoint[] => {
    const value = valueOf(point)
    return value === null || point.count === 0 ? [] : [{ x: point.count, y: value.median }]
  })
  const last = points.at(-1)
  if (last?.y == null) return []
  const { dataset, mark } = measuredLine(
    { name: looksLike[waiter.name], among: null },
    points,
    style,
    () => true,
  )
  const label = waiterLabels[waiter.name]
  return [
    {
      dataset: { ...dataset, label },
      label: {
        mark,
        name: label,
        briefs: [waiterShortLabels[waiter.name]],
        detail: `${size(last.y)} ${unit} at ${last.x.toLocaleString('en')}`,
        tone: 'plain',
      },
      series: label,
      figures: points.map(({ x, y }) =>
        y === null ? null : `${label}: ${size(y)} ${unit} at ${x.toLocaleString('en')}`,
      ),
    },
  ]
}

/** Thin, neutral and behind the machine's own: nobody measured it here. */
const publishedLine = (
  name: string,
  points: readonly LinePoint[],
  style: ChartStyle,
): LabelledLine => {
  const mark = {
    colour: style.palette.faint,
    dash: [2, 3].map(style.px),
    widthPx: style.px(1.25),
    marker: null,
  }
  return {
    dataset: {
      label: `${name} (another machine’s, published)`,
      data: [...points],
      borderColor: mark.colour,
      backgroundColor: mark.colour,
      borderDash: [...mark.dash],
      borderWidth: mark.widthPx,
      pointRadius: 0,
      order: 1,
    },
    label: { mark, name, detail: '', tone: 'model' },
    series: null,
    figures: [],
  }
}

const describeWhole = ({ waiters }: MemoryResult): string => {
  const own = waiters.map((waiter) => {
    const points = waiter.points.flatMap((point) => {
      const whole = wholeProcess(point)
      return whole === null ? [] : [`${point.count.toLocaleString('en')}: ${size(whole.median)}`]
    })
    return `${waiterLabels[waiter.name]}: ${points.join('; ')}.`
  })
  const others = publishedMemory.map(({ name, points }) => {
    const last = points.at(-1)
    return `${name} ${size(last?.y ?? 0)}`
  })
  return `${own.join(' ')} Another machine’s, published, at the highest count: ${others.join('; ')}.`
}
