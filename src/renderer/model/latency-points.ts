import { ninesOf } from '../../charts/run/percentile-curve'
import type { Figures } from '../../contract/library'
import type { ContenderName, Spec } from '../../contract/spec'
import { duration } from '../../report/format'
import { missingLatency } from '../../report/note/missing-figure'
import type { PressablePoint } from '../chart/chart-point'

/** A contender whose single jobs are kept. */
interface Traced {
  readonly name: ContenderName
  readonly figures: Figures
}

/**
 * The percentiles of the latency chart behind which there are jobs, each with what it says; none of
 * a contender whose latency is not drawn.
 */
export function latencyPoints(all: readonly Traced[], spec: Spec): PressablePoint[] {
  const drawn = all.filter(({ figures }) => missingLatency(figures, spec) === null)
  return drawn.flatMap(({ name, figures }) =>
    figures.latency.percentiles.map(({ percentile, valueMs }) => ({
      series: name,
      x: ninesOf(percentile),
      says: `${name}: p${percentile} ${duration(valueMs)}`,
    })),
  )
}

/** The percentile that is nearest to a place on the axis of nines; null where none is supported. */
export function nearestPercentile({ latency }: Figures, nines: number): number | null {
  const away = (percentile: number): number => Math.abs(Math.log(ninesOf(percentile) / nines))
  const percentiles = latency.percentiles.map(({ percentile }) => percentile)
  return percentiles.sort((a, b) => away(a) - away(b))[0] ?? null
}
