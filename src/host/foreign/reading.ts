import type { ForeignRun, ForeignLatency } from '../../engine/foreign/foreign-run'
import { MOST_IN_SERIES_NAME } from '../../engine/foreign/foreign-run'

/** What a tool's file says, before its figures are checked. */
export type Reading = Pick<ForeignRun, 'measuredAt' | 'tool' | 'series'>

/** A percentile and its value, in whatever order they came. */
export type Percentile = ForeignLatency['percentiles'][number]

/** Places for the curve of values that are all known, in each decade of "nines". */
const POINTS_PER_DECADE = 20

/**
 * Percentiles in rising order, without those that so few values do not support (p needs n ≥ 10 /
 * (1 − p), as everywhere in the lab), but for the smallest value and the median that a tool gives.
 *
 * @param count how many were timed; null where that is not known, and all are kept
 */
export function supported(given: readonly Percentile[], count: number | null): Percentile[] {
  return given
    .filter(({ percentile }) => percentile < 100)
    .filter(
      ({ percentile }) =>
        count === null || percentile <= 50 || 10 / (1 - percentile / 100) <= count * (1 + 1e-9),
    )
    .sort((a, b) => a.percentile - b.percentile)
}

/** Percentiles to take of `count` values that are all known, from the smallest on. */
export function placesFor(count: number): number[] {
  const last = count / 10
  if (last <= 2) return [0, 50]
  const steps = Math.ceil(Math.log10(last) * POINTS_PER_DECADE)
  const places = Array.from(
    { length: steps + 1 },
    (_, step) => 100 - 100 / last ** (step / Math.max(1, steps)),
  )
  const named = [50, 90, 95, 99, 99.9, 99.99].filter((one) => 100 / (100 - one) <= last)
  return [...new Set([...places, ...named])].sort((a, b) => a - b)
}

/** A name on one line and of a bearable length; `otherwise` where nothing is left of it. */
export function lineName(name: string, otherwise: string): string {
  const line = name.replace(/\s+/g, ' ').trim()
  const short =
    line.length > MOST_IN_SERIES_NAME ? `${line.slice(0, MOST_IN_SERIES_NAME - 1)}…` : line
  return short === '' ? otherwise : short
}
