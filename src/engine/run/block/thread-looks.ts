import {
  milliseconds,
  type Milliseconds,
  type Nanoseconds,
} from '../../measure/statistics/quantity'
import type { Snapshot } from './snapshot'

/** Totals of one thread, as of a look at it. */
interface ThreadLook {
  readonly gcNs: number | null
  /** When it noted that. */
  readonly gcAtNs: number | null
  readonly runQueueNs: number | null
}

/** What a thread went through between two looks. */
export interface BetweenLooks {
  readonly overMs: Milliseconds
  readonly gcMs: Milliseconds | null
  readonly runQueueMs: Milliseconds | null
}

/** The looks at a contender's threads in one measured window, to ask later what a time was like. */
export class ThreadLooks {
  readonly #looks: { readonly atNs: number; readonly threads: readonly ThreadLook[] }[] = []

  /** Remembers a look. */
  note({ cpu, threads }: Snapshot): void {
    this.#looks.push({
      atNs: cpu.atNs,
      threads: threads.map(({ reported }, index) => ({
        gcNs: reported?.gcNs ?? null,
        gcAtNs: reported?.atNs ?? null,
        runQueueNs: cpu.runQueues[index] ?? null,
      })),
    })
  }

  /**
   * What a thread went through between the looks that are next before and after a time (see `now`);
   * null with fewer than two looks.
   *
   * @param thread its place among the records
   */
  around(thread: number, fromNs: Nanoseconds, toNs: Nanoseconds): BetweenLooks | null {
    const from = this.#looks[Math.max(0, this.#indexAfter(fromNs) - 1)]
    const to = this.#looks[this.#indexAfter(toNs)] ?? this.#looks.at(-1)
    if (from === undefined || to === undefined || from.atNs >= to.atNs) return null
    const [before, after] = [from.threads[thread], to.threads[thread]]
    const hasReported = before?.gcAtNs !== after?.gcAtNs
    return {
      overMs: roundedMs(to.atNs - from.atNs),
      gcMs: hasReported ? between(before?.gcNs, after?.gcNs) : null,
      runQueueMs: between(before?.runQueueNs, after?.runQueueNs),
    }
  }

  /** The first look after a moment; their number where there is none. */
  #indexAfter(ns: number): number {
    const index = this.#looks.findIndex(({ atNs }) => atNs > ns)
    return index === -1 ? this.#looks.length : index
  }
}

function between(
  from: number | null | undefined,
  to: number | null | undefined,
): Milliseconds | null {
  return from == null || to == null ? null : roundedMs(Math.max(0, to - from))
}

/** Milliseconds to the microsecond. */
export function roundedMs(ns: number): Milliseconds {
  return milliseconds(Math.round(ns / 1e3) / 1e3)
}
