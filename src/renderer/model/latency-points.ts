import { ninesOf } from '../../charts/run/percentile-curve'
import type { Figures } from '../../contract/library'
import type { ContenderName } from '../../contract/spec'
import { duration } from '../../report/format'
import type { PressablePoint } from '../chart/chart-point'

/** A contender whose single jobs are kept. */
interface Traced {
  readonly name: ContenderName
  readonly figures: Figures
}

/** The percentiles of the latency chart behind which there are jobs, each with what it says. */
export function latencyPoints(all: readonly Traced[]): PressablePoint[] {
  return all.flatMap(({ name, figures }) =>
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
