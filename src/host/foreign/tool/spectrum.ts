import { InputError, quote } from '../../input/input-error'
import { supported, type Percentile } from '../reading'

/**
 * The table that HdrHistogram's programs print: values, their percentile, and how many were up to
 * it.
 */
interface Spectrum {
  readonly meanMs: number | null
  readonly maxMs: number | null
  readonly count: number | null
  readonly percentiles: readonly Percentile[]
}

/** The head of that table. */
export const SPECTRUM_HEAD = /^\s*Value\s+Percentile\s+TotalCount\s+1\/\(1-Percentile\)/m

const ROW = /^\s*(\S{1,40})\s+([\d.]{1,20})\s+(\d{1,16})(?:\s+\S{1,40})?\s*$/
const MEAN = /^#\[Mean\s*=\s*([^,\]]{1,40})/m
const MAX = /^#\[Max\s*=\s*([^,\]]{1,40}),\s*Total count\s*=\s*(\d{1,16})/m

/** More rows than a histogram of three digits can give. */
const MOST_ROWS = 100_000
/** As many as a curve is drawn with. */
const MOST_KEPT = 900

/**
 * Reads that table, in milliseconds as those programs print it.
 *
 * @throws InputError for a value that is no number
 */
export function readSpectrum(text: string, source: string): Spectrum {
  const head = SPECTRUM_HEAD.exec(text)
  const lines = head === null ? [] : text.slice(head.index).split('\n').slice(1)
  const rows: Percentile[] = []
  for (const line of lines.slice(0, MOST_ROWS)) {
    // The table ends where its figures are summed up, or another text begins.
    if (line.startsWith('#')) break
    const [, value = '', share = ''] = ROW.exec(line) ?? []
    if (value === '' && line.trim() !== '') break
    if (value === '') continue
    const percentile = Number((Number(share) * 100).toPrecision(12))
    rows.push({ percentile, valueMs: numberOf(value, 'Value', source) })
  }
  const mean = MEAN.exec(text)?.[1]
  const [, max, total] = MAX.exec(text) ?? []
  const count = total === undefined ? null : numberOf(total, 'Total count', source)
  const kept = supported(rows, count)
  const step = Math.max(1, Math.ceil(kept.length / MOST_KEPT))
  return {
    meanMs: mean === undefined ? null : numberOf(mean, 'Mean', source),
    maxMs: max === undefined ? null : numberOf(max, 'Max', source),
    count,
    percentiles: kept.filter((_, index) => index % step === 0 || index === kept.length - 1),
  }
}

/**
 * A figure as it is printed.
 *
 * @throws InputError naming it, where it is none, as the `-nan` of a run without an answer
 */
export function numberOf(text: string, field: string, source: string): number {
  const value = Number(text.trim())
  if (text.trim() !== '' && Number.isFinite(value) && value >= 0) return value
  const message = `${source}: ${field}: expected a number of at least 0, got ${quote(text)}`
  throw new InputError('invalid-field', message, { source, field, value: text })
}
