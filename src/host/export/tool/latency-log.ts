import { HistogramLogWriter } from 'hdr-histogram-js'
import type { Sweep } from '../../../engine/result/sweep'
import type { Result } from '../../../engine/result/result'
import { decodeHistogram } from '../../../engine/measure/latency/decode-histogram'
import { valueText } from '../../../report/sweep/sweep-caption'
import { figuresOf } from '../../../engine/result/measured-figures'

type Decoded = ReturnType<typeof decodeHistogram>

const NS_PER_MS = 1e6
/** Steps of each half of the distance to 100 %, as other tools write them. */
const TICKS_PER_HALF_DISTANCE = 5

/** A contender's latencies and what tells them apart from those of others. */
interface Tagged {
  readonly result: Result
  /** A name without spaces or commas, which end a field of a log. */
  readonly tag: string
  readonly seconds: number
  readonly histogram: Decoded
}

/**
 * The latencies of every contender as a histogram log (https://hdrhistogram.github.io, version
 * 1.3): one interval a contender, tagged with its name, in nanoseconds. The column Interval_Max has
 * milliseconds.
 */
export function latencyLog(subject: Result | Sweep): string {
  let text = ''
  const writer = new HistogramLogWriter((line) => (text += line))
  writer.outputComment('[Latencies in nanoseconds, written by Corewise]')
  writer.outputLogFormatVersion()
  const start = Date.parse(subject.startedAt)
  writer.outputStartTime(start)
  writer.outputLegend()
  for (const { result, tag, seconds, histogram } of taggedOf(subject)) {
    histogram.tag = tag
    const at = (Date.parse(result.startedAt) - start) / 1_000
    writer.outputIntervalHistogram(histogram, at, at + seconds, NS_PER_MS)
  }
  // The writer ends the line of the start twice, and no reader needs an empty one.
  return text.replaceAll('\n\n', '\n')
}

/** The percentiles of each contender as text tables (.hgrm), by their tag; in milliseconds. */
export function percentileTables(subject: Result | Sweep): ReadonlyMap<string, string> {
  return new Map(
    taggedOf(subject).map(({ tag, histogram }) => [
      tag,
      histogram.outputPercentileDistribution(TICKS_PER_HALF_DISTANCE, NS_PER_MS),
    ]),
  )
}

function taggedOf(subject: Result | Sweep): Tagged[] {
  const runs =
    subject.kind === 'corewise-result'
      ? [{ result: subject, at: '' }]
      : subject.points.map(({ value, result }) => ({
          result,
          at: `@${valueText(subject.over, value)}`.replaceAll(/[\s,]+/g, ''),
        }))
  return runs.flatMap(({ result, at }) =>
    result.contenders.flatMap((contender) => {
      const figures = figuresOf(contender)
      if (figures === null || figures.latency.count === 0) return []
      const histogram = decodeHistogram(figures.latency.histogram)
      const tag = `${contender.name}${at}`
      return [{ result, tag, seconds: figures.measuredSeconds, histogram }]
    }),
  )
}
