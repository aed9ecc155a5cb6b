import { readTaskCore, type TaskProcess } from '../cpu/linux-task'
import type { Processors } from './processors'

/**
 * A thread by the system's id, null where that is not known, and how much of a core it used lately.
 */
interface Used {
  readonly tid: number | null
  /** The process that it is in; this one where it is left out. */
  readonly process?: TaskProcess | null
  readonly coresUsed: number | null
}

/**
 * Looks time and again on which kind of core threads run, and weighs what it sees by the CPU time
 * that they used until then. Where all cores are of one kind it looks at nothing.
 */
export class SlowCoreWatch {
  readonly #slow: ReadonlySet<number>
  readonly #coreOf: (tid: number, of?: TaskProcess) => number | null
  #onSlow = 0
  #onAny = 0

  /** @param coreOf tells on which core a thread ran last; null where it is gone */
  constructor(
    processors: Processors | null,
    coreOf: (tid: number, of?: TaskProcess) => number | null = readTaskCore,
  ) {
    this.#slow = slowCores(processors)
    this.#coreOf = coreOf
  }

  /** Looks once. */
  look(threads: readonly Used[]): void {
    if (this.#slow.size === 0) return
    for (const { tid, process: of, coresUsed } of threads) {
      const core = tid === null ? null : this.#coreOf(tid, of ?? 'self')
      if (core === null || coresUsed === null) continue
      this.#onAny += coresUsed
      if (this.#slow.has(core)) this.#onSlow += coresUsed
    }
  }

  /** Share of CPU time on slow cores; null where there are none, or nothing was seen. */
  get share(): number | null {
    return this.#onAny === 0 ? null : this.#onSlow / this.#onAny
  }
}

/** The slow ones among cores of both kinds; none where all are alike. */
function slowCores(processors: Processors | null): ReadonlySet<number> {
  const usable = processors?.usable ?? []
  const isMixed = usable.some(({ kind }) => kind === 'performance')
  return new Set(usable.flatMap(({ id, kind }) => (isMixed && kind === 'efficiency' ? [id] : [])))
}
