import { residenceMsOf } from '../../measure/statistics/residence-time'
import { trendOf } from '../../measure/statistics/trend'
import type { Sample } from '../../result/figures'
import type { BlockSpec } from '../../spec/spec'
import { MOST_HELPER_CORES } from '../prepare/rehearse'

/** `helperCores` are those that the runtime's helpers used; null where the system does not tell. */
type Window = Pick<Sample, 'atMs' | 'jobsPerSecond' | 'coresUsed'> & {
  readonly helperCores: number | null
}

/** The windows whose slope is looked at: the last ones, as many as these. */
const WINDOWS = 5

/**
 * Threads that have not rehearsed take several times their CPU time at first, mostly for so long.
 */
const LEAST_MS = 400
/** Without a rehearsal a warm-up lasts a quarter of what it may at least. */
const LEAST_SHARE = 0.25

/** The helpers that compile are waited for until then: those that collect garbage never rest. */
const MOST_COMPILING_MS = 600

/** A round this many times as long as the longest warm-up will not come about within it. */
const OUT_OF_REACH = 1.5

/**
 * Decides when a block's warm-up is over: once in the last windows neither the rate nor the CPU
 * time of a job rises or falls (without a rehearsal not before 0.4 s and a quarter of what it may
 * last), in its first 0.6 s the runtime's helpers have little to compile, and, with closed load,
 * every job in flight had time to be run (C ÷ X, Little's law). Where no warm-up within the spec's
 * limit is long enough for that, waiting would change nothing.
 *
 * The CPU time counts because jobs that wait come at the same rate from the first to the last,
 * while their code is still being compiled.
 */
export class WarmUp {
  readonly #spec: Pick<BlockSpec, 'concurrency' | 'load' | 'warmupMs'>
  readonly #leastMs: number
  readonly #windows: Window[] = []
  #isSteady = false

  /** @param isRehearsed whether the threads' code was compiled before */
  constructor(spec: Pick<BlockSpec, 'concurrency' | 'load' | 'warmupMs'>, isRehearsed: boolean) {
    this.#spec = spec
    this.#leastMs = isRehearsed ? 0 : Math.max(LEAST_MS, spec.warmupMs * LEAST_SHARE)
  }

  /** Whether both had stopped rising or falling; false where the time ran out before. */
  get isSteady(): boolean {
    return this.#isSteady
  }

  /** Takes one window, `atMs` since the warm-up began, and says whether it was the last. */
  isOverAfter(window: Window): boolean {
    this.#windows.push(window)
    const recent = this.#windows.slice(-WINDOWS)
    const rates = recent.map(({ jobsPerSecond }) => jobsPerSecond)
    const mean = rates.reduce((sum, rate) => sum + rate, 0) / rates.length
    this.#isSteady =
      recent.length === WINDOWS &&
      mean > 0 &&
      trendOf(rates) === 'none' &&
      trendOf(recent.flatMap(coreSecondsPerJob)) !== 'some'
    return (
      this.#isSteady &&
      window.atMs >= this.#leastMs &&
      this.#isCompiled(window.atMs, recent) &&
      this.#isResidenceOver(window.atMs, mean)
    )
  }

  #isCompiled(atMs: number, recent: readonly Window[]): boolean {
    if (atMs >= MOST_COMPILING_MS) return true
    const used = recent.reduce((sum, { helperCores }) => sum + (helperCores ?? 0), 0)
    return used / recent.length <= MOST_HELPER_CORES
  }

  #isResidenceOver(atMs: number, jobsPerSecond: number): boolean {
    const { load, concurrency, warmupMs } = this.#spec
    if (load.kind === 'open') return true
    const residenceMs = residenceMsOf(concurrency, jobsPerSecond)
    return atMs >= residenceMs || residenceMs > warmupMs * OUT_OF_REACH
  }
}

/** Empty where no job came to its end, or the system does not tell the CPU time. */
function coreSecondsPerJob({ jobsPerSecond, coresUsed }: Window): number[] {
  return jobsPerSecond === 0 || coresUsed === null ? [] : [coresUsed / jobsPerSecond]
}
