import { nanoseconds, type Nanoseconds } from '../statistics/quantity'

/** How many bunches of holds a thread remembers. */
const LENGTH = 1_024

/** Bytes of a thread's holds; pages that are never written stay unused. */
export const HOLDS_BYTES = (2 + 7 * LENGTH) * Float64Array.BYTES_PER_ELEMENT

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

/** Holds that were added up so far. */
interface Sum {
  holds: number
  heldNs: number
  longest: number
  longestNs: number
  last: number
}

/**
 * The last holds of one thread, which follow each other, in shared memory: written by that thread,
 * read by it and by others. Short holds are bunched: of those within a fraction of a millisecond it
 * is known how many there were, what they took together and which was the longest. So a thread with
 * many short steps remembers as much time as others, and one more hold costs it some additions.
 */
export class Holds {
  /** How many bunches there were, and how long a bunch may be. */
  readonly #state: Float64Array
  readonly #beganNs: Float64Array
  readonly #endedNs: Float64Array
  readonly #heldNs: Float64Array
  readonly #longestNs: Float64Array
  readonly #holds: Float64Array
  readonly #job: Float64Array
  readonly #isBlocked: Float64Array
  // The bunch under way: one that is open is known to the thread itself only.
  #openHolds = 0
  #openBeganNs = 0
  #openEndedNs = 0
  #openHeldNs = 0
  #openLongestNs = 0
  #openJob = 0
  readonly #bunchNs: number

  /**
   * Views `HOLDS_BYTES` of the buffer from `byteOffset`, a multiple of 8.
   *
   * @param bunchNs up to how much time is bunched; 0 where each hold is to be known by itself
   */
  constructor(buffer: SharedArrayBuffer, byteOffset: number, bunchNs: number) {
    const column = (index: number) =>
      new Float64Array(
        buffer,
        byteOffset + (2 + index * LENGTH) * Float64Array.BYTES_PER_ELEMENT,
        LENGTH,
      )
    this.#state = new Float64Array(buffer, byteOffset, 2)
    this.#beganNs = column(0)
    this.#endedNs = column(1)
    this.#heldNs = column(2)
    this.#longestNs = column(3)
    this.#holds = column(4)
    this.#job = column(5)
    this.#isBlocked = column(6)
    this.#bunchNs = bunchNs
  }

  /** Remembers that a job kept the thread, and forgets the oldest holds. */
  push(job: number, beganNs: number, endedNs: number, isBlocked: boolean): void {
    if (isBlocked || endedNs - this.#openBeganNs > this.#bunchNs) {
      this.#close()
      const lengthNs = endedNs - beganNs
      if (isBlocked || lengthNs >= this.#bunchNs) {
        this.#write(job, beganNs, endedNs, lengthNs, lengthNs, 1, isBlocked)
        return
      }
      this.#openBeganNs = beganNs
    }
    const lengthNs = endedNs - beganNs
    this.#openHolds += 1
    this.#openEndedNs = endedNs
    this.#openHeldNs += lengthNs
    if (lengthNs <= this.#openLongestNs) return
    this.#openLongestNs = lengthNs
    this.#openJob = job
  }

  /** The holds of all jobs but one, between two moments. At an end of that time bunches are cut. */
  between(job: number, fromNs: Nanoseconds, toNs: Nanoseconds): Behind {
    this.#close()
    const sum: Sum = { holds: 0, heldNs: 0, longest: -1, longestNs: 0, last: -1 }
    this.#addBetween(sum, job, fromNs, toNs)
    const { holds, heldNs, longest } = sum
    return {
      holds,
      heldNs: nanoseconds(heldNs),
      longest:
        longest < 0
          ? null
          : {
              job: this.#job[longest] ?? 0,
              lengthNs: nanoseconds(this.#longestNs[longest] ?? 0),
              isBlocked: this.#isBlocked[longest] === 1,
            },
      isWhole: this.#reachNs <= fromNs,
    }
  }

  /**
   * The last holds of a job that followed each other, from the first on; empty where forgotten. For
   * threads that bunch nothing.
   */
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

  #addBetween(sum: Sum, job: number, fromNs: number, toNs: number): void {
    for (let place = this.#last; place >= this.#first; place--) {
      const at = place % LENGTH
      const beganNs = this.#beganNs[at] ?? 0
      const endedNs = this.#endedNs[at] ?? 0
      if (endedNs <= fromNs) return
      const other = this.#job[at] ?? 0
      const holds = this.#holds[at] ?? 0
      if (beganNs >= toNs || (other === job && holds === 1)) continue
      sum.holds += holds === 1 && other === sum.last ? 0 : holds
      sum.last = other
      const withinNs = Math.min(endedNs, toNs) - Math.max(beganNs, fromNs)
      sum.heldNs += Math.min(withinNs, this.#heldNs[at] ?? 0)
      const longestNs = this.#longestNs[at] ?? 0
      if (longestNs <= sum.longestNs || other === job) continue
      sum.longest = at
      sum.longestNs = longestNs
    }
  }

  #close(): void {
    if (this.#openHolds === 0) return
    this.#write(
      this.#openJob,
      this.#openBeganNs,
      this.#openEndedNs,
      this.#openHeldNs,
      this.#openLongestNs,
      this.#openHolds,
      false,
    )
    this.#openHolds = 0
    this.#openHeldNs = 0
    this.#openLongestNs = 0
    this.#openBeganNs = -Infinity
  }

  #write(
    job: number,
    beganNs: number,
    endedNs: number,
    heldNs: number,
    longestNs: number,
    holds: number,
    isBlocked: boolean,
  ): void {
    const written = this.#state[0] ?? 0
    const at = written % LENGTH
    this.#beganNs[at] = beganNs
    this.#endedNs[at] = endedNs
    this.#heldNs[at] = heldNs
    this.#longestNs[at] = longestNs
    this.#holds[at] = holds
    this.#job[at] = job
    this.#isBlocked[at] = isBlocked ? 1 : 0
    this.#state[0] = written + 1
  }

  /** From when on nothing is forgotten. */
  get #reachNs(): number {
    const written = this.#state[0] ?? 0
    return written <= LENGTH ? -Infinity : (this.#beganNs[written % LENGTH] ?? 0)
  }

  get #last(): number {
    return (this.#state[0] ?? 0) - 1
  }

  get #first(): number {
    return Math.max(0, (this.#state[0] ?? 0) - LENGTH)
  }
}
