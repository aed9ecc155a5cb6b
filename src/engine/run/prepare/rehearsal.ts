/** Windows in which the runtime's helpers are to have little to do, one after the other. */
const QUIET_WINDOWS = 4
/** Cores that the helpers use at most where they have little to do. */
const MOST_HELPER_CORES = 0.05
/** Some jobs are seldom: none of theirs is compiled in the first moments. */
const LEAST_MS = 800

/**
 * Decides when jobs have been rehearsed: once the runtime's helpers, which compile what they run,
 * have little to do.
 */
export class Rehearsal {
  #quiet = 0

  /**
   * Takes one window and says whether it was the last.
   *
   * @param helperCores cores that the helpers used in it; null where the system does not tell: then
   *   the time decides
   */
  isOverAfter(helperCores: number | null, elapsedMs: number): boolean {
    const isQuiet = helperCores !== null && helperCores <= MOST_HELPER_CORES
    this.#quiet = isQuiet ? this.#quiet + 1 : 0
    return elapsedMs >= LEAST_MS && this.#quiet >= QUIET_WINDOWS
  }
}
