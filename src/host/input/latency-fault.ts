import { countedIn, type Counted } from '../../engine/measure/latency/decode-histogram'
import type { Latency } from '../../engine/measure/latency/latency'

/** A field of a latency that cannot be so. */
export interface LatencyFault {
  /** From the latency on: `percentiles.1.valueMs`. */
  readonly field: string
  readonly value: unknown
  /** What it should be, after the field's name. */
  readonly expected: string
}

/** Three digits tell values apart by a thousandth; early versions rounded to the end of a step. */
const RESOLUTION = 0.002
/** The clock's own resolution. */
const LEAST_NS = 2

/**
 * What is wrong with a latency: a histogram that cannot be read, or a figure that is not the one of
 * its histogram, as after an edit. Null where nothing is; without its histogram a summary is still
 * worth showing.
 */
export function latencyFault({
  count,
  meanMs,
  maxMs,
  percentiles,
  histogram,
}: Latency): LatencyFault | null {
  if (histogram === '') return null
  let counted: readonly Counted[]
  try {
    counted = countedIn(histogram)
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    const expected = `: expected an encoded histogram: ${error.message}`
    return { field: 'histogram', value: histogram, expected }
  }
  const total = counted.reduce((sum, each) => sum + each.count, 0)
  if (count !== total) {
    return { field: 'count', value: count, expected: `: expected ${total} as in its histogram` }
  }
  const figures = [
    { field: 'meanMs', valueMs: meanMs, within: meanOf(counted, total) },
    { field: 'maxMs', valueMs: maxMs, within: rankOf(counted, total, total) },
    ...percentiles.map(({ percentile, valueMs }, index) => {
      const rank = Math.ceil((percentile / 100) * total)
      // A rank more or less is what rounding makes of a percentage.
      const within = rankOf(counted, rank - 1, rank + 1)
      return { field: `percentiles.${index}.valueMs`, valueMs, within }
    }),
  ]
  const wrong = figures.find(({ valueMs, within }) => !isWithin(valueMs * 1e6, within))
  if (wrong === undefined) return null
  const { field, valueMs, within } = wrong
  const expected = `: expected ${(within.fromNs / 1e6).toPrecision(4)} as in its histogram`
  return { field, value: valueMs, expected }
}

type Range = Pick<Counted, 'fromNs' | 'toNs'>

const isWithin = (valueNs: number, { fromNs, toNs }: Range): boolean =>
  valueNs >= fromNs * (1 - RESOLUTION) - LEAST_NS && valueNs <= toNs * (1 + RESOLUTION) + LEAST_NS

function meanOf(counted: readonly Counted[], total: number): Range {
  const mean = (of: (each: Counted) => number): number =>
    total === 0 ? 0 : counted.reduce((sum, each) => sum + of(each) * (each.count / total), 0)
  return { fromNs: mean(({ fromNs }) => fromNs), toNs: mean(({ toNs }) => toNs) }
}

/** From where to where the values lie that have these places among all, from 1. */
function rankOf(counted: readonly Counted[], firstRank: number, lastRank: number): Range {
  const at = (rank: number): Range => {
    let place = 0
    for (const each of counted) {
      place += each.count
      if (place >= rank) return each
    }
    return counted.at(-1) ?? { fromNs: 0, toNs: 0 }
  }
  return { fromNs: at(firstRank).fromNs, toNs: at(lastRank).toNs }
}
