import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64'
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus'
import { bootstrap, drawnSum } from '../../src/engine/measure/statistics/bootstrap'
import type { Interval } from '../../src/engine/measure/statistics/interval'
import { PrecisionGoal } from '../../src/engine/run/precision'

/** Contenders whose true ratio is known, and how much their blocks vary. */
export interface Truth {
  readonly generations: number
  readonly blocksEach: number
  /** Deviation of what all blocks of a generation have in common, as a share of the mean. */
  readonly betweenGenerations: number
  /** Deviation of the blocks of a generation, likewise. */
  readonly withinGenerations: number
  /**
   * Half-width at which it is enough, as `--precision` has it; null measures the generations given.
   */
  readonly precision: number | null
  /** With a precision: how many generations there can be at most. */
  readonly mostGenerations?: number
}

const RATIO = 200
const RESAMPLES = 300

type Random = ReturnType<typeof xoroshiro128plus>
const normal = (random: Random): number =>
  Math.sqrt(-2 * Math.log(1 - uniformFloat64(random))) *
  Math.cos(2 * Math.PI * uniformFloat64(random))

/** The share of so many simulated runs whose 95 % interval of the ratio holds the true one. */
export function coverageOf(truth: Truth, runs: number, seed: number): number {
  const random = xoroshiro128plus(seed)
  let covered = 0
  for (let run = 0; run < runs; run++) {
    const interval = simulate(truth, random, run)
    if (interval !== null && interval.low <= RATIO && RATIO <= interval.high) covered += 1
  }
  return covered / runs
}

/** One run: its interval once it has what it is to have. */
function simulate(truth: Truth, random: Random, seed: number): Interval | null {
  const goal = new PrecisionGoal(truth.precision ?? Infinity)
  const generations: number[] = []
  const first: number[] = []
  const second: number[] = []
  const mean = (value: number, effect: number) =>
    value * Math.exp(effect + truth.withinGenerations * normal(random))
  for (let generation = 0; ; generation++) {
    const [a, b] = [normal(random), normal(random)].map((each) => each * truth.betweenGenerations)
    for (let block = 0; block < truth.blocksEach; block++) {
      generations.push(generation)
      first.push(mean(RATIO, a ?? 0))
      second.push(mean(1, b ?? 0))
    }
    if (generation + 1 < truth.generations) continue
    const interval = bootstrap(
      generations,
      seed,
      (draw) => drawnSum(first, draw) / drawnSum(second, draw),
      RESAMPLES,
    )
    if (truth.precision === null || interval === null) return interval
    if (generation + 1 >= (truth.mostGenerations ?? 30)) return interval
    if (goal.isReachedWith(interval)) return interval
  }
}
