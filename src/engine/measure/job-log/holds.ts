import { nanoseconds, type Nanoseconds } from '../statistics/quantity'

/** How many holds a thread remembers. */
const LENGTH = 1_024

/** Bytes of a thread's holds; pages that are never written stay unused. */
export const HOLDS_BYTES = (1 + 4 * LENGTH) * Float64Array.BYTES_PER_ELEMENT

/** A stretch of time in which one job kept its thread: computing, or blocked in a wait. */
export interface Hold {
  readonly job: number
  readonly beganNs: Nanoseconds
  readonly endedNs: Nanoseconds
  readonly isBlocked: boolean
}

/** What kept a thread from a job that was ready: the holds of other jobs, as far as remembered. */
export interface Behind {
  /** How often another job took the thread: what it did there without a break counts once. */
  readonly holds: number
  /** Their time within the time that was asked for. */
  readonly heldNs: Nanoseconds
  /** The longest, with its whole length; null where there was none. */
  readonly longest: {
    readonly job: number
    readonly lengthNs: Nanoseconds
    readonly isBlocked: boolean
  } | null
  /** False where the thread has forgotten some: there were more. */
  readonly isWhole: boolean
}

/**
 * The last holds of one thread, which follow each other, in shared memory: written by that thread,
 * read by it and by others.
 */
export class Holds {
  /** How many there were. */
  readonly #pushed: Float64Array
  readonly #beganNs: Float64Array
  readonly #endedNs: Float64Array
  readonly #job: Float64Array
  readonly #isBlocked: Float64Array

  /** Views `HOLDS_BYTES` of the buffer from `byteOffset`, a multiple of 8. */
  constructor(buffer: SharedArrayBuffer, byteOffset: number) {
    const { BYTES_PER_ELEMENT } = Float64Array
    const column = (index: number) =>
      new Float64Array(buffer, byteOffset + (1 + index * LENGTH) * BYTES_PER_ELEMENT, LENGTH)
    this.#pushed = new Float64Array(buffer, byteOffset, 1)
    this.#beganNs = column(0)
    this.#endedNs = column(1)
    this.#job = column(2)
    this.#isBlocked = column(3)
  }

  /** Remembers that a job kept the thread, and forgets the oldest hold. */
  push(job: number, beganNs: number, endedNs: number, isBlocked: boolean): void {
    const pushed = this.#pushed[0] ?? 0
    const at = pushed % LENGTH
    this.#beganNs[at] = beganNs
    this.#endedNs[at] = endedNs
    this.#job[at] = job
    this.#isBlocked[at] = isBlocked ? 1 : 0
    this.#pushed[0] = pushed + 1
  }

  /** The holds of all jobs but one, between two moments. */
  between(job: number, fromNs: Nanoseconds, toNs: Nanoseconds): Behind {
    let holds = 0
    let heldNs = 0
    let last = -1
    let longest = -1
    let longestNs = 0
    for (let place = this.#last; place >= this.#first; place--) {
      const at = place % LENGTH
      const beganNs = this.#beganNs[at] ?? 0
      const endedNs = this.#endedNs[at] ?? 0
      const other = this.#job[at] ?? 0
      if (endedNs <= fromNs) break
      if (beganNs >= toNs || other === job) continue
      if (other !== last) holds += 1
      last = other
      heldNs += Math.min(endedNs, toNs) - Math.max(beganNs, fromNs)
      if (endedNs - beganNs <= longestNs) continue
      longest = at
      longestNs = endedNs - beganNs
    }
    return {
      holds,
      heldNs: nanoseconds(heldNs),
      longest:
        longest < 0
          ? null
          : {
              job: this.#job[longest] ?? 0,
              lengthNs: nanoseconds(longestNs),
              isBlocked: this.#isBlocked[longest] === 1,
            },
      isWhole: this.#reachNs <= fromNs,
    }
  }

  /** The last holds of a job that followed each other, from the first on; empty where forgotten. */
  of(job: number): Hold[] {
    const found: Hold[] = []
    for (let place = this.#last; place >= this.#first; place--) {
      const at = place % LENGTH
      if (this.#job[at] !== job) {
        if (found.length > 0) break
        continue
      }
      found.unshift({
        job,
        beganNs: nanoseconds(this.#beganNs[at] ?? 0),
        endedNs: nanoseconds(this.#endedNs[at] ?? 0),
        isBlocked: this.#isBlocked[at] === 1,
      })
    }
    return found
  }

  /** From when on nothing is forgotten. */
  get #reachNs(): number {
    const pushed = this.#pushed[0] ?? 0
    return pushed <= LENGTH ? -Infinity : (this.#beganNs[pushed % LENGTH] ?? 0)
  }

  get #last(): number {
    return (this.#pushed[0] ?? 0) - 1
  }

  get #first(): number {
    return Math.max(0, (this.#pushed[0] ?? 0) - LENGTH)
  }
}
