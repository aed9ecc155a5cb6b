import { countedIn } from '../../../engine/measure/latency/decode-histogram'
import { MOST_FOREIGN_SERIES, type ForeignSeries } from '../../../engine/foreign/foreign-run'
import { InputError, quote } from '../../input/input-error'
import { lineName, placesFor, type Reading } from '../reading'

const VERSION = /^#\[Histogram log format version (\d{1,3}\.\d{1,3})\]/m
const LEGEND = /^"StartTimestamp"/m
const START = /^#\[StartTime: ([\d.]{1,20}) \(seconds since epoch\)/m

/** An interval: a tag, when it began and how long it took, its largest value, its histogram. */
const LINE = /^(?:Tag=([^,\s]{1,400}),)?([\d.]{1,20}),([\d.]{1,20}),([\d.]{1,30}),(\S+)$/

/** An hour of seconds, of a dozen tags. */
const MOST_INTERVALS = 50_000
/** Different values of all intervals of a tag together. */
const MOST_VALUES = 500_000

/** What the largest value, which is told in milliseconds, says of the unit of the others. */
const unitsPerMs = [1e6, 1e3, 1] as const

/** Whether a text is a histogram log. */
export function isHdrLog(text: string): boolean {
  return VERSION.test(text) || LEGEND.test(text)
}

/** All intervals of one tag. */
interface Tagged {
  /** How many there were of each value, in the unit of the log. */
  readonly counts: Map<number, number>
  seconds: number
  largest: number
  largestMs: number
}

/**
 * Reads a histogram log (http://hdrhistogram.org, version 1.x): the intervals of each tag together.
 * Rates are values a second, of what its program noted down.
 *
 * @throws InputError naming the line that does not fit
 */
export function readHdrLog(text: string, source: string): Reading {
  const tags = new Map<string, Tagged>()
  let intervals = 0
  for (const [index, line] of text.split('\n').entries()) {
    const trimmed = line.trim()
    if (trimmed === '' || trimmed.startsWith('#') || trimmed.startsWith('"')) continue
    intervals += 1
    if (intervals > MOST_INTERVALS) {
      const most = MOST_INTERVALS.toLocaleString('en')
      throw fault('too-large', `holds more than ${most} intervals`, source, index)
    }
    addInterval(tags, trimmed, source, index)
  }
  if (intervals === 0) throw fault('invalid-field', 'holds no interval', source, 0)
  const started = Number(START.exec(text)?.[1])
  const at = new Date(started * 1_000)
  return {
    measuredAt: Number.isFinite(at.getTime()) ? at.toISOString() : null,
    tool: { name: 'HdrHistogram', version: null },
    series: [...tags].map(([tag, tagged]) => seriesOf(tag, tagged)),
  }
}

function addInterval(tags: Map<string, Tagged>, line: string, source: string, at: number): void {
  const [, tag = '', , length = '', max = '', encoded = ''] = LINE.exec(line) ?? []
  if (encoded === '') {
    const what = 'expected a start, a length, a largest value and a histogram'
    throw fault('invalid-field', `${what}, got ${quote(line)}`, source, at)
  }
  const tagged: Tagged = tags.get(tag) ?? {
    counts: new Map(),
    seconds: 0,
    largest: 0,
    largestMs: 0,
  }
  if (!tags.has(tag) && tags.size >= MOST_FOREIGN_SERIES) {
    throw fault('too-large', `holds more than ${MOST_FOREIGN_SERIES} tags`, source, at)
  }
  tags.set(tag, tagged)
  tagged.seconds += Number(length)
  tagged.largestMs = Math.max(tagged.largestMs, Number(max))
  let counted: ReturnType<typeof countedIn>
  try {
    counted = countedIn(encoded)
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    throw fault('invalid-field', `expected a histogram: ${error.message}`, source, at)
  }
  for (const { toNs: value, count } of counted) {
    tagged.counts.set(value, (tagged.counts.get(value) ?? 0) + count)
    tagged.largest = Math.max(tagged.largest, value)
  }
  if (tagged.counts.size > MOST_VALUES) {
    const most = MOST_VALUES.toLocaleString('en')
    throw fault('too-large', `tells more than ${most} values apart`, source, at)
  }
}

function seriesOf(tag: string, { counts, seconds, largest, largestMs }: Tagged): ForeignSeries {
  const sorted = [...counts].sort(([a], [b]) => a - b)
  const count = sorted.reduce((sum, [, each]) => sum + each, 0)
  const perMs = unitOf(largest, largestMs)
  const mean = sorted.reduce((sum, [value, each]) => sum + value * (each / Math.max(1, count)), 0)
  let index = 0
  let reached = 0
  const percentiles = placesFor(count).map((percentile) => {
    const rank = Math.max(1, Math.ceil((percentile / 100) * count - 1e-6))
    for (; reached < rank && index < sorted.length; index += 1) reached += sorted[index]?.[1] ?? 0
    return { percentile, valueMs: (sorted[index - 1]?.[0] ?? 0) / perMs }
  })
  return {
    name: lineName(tag, 'values'),
    count,
    failed: null,
    requestsPerSecond: seconds > 0 && count > 0 ? count / seconds : null,
    latency: count === 0 ? null : { meanMs: mean / perMs, maxMs: largest / perMs, percentiles },
  }
}

/** Nanoseconds where nothing is known: what programs of HdrHistogram take if they are not told. */
function unitOf(largest: number, largestMs: number): number {
  if (largest === 0 || largestMs === 0) return unitsPerMs[0]
  const distance = (perMs: number): number => Math.abs(Math.log(largest / largestMs / perMs))
  return unitsPerMs.reduce((best, perMs) => (distance(perMs) < distance(best) ? perMs : best), 1e6)
}

function fault(
  reason: 'invalid-field' | 'too-large',
  problem: string,
  source: string,
  line: number,
): InputError {
  const field = `line ${line + 1}`
  return new InputError(reason, `${source}: ${field}: ${problem}`, { source, field })
}
