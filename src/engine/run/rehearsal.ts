import type { Sample } from '../result/result'

type Window = Pick<Sample, 'jobsPerSecond' | 'coresUsed'>

/** As many windows are held against as many before them. */
const WINDOWS = 2
/** Jobs whose cost fell by less than this from the ones to the others are as cheap as they get soon. */
const MOST_FALL = 0.05

/**
 * Decides when jobs have been rehearsed: once they take no less CPU time than a little earlier, as
 * the runtime has compiled most of what they run.
 */
export class Rehearsal {
  readonly #costs: (number | null)[] = []

  /** Takes one window and says whether it was the last. */
  isOverAfter({ jobsPerSecond, coresUsed }: Window): boolean {
    const isKnown = jobsPerSecond > 0 && coresUsed !== null && coresUsed > 0
    this.#costs.push(isKnown ? coresUsed / jobsPerSecond : null)
    if (this.#costs.length < 2 * WINDOWS) return false
    const [before, after] = [this.#meanOf(2 * WINDOWS), this.#meanOf(WINDOWS)]
    return before === null || after === null || after > before * (1 - MOST_FALL)
  }

  /** Of the first two of the last `windows`; null where the system does not tell one of them. */
  #meanOf(windows: number): number | null {
    let sum = 0
    for (const cost of this.#costs.slice(-windows).slice(0, WINDOWS)) {
      if (cost === null) return null
      sum += cost
    }
    return sum / WINDOWS
  }
}
