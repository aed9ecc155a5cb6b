import { halfWidthOf, type Interval } from '../measure/statistics/interval'

/** So many intervals in a row are to be narrow enough: a single one is too often so by chance. */
const IN_A_ROW = 2

/**
 * Decides when a run has gone on for long enough to be as precise as asked for. A run that
 * ends at the first narrow interval ends too often where the blocks happened to agree; a simulation
 * keeps that the intervals hold the truth as often with this rule as tests expect.
 */
export class PrecisionGoal {
  readonly #precision: number
  #narrow = 0

  /**
   * @param precision the half-width of the interval that is asked for, as a share of the estimate
   */
  constructor(precision: number) {
    this.#precision = precision
  }

  /**
   * Takes the interval after another generation, null where there is none, and says whether it is
   * enough.
   */
  isReachedWith(interval: Interval | null): boolean {
    const isNarrow = interval !== null && halfWidthOf(interval) <= this.#precision
    this.#narrow = isNarrow ? this.#narrow + 1 : 0
    return this.#narrow >= IN_A_ROW
  }
}
