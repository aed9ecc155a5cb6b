import type { Result } from '../../../engine/result/result'
import {
  cpuPer1000Jobs,
  figureNamed,
  intervalOf,
  jobsPerCoreSecond,
  jobsPerSecond,
  plainValueOf,
  rowOf,
  type Figure,
} from '../../../report/figures'

/** One figure as github-action-benchmark's custom tools read it. */
interface Benchmark {
  readonly name: string
  readonly unit: string
  readonly value: number
  /** How far the 95 % interval reaches on its wider side: "± 120"; left out where there is none. */
  readonly range?: string
  readonly extra: string
}

/** Figures of which more is better, and those of which less is: the tool takes them apart. */
const directions = {
  bigger: [jobsPerSecond, jobsPerCoreSecond],
  smaller: [cpuPer1000Jobs, figureNamed('latency p50'), figureNamed('latency p99')],
} as const satisfies Record<string, readonly Figure[]>

export type Direction = keyof typeof directions

/**
 * The figures of a run for github-action-benchmark, whose tools are called `customBiggerIsBetter`
 * and `customSmallerIsBetter`. A figure that was not measured is left out.
 */
export function benchmarksOf(result: Result, direction: Direction): Benchmark[] {
  const { environment, spec } = result
  const extra = `${environment.cpuModel}, ${environment.cores} cores, seed ${spec.seed}`
  return result.contenders.flatMap((contender) => {
    const row = rowOf(contender, result)
    if (row === null) return []
    return directions[direction].flatMap((figure) => {
      const value = plainValueOf(figure, row)
      if (value === null) return []
      const interval = intervalOf(figure, row)
      const reach = interval && Math.max(interval.high - value, value - interval.low)
      return {
        name: `${spec.name}: ${contender.name}, ${figure.name}`,
        unit: figure.unit,
        value,
        ...(reach !== null && { range: `± ${Number(reach.toPrecision(3))}` }),
        extra,
      }
    })
  })
}
