import { nanoseconds, type Nanoseconds } from '../statistics/quantity'
import type { Behind } from './holds'

/** How many of a thread's slowest jobs are kept in a block, and how many at random. */
const MOST_SLOWEST = 8
const MOST_SAMPLED = 32

/** Waits of a job that are told one by one; further ones are counted. */
export const MOST_WAITS = 4

/** A wait of a job: until when it was to take, where that is known, and when the job went on. */
export interface LoggedWait {
  readonly beganNs: Nanoseconds
  readonly readyNs: Nanoseconds | null
  readonly resumedNs: Nanoseconds
  /** What kept the thread after it was ready; where that is not known, all the while. */
  readonly behind: Behind
}

/**
 * What a thread noted of one job. Times are on the clock of what is measured (see `Control.clock`).
 */
export interface LoggedJob {
  readonly job: number
  /** Of an open load when it was to come in; null with a closed load. */
  readonly dueNs: Nanoseconds | null
  readonly submittedNs: Nanoseconds
  readonly startedNs: Nanoseconds
  readonly finishedNs: Nanoseconds
  /** When the one that submitted it knew of its end. */
  readonly answeredNs: Nanoseconds
  /** Which of the pool's workers ran it; null where the thread itself did. */
  readonly worker: number | null
  /** What kept the thread from its first step. */
  readonly behind: Behind
  readonly waits: readonly LoggedWait[]
  readonly moreWaits: number
  /** Time in all of its waits. */
  readonly waitedNs: Nanoseconds
}

/** Float64s of what stands behind a time, of a wait, and of an entry. */
const BEHIND_SLOTS = 5
const WAIT_SLOTS = 3 + BEHIND_SLOTS
const HEAD_SLOTS = 9
const ENTRY_SLOTS = HEAD_SLOTS + BEHIND_SLOTS + MOST_WAITS * WAIT_SLOTS

/** How many jobs were seen, and which of them is the next in the sample. */
const SEEN = 0
const NEXT = 1
/** The state of the generator, and W of algorithm L. */
const RANDOM = 2
const WEIGHT = 3
/**
 * How many of the slowest there are, which is the least, its latency, and when one was kept last.
 */
const SLOWEST = 4
const LEAST = 5
const LEAST_NS = 6
const KEPT_AT_NS = 7
const STATE_SLOTS = 8

/**
 * Of jobs that end within this only one is kept as slow: where each is slower than the one before,
 * as after a stall, keeping all of them would stall the thread for longer.
 */
const APART_NS = 100_000

const SLOTS = STATE_SLOTS + (MOST_SLOWEST + MOST_SAMPLED) * (1 + ENTRY_SLOTS)

/** Bytes of the jobs that a thread keeps. */
export const KEPT_JOBS_BYTES = SLOTS * Float64Array.BYTES_PER_ELEMENT

/**
 * Where everything is in these bytes, in Float64s: what a foreign contender is told, which writes
 * the same.
 */
export const keptJobsLayout = {
  state: STATE_SLOTS,
  seen: SEEN,
  slow: SLOWEST,
  slowest: MOST_SLOWEST,
  sampled: MOST_SAMPLED,
  entry: ENTRY_SLOTS,
} as const

/** What the generator begins with in every block: a sample is to be the same for the same jobs. */
const SEED = 0x9e3779b9

/**
 * The slowest jobs of a thread in a block, and a random sample of all, in shared memory. A job that
 * is not kept costs two comparisons. Numbers come from a xorshift32 (Marsaglia 2003) with a seed.
 */
export class KeptJobs {
  readonly #state: Float64Array
  readonly #latencyNs: Float64Array
  readonly #entries: Float64Array

  /** Views `KEPT_JOBS_BYTES` of the buffer from `byteOffset`, a multiple of 8. */
  constructor(buffer: SharedArrayBuffer, byteOffset: number) {
    const places = MOST_SLOWEST + MOST_SAMPLED
    const latencies = byteOffset + STATE_SLOTS * Float64Array.BYTES_PER_ELEMENT
    const entries = latencies + places * Float64Array.BYTES_PER_ELEMENT
    this.#state = new Float64Array(buffer, byteOffset, STATE_SLOTS)
    this.#latencyNs = new Float64Array(buffer, latencies, places)
    this.#entries = new Float64Array(buffer, entries, places * ENTRY_SLOTS)
  }

  /** Where a job that ended then is to be kept among the slowest; −1 where it is none of them. */
  slowPlace(latencyNs: number, endedNs: number): number {
    const state = this.#state
    if (latencyNs <= (state[LEAST_NS] ?? 0)) return -1
    if (endedNs - (state[KEPT_AT_NS] ?? 0) < APART_NS) return -1
    state[KEPT_AT_NS] = endedNs
    const count = state[SLOWEST] ?? 0
    if (count === MOST_SLOWEST) return state[LEAST] ?? 0
    state[SLOWEST] = count + 1
    return count
  }

  /**
   * Where a job is to be kept in the sample; −1 where it is not in it. Every job so far has the
   * same chance to be in it (reservoir sampling, algorithm L: Li 1994). To be asked once a job.
   */
  samplePlace(): number {
    const state = this.#state
    const seen = (state[SEEN] ?? 0) + 1
    state[SEEN] = seen
    if (seen < (state[NEXT] ?? 0)) return -1
    if (seen >= MOST_SAMPLED) this.#skip(seen)
    const place = seen <= MOST_SAMPLED ? seen - 1 : Math.floor(this.#random() * MOST_SAMPLED)
    return MOST_SLOWEST + place
  }

  /**
   * Keeps a job at a place that one of the two gave. Written slot by slot: most of a block's jobs
   * that are kept come at its beginning, where lists made for each would stall the thread.
   */
  put(place: number, latencyNs: number, logged: LoggedJob): void {
    this.#latencyNs[place] = latencyNs
    if (place < MOST_SLOWEST) this.#noteLeast()
    const entries = this.#entries
    const { waits, behind } = logged
    let at = place * ENTRY_SLOTS
    entries[at] = logged.job
    entries[at + 1] = logged.dueNs ?? NaN
    entries[at + 2] = logged.submittedNs
    entries[at + 3] = logged.startedNs
    entries[at + 4] = logged.finishedNs
    entries[at + 5] = logged.answeredNs
    entries[at + 6] = logged.worker ?? NaN
    entries[at + 7] = waits.length + logged.moreWaits
    entries[at + 8] = logged.waitedNs
    putBehind(entries, at + HEAD_SLOTS, behind)
    at += HEAD_SLOTS + BEHIND_SLOTS
    for (const wait of waits) {
      entries[at] = wait.beganNs
      entries[at + 1] = wait.readyNs ?? NaN
      entries[at + 2] = wait.resumedNs
      putBehind(entries, at + 3, wait.behind)
      at += WAIT_SLOTS
    }
  }

  /** The slowest, the slowest first. */
  get slowest(): LoggedJob[] {
    const count = this.#state[SLOWEST] ?? 0
    return Array.from({ length: count }, (_, place) => place)
      .sort((a, b) => (this.#latencyNs[b] ?? 0) - (this.#latencyNs[a] ?? 0))
      .map((place) => this.#read(place))
  }

  /** The sample, in no order. */
  get sample(): LoggedJob[] {
    const count = Math.min(this.#state[SEEN] ?? 0, MOST_SAMPLED)
    return Array.from({ length: count }, (_, place) => this.#read(MOST_SLOWEST + place))
  }

  /** Forgets everything. */
  clear(): void {
    this.#state.fill(0)
  }

  /** Which one the next slower job replaces; none while there is room. */
  #noteLeast(): void {
    const state = this.#state
    if (state[SLOWEST] !== MOST_SLOWEST) return
    let least = 0
    for (let place = 1; place < MOST_SLOWEST; place++) {
      if ((this.#latencyNs[place] ?? 0) < (this.#latencyNs[least] ?? 0)) least = place
    }
    state[LEAST] = least
    state[LEAST_NS] = this.#latencyNs[least] ?? 0
  }

  /** Chooses the next job of the sample. */
  #skip(seen: number): void {
    const before = seen === MOST_SAMPLED ? 1 : (this.#state[WEIGHT] ?? 1)
    const weight = before * Math.exp(Math.log(this.#random()) / MOST_SAMPLED)
    this.#state[WEIGHT] = weight
    const skipped = Math.floor(Math.log(this.#random()) / Math.log1p(-weight))
    this.#state[NEXT] = seen + skipped + 1
  }

  #random(): number {
    let word = this.#state[RANDOM] ?? 0
    if (word === 0) word = SEED
    word ^= word << 13
    word ^= word >>> 17
    word ^= word << 5
    this.#state[RANDOM] = word
    return (word >>> 0) / 2 ** 32
  }

  #read(place: number): LoggedJob {
    const entry = this.#entries.subarray(place * ENTRY_SLOTS, (place + 1) * ENTRY_SLOTS)
    const at = (slot: number): number => entry[slot] ?? 0
    const known = (slot: number): number | null => (Number.isNaN(at(slot)) ? null : at(slot))
    const ns = (slot: number): Nanoseconds => nanoseconds(at(slot))
    const waits = at(7)
    const told = Math.min(waits, MOST_WAITS)
    return {
      job: at(0),
      dueNs: known(1) as Nanoseconds | null,
      submittedNs: ns(2),
      startedNs: ns(3),
      finishedNs: ns(4),
      answeredNs: ns(5),
      worker: known(6),
      behind: behindAt(entry, HEAD_SLOTS),
      waits: Array.from({ length: told }, (_, index) => {
        const from = HEAD_SLOTS + BEHIND_SLOTS + index * WAIT_SLOTS
        return {
          beganNs: ns(from),
          readyNs: known(from + 1) as Nanoseconds | null,
          resumedNs: ns(from + 2),
          behind: behindAt(entry, from + 3),
        }
      }),
      moreWaits: waits - told,
      waitedNs: ns(8),
    }
  }
}

const IS_WHOLE = 1
const IS_BLOCKED = 2

function putBehind(entries: Float64Array, at: number, behind: Behind): void {
  const { holds, heldNs, longest, isWhole } = behind
  entries[at] = holds
  entries[at + 1] = heldNs
  entries[at + 2] = longest?.job ?? NaN
  entries[at + 3] = longest?.lengthNs ?? 0
  entries[at + 4] = (isWhole ? IS_WHOLE : 0) + (longest?.isBlocked === true ? IS_BLOCKED : 0)
}

function behindAt(entry: Float64Array, from: number): Behind {
  const [holds = 0, heldNs = 0, job = NaN, lengthNs = 0, flags = 0] = entry.subarray(from)
  const isBlocked = (flags & IS_BLOCKED) !== 0
  return {
    holds,
    heldNs: nanoseconds(heldNs),
    longest: Number.isNaN(job) ? null : { job, lengthNs: nanoseconds(lengthNs), isBlocked },
    isWhole: (flags & IS_WHOLE) !== 0,
  }
}
