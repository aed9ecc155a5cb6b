import { nanoseconds, type Nanoseconds } from '../statistics/quantity'

/** How many of a thread's last holds are remembered, and how many more of its last long ones. */
const RECENT = 2_048
const LONG = 256

/** A hold of at least this length is long: it is remembered when many short ones came after it. */
const LONG_NS = 1_000_000

/** Bytes of a thread's holds; pages that are never written stay unused. */
export const HOLDS_BYTES = ringBytes(RECENT) + ringBytes(LONG)

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
 * The last holds of one thread, in shared memory: written by that thread, read by it and by others.
 * Each costs four stores. Holds follow each other in time.
 */
export class Holds {
  readonly #recent: HoldRing
  readonly #long: HoldRing

  /** Views `HOLDS_BYTES` of the buffer from `byteOffset`, a multiple of 8. */
  constructor(buffer: SharedArrayBuffer, byteOffset: number) {
    this.#recent = new HoldRing(buffer, byteOffset, RECENT)
    this.#long = new HoldRing(buffer, byteOffset + ringBytes(RECENT), LONG)
  }

  /** Remembers that a job kept the thread, and forgets the oldest hold. */
  push(job: number, beganNs: number, endedNs: number, isBlocked: boolean): void {
    this.#recent.push(job, beganNs, endedNs, isBlocked)
    if (endedNs - beganNs >= LONG_NS) this.#long.push(job, beganNs, endedNs, isBlocked)
  }

  /** The holds of all jobs but one, between two moments. */
  between(job: number, fromNs: Nanoseconds, toNs: Nanoseconds): Behind {
    const { reachNs } = this.#recent
    const isWhole = reachNs <= fromNs
    const sum: Sum = { holds: 0, heldNs: 0, longest: null, last: -1 }
    this.#recent.addBetween(sum, job, fromNs, toNs)
    if (!isWhole) this.#long.addBetween(sum, job, fromNs, Math.min(toNs, reachNs))
    const { holds, heldNs, longest } = sum
    const found = longest && {
      job: longest.job,
      lengthNs: nanoseconds(longest.endedNs - longest.beganNs),
      isBlocked: longest.isBlocked,
    }
    return { holds, heldNs: nanoseconds(heldNs), longest: found, isWhole }
  }

  /** The last holds of a job that followed each other, from the first on; empty where forgotten. */
  of(job: number): Hold[] {
    return this.#recent.of(job)
  }
}

/** Holds that were added up so far. */
interface Sum {
  holds: number
  heldNs: number
  longest: Hold | null
  /** The job that was added last, which is the one that came first. */
  last: number
}

/** How many were pushed, then when each began, ended, of which job it is, and whether it blocked. */
function ringBytes(length: number): number {
  const { BYTES_PER_ELEMENT } = Float64Array
  return BYTES_PER_ELEMENT * (1 + 2 * length) + 2 * Uint32Array.BYTES_PER_ELEMENT * length
}

class HoldRing {
  readonly #length: number
  readonly #pushed: Float64Array
  readonly #beganNs: Float64Array
  readonly #endedNs: Float64Array
  readonly #job: Uint32Array
  readonly #isBlocked: Uint32Array

  constructor(buffer: SharedArrayBuffer, byteOffset: number, length: number) {
    this.#length = length
    const times = byteOffset + Float64Array.BYTES_PER_ELEMENT
    const words = times + 2 * length * Float64Array.BYTES_PER_ELEMENT
    this.#pushed = new Float64Array(buffer, byteOffset, 1)
    this.#beganNs = new Float64Array(buffer, times, length)
    const half = length * Float64Array.BYTES_PER_ELEMENT
    this.#endedNs = new Float64Array(buffer, times + half, length)
    this.#job = new Uint32Array(buffer, words, length)
    this.#isBlocked = new Uint32Array(buffer, words + half / 2, length)
  }

  push(job: number, beganNs: number, endedNs: number, isBlocked: boolean): void {
    const pushed = this.#pushed[0] ?? 0
    const at = pushed % this.#length
    this.#beganNs[at] = beganNs
    this.#endedNs[at] = endedNs
    this.#job[at] = job
    this.#isBlocked[at] = isBlocked ? 1 : 0
    this.#pushed[0] = pushed + 1
  }

  /** From when on nothing is forgotten. */
  get reachNs(): number {
    const pushed = this.#pushed[0] ?? 0
    return pushed <= this.#length ? -Infinity : (this.#beganNs[pushed % this.#length] ?? 0)
  }

  /** Adds those of other jobs that share some time with that between two moments. */
  addBetween(sum: Sum, job: number, fromNs: number, toNs: number): void {
    let longest = -1
    let longestNs = 0
    for (let place = this.#last; place >= this.#first; place--) {
      const at = place % this.#length
      const beganNs = this.#beganNs[at] ?? 0
      const endedNs = this.#endedNs[at] ?? 0
      if (endedNs <= fromNs) break
      const other = this.#job[at] ?? 0
      if (beganNs >= toNs || other === job) continue
      if (other !== sum.last) sum.holds += 1
      sum.last = other
      sum.heldNs += Math.min(endedNs, toNs) - Math.max(beganNs, fromNs)
      if (endedNs - beganNs <= longestNs) continue
      longest = at
      longestNs = endedNs - beganNs
    }
    const best = sum.longest === null ? 0 : sum.longest.endedNs - sum.longest.beganNs
    if (longestNs > best) sum.longest = this.#at(longest)
  }

  of(job: number): Hold[] {
    const found: Hold[] = []
    for (let place = this.#last; place >= this.#first; place--) {
      const at = place % this.#length
      if (this.#job[at] === job) found.unshift(this.#at(at))
      else if (found.length > 0) break
    }
    return found
  }

  get #last(): number {
    return (this.#pushed[0] ?? 0) - 1
  }

  get #first(): number {
    return Math.max(0, (this.#pushed[0] ?? 0) - this.#length)
  }

  #at(at: number): Hold {
    return {
      job: this.#job[at] ?? 0,
      beganNs: nanoseconds(this.#beganNs[at] ?? 0),
      endedNs: nanoseconds(this.#endedNs[at] ?? 0),
      isBlocked: this.#isBlocked[at] === 1,
    }
  }
}
