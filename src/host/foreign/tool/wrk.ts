import type { ForeignSeries } from '../../../engine/foreign/foreign-run'
import { lineName, supported, type Percentile, type Reading } from '../reading'
import { numberOf, readSpectrum, SPECTRUM_HEAD } from './spectrum'
import { InputError, quote } from '../../input/input-error'

/** The first line of each run. */
const BEGIN = /^\s*Running .{1,20} test @ (\S{1,2000})\s*$/m
/** What wrk2 says in place of wrk's "Latency Distribution". */
const CORRECTED = /Latency Distribution \(HdrHistogram - (?:Recorded|Uncorrected) Latency/

const PERCENTILE = /^\s*(\d{1,3}(?:\.\d{1,6})?)%\s+(\S{1,40})\s*$/
const DONE = /^\s*(\d{1,16}) requests in /m
const RATE = /^\s*Requests\/sec:\s*(\S{1,40})/m
const AVERAGE = /^\s*Latency\s+(\S{1,40})\s+\S+\s+(\S{1,40})\s/m
const SOCKET_ERRORS =
  /^\s*Socket errors: connect (\d{1,16}), read (\d{1,16}), write (\d{1,16}), timeout (\d{1,16})/m
const STATUS_ERRORS = /^\s*Non-2xx or 3xx responses: (\d{1,16})/m

const unitMs: Readonly<Record<string, number>> = {
  us: 1e-3,
  ms: 1,
  s: 1e3,
  m: 6e4,
  h: 3.6e6,
}

/** Whether a text is what wrk or wrk2 prints. */
export function isWrk(text: string): boolean {
  return BEGIN.test(text)
}

/**
 * Reads what `wrk --latency` (https://github.com/wg/wrk) and `wrk2 --latency`
 * (https://github.com/giltene/wrk2) print, of one run or of several one after the other.
 *
 * @throws InputError for a figure that is none
 */
export function readWrk(text: string, source: string): Reading {
  const runs = text.split(/^(?=\s*Running .{1,20} test @ )/m).filter((part) => BEGIN.test(part))
  const isCorrected = CORRECTED.test(text)
  return {
    measuredAt: null,
    tool: { name: isCorrected ? 'wrk2' : 'wrk', version: null },
    series: runs.map((part) => seriesOf(part, source)),
  }
}

function seriesOf(text: string, source: string): ForeignSeries {
  const done = figureIn(DONE, text, 'requests', source)
  const [, average = '', longest = ''] = AVERAGE.exec(text) ?? []
  const spectrum = SPECTRUM_HEAD.test(text) ? readSpectrum(text, source) : null
  const summed = printed(text, source)
  // Its own sums leave calibration out, which the number of requests does not.
  const count = spectrum?.count ?? done
  const highest = summed.find(({ percentile }) => percentile === 100)?.valueMs ?? null
  const percentiles = spectrum?.percentiles ?? supported(summed, count)
  return {
    name: lineName(BEGIN.exec(text)?.[1] ?? '', 'requests'),
    count,
    failed: failedIn(text),
    requestsPerSecond: figureIn(RATE, text, 'Requests/sec', source),
    latency:
      percentiles.length === 0
        ? null
        : {
            meanMs: spectrum?.meanMs ?? msOf(average, 'Latency Avg', source),
            maxMs: spectrum?.maxMs ?? highest ?? msOf(longest, 'Latency Max', source),
            percentiles: [...percentiles],
          },
  }
}

/** The lines of its latency distribution, 100 % among them. */
function printed(text: string, source: string): Percentile[] {
  const at = text.search(/^\s*Latency Distribution/m)
  if (at === -1) return []
  const percentiles: Percentile[] = []
  for (const line of text.slice(at).trimStart().split('\n').slice(1)) {
    const [, share, value = ''] = PERCENTILE.exec(line) ?? []
    if (share === undefined) {
      if (line.trim() === '') continue
      break
    }
    percentiles.push({ percentile: Number(share), valueMs: msOf(value, `${share}%`, source) })
  }
  return percentiles
}

function failedIn(text: string): number | null {
  const [, ...sockets] = SOCKET_ERRORS.exec(text) ?? []
  const [, status] = STATUS_ERRORS.exec(text) ?? []
  // Both are printed only where there were any.
  return [...sockets, status ?? '0'].reduce((sum, each) => sum + Number(each), 0)
}

function figureIn(pattern: RegExp, text: string, field: string, source: string): number | null {
  const found = pattern.exec(text)?.[1]
  return found === undefined ? null : numberOf(found, field, source)
}

/** "1.07s", "299.00us", "0.95m". */
function msOf(text: string, field: string, source: string): number {
  const [, digits = '', unit = ''] = /^(-?[\d.]{1,20})(us|ms|s|m|h)$/.exec(text) ?? []
  const factor = unitMs[unit]
  if (factor === undefined) {
    const message = `${source}: ${field}: expected a time as in 1.07s, got ${quote(text)}`
    throw new InputError('invalid-field', message, { source, field, value: text })
  }
  return numberOf(digits, field, source) * factor
}
