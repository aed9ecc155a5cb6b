import { trendOf } from '../measure/trend'
import type { Sample } from './result'
import type { Spec } from './spec'

/** The windows whose slope is looked at: the last ones, as many as these. */
const WINDOWS = 5

/** A round this many times as long as the longest warm-up will not come about within it. */
const OUT_OF_REACH = 1.5

/**
 * Decides when a block's warm-up is over: once the rate of the last windows neither rises nor
 * falls, and, with closed load, every job in flight had time for its turn (C ÷ X, Little's law).
 * Where no warm-up within the spec's limit is long enough for that, waiting would change nothing.
 */
export class WarmUp {
  readonly #spec: Pick<Spec, 'concurrency' | 'load' | 'warmupMs'>
  readonly #rates: number[] = []
  #isSteady = false

  constructor(spec: Pick<Spec, 'concurrency' | 'load' | 'warmupMs'>) {
    this.#spec = spec
  }

  /** Whether the rate had stopped rising or falling; false where the time ran out before. */
  get isSteady(): boolean {
    return this.#isSteady
  }

  /** Takes one window, `atMs` since the warm-up began, and says whether it was the last. */
  isOverAfter({ atMs, jobsPerSecond }: Pick<Sample, 'atMs' | 'jobsPerSecond'>): boolean {
    this.#rates.push(jobsPerSecond)
    const recent = this.#rates.slice(-WINDOWS)
    const mean = recent.reduce((sum, rate) => sum + rate, 0) / recent.length
    this.#isSteady = recent.length === WINDOWS && mean > 0 && trendOf(recent) === 'none'
    return this.#isSteady && this.#hasGoneRound(atMs, mean)
  }

  #hasGoneRound(atMs: number, jobsPerSecond: number): boolean {
    const { load, concurrency, warmupMs } = this.#spec
    if (load.kind === 'open') return true
    const roundMs = (concurrency / jobsPerSecond) * 1_000
    return atMs >= roundMs || roundMs > warmupMs * OUT_OF_REACH
  }
}
