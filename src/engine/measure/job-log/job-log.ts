import type { Control } from '../control'
import { nanoseconds, type Nanoseconds } from '../statistics/quantity'
import { Holds, HOLDS_BYTES, type Behind, type Hold } from './holds'
import { KeptJobs, KEPT_JOBS_BYTES, MOST_WAITS, type LoggedJob, type LoggedWait } from './kept-jobs'

const KEPT_OFFSET = HOLDS_BYTES
const DISCARDED_OFFSET = KEPT_OFFSET + KEPT_JOBS_BYTES
const BYTES = DISCARDED_OFFSET + KEPT_JOBS_BYTES

/** Shorter holds are not noted: a loop has many, and noting each would cost a share of its jobs. */
const LEAST_HOLD_NS = 250_000

/** No job: nothing is held, or nobody knows by which. */
const NONE = -1

/**
 * Float64s of a job's waits: their time, then when each of the first few began, was ready, was
 * over.
 */
const WAITS_SLOTS = 1 + 3 * MOST_WAITS

/** The waits of a job that waits again. */
interface EarlierWaits {
  readonly count: number
  readonly slots: Float64Array
}

/**
 * What a measured thread notes of single jobs: which job kept it and when, and of the slowest jobs
 * and of some at random all that is known. It takes times that are read anyway (see `now`), and
 * most jobs cost it a few stores.
 *
 * On a thread there is one job at a time that computes: the one that began or resumed last.
 */
export class JobLog {
  readonly #control: Control
  readonly #holds: Holds
  readonly #kept: KeptJobs
  readonly #discarded: KeptJobs
  readonly #keptBytes: Uint8Array
  /**
   * How long the only wait of a job was to take, where no more is noted than its end; else null.
   */
  #onlyWaitNs: ((job: number) => number) | null = null
  #job = NONE
  #holdBeganNs = 0
  readonly #leastHoldNs: number
  /** Waits of the job that computes. */
  #waitCount = 0
  readonly #waits = new Float64Array(WAITS_SLOTS)
  /** Of jobs that wait again: most kinds of work wait once, and have nothing here. */
  readonly #earlierWaits = new Map<number, EarlierWaits>()
  /** Whether any job ever waited again. */
  #hasEarlierWaits = false

  /**
   * The log in `buffer`, which `allocate` made, in the thread that writes it or in any that reads
   * it.
   *
   * @param leastHoldNs shorter holds are not noted; 0 for a thread whose jobs others ask for
   */
  constructor(buffer: SharedArrayBuffer, control: Control, leastHoldNs = LEAST_HOLD_NS) {
    this.#control = control
    this.#leastHoldNs = leastHoldNs
    this.#holds = new Holds(buffer, 0)
    this.#kept = new KeptJobs(buffer, KEPT_OFFSET)
    this.#discarded = new KeptJobs(buffer, DISCARDED_OFFSET)
    this.#keptBytes = new Uint8Array(buffer, KEPT_OFFSET, KEPT_JOBS_BYTES)
  }

  /** Memory of a log: it is used only once written. */
  static allocate(): SharedArrayBuffer {
    return new SharedArrayBuffer(BYTES)
  }

  /**
   * Notes nothing from now on but the ends of jobs: for those that wait once and do nothing else,
   * which are shorter than what would be noted on their way. That can be told at their end.
   *
   * @param onlyWaitNs how long the wait of a job was to take; asked only of one that is kept
   */
  noteEndsOnly(onlyWaitNs: (job: number) => number): void {
    this.#onlyWaitNs = onlyWaitNs
  }

  /** The first step of a job begins. */
  begin(job: number, startedNs: Nanoseconds): void {
    if (this.#onlyWaitNs !== null) return
    this.#job = job
    this.#holdBeganNs = startedNs
    this.#waitCount = 0
  }

  /** The job waits, and lets the thread go. Gives its number, for `resume`. */
  suspend(beganNs: Nanoseconds): number {
    if (this.#onlyWaitNs !== null) return NONE
    const job = this.#job
    if (beganNs - this.#holdBeganNs >= this.#leastHoldNs) this.#endHold(beganNs)
    if (this.#waitCount > 0) this.#keepWaits(job)
    this.#job = NONE
    return job
  }

  /**
   * Its wait is over, and it computes again.
   *
   * @param readyNs when it could have gone on, had the thread been free; NaN where that is not
   *   known
   */
  resume(job: number, beganNs: Nanoseconds, readyNs: number, resumedNs: Nanoseconds): void {
    if (this.#onlyWaitNs !== null) return
    this.#job = job
    this.#holdBeganNs = resumedNs
    this.#waitCount = 0
    if (this.#hasEarlierWaits) this.#takeEarlierWaits(job)
    this.#addWait(beganNs, readyNs, resumedNs)
  }

  /** The job waited, and the thread with it. */
  block(beganNs: Nanoseconds, readyNs: number, resumedNs: Nanoseconds): void {
    if (this.#onlyWaitNs !== null) return
    const job = this.#job
    this.#endHold(beganNs)
    this.#push(job, beganNs, resumedNs, true)
    this.#holdBeganNs = resumedNs
    this.#addWait(beganNs, readyNs, resumedNs)
  }

  /** A job is done, well or not, of which this thread keeps nothing: it failed, or is another's. */
  leave(job: number, endedNs: Nanoseconds): void {
    if (this.#onlyWaitNs !== null) return
    if (this.#hasEarlierWaits) this.#earlierWaits.delete(job)
    if (this.#job !== job) return
    if (endedNs - this.#holdBeganNs >= this.#leastHoldNs) this.#endHold(endedNs)
    this.#job = NONE
  }

  /**
   * A job of this thread is done.
   *
   * @param dueNs of an open load when it was to come in, NaN with a closed load
   */
  finish(
    job: number,
    dueNs: number,
    submittedNs: Nanoseconds,
    startedNs: Nanoseconds,
    finishedNs: Nanoseconds,
  ): void {
    const isKnown = this.#job === job
    this.leave(job, finishedNs)
    const latencyNs = finishedNs - (Number.isNaN(dueNs) ? submittedNs : dueNs)
    const kept = this.#keptNow()
    const slow = kept.slowPlace(latencyNs, finishedNs)
    const sampled = kept.samplePlace()
    if (slow < 0 && sampled < 0) return
    if (this.#onlyWaitNs !== null) {
      this.#waitCount = 0
      this.#addWait(startedNs, startedNs + this.#onlyWaitNs(job), finishedNs)
    }
    const isNoted = isKnown || this.#onlyWaitNs !== null
    const waits = isNoted ? this.#readWaits(job) : []
    put(kept, [slow, sampled], latencyNs, {
      job,
      dueNs: Number.isNaN(dueNs) ? null : this.#clockOf(dueNs),
      submittedNs: this.#clockOf(submittedNs),
      startedNs: this.#clockOf(startedNs),
      finishedNs: this.#clockOf(finishedNs),
      answeredNs: this.#clockOf(finishedNs),
      worker: null,
      behind: this.#between(job, finishedNs - latencyNs, startedNs),
      waits,
      moreWaits: isNoted ? this.#waitCount - waits.length : 0,
      waitedNs: nanoseconds(isNoted && this.#waitCount > 0 ? (this.#waits[0] ?? 0) : 0),
    })
  }

  /**
   * A job that was submitted here is done, which a worker ran.
   *
   * @param dueNs as of `finish`
   * @param worker which one
   * @param log the worker's, which tells what the job did there
   */
  answer(
    job: number,
    dueNs: number,
    submittedNs: Nanoseconds,
    answeredNs: Nanoseconds,
    worker: number,
    log: JobLog | undefined,
  ): void {
    const latencyNs = answeredNs - (Number.isNaN(dueNs) ? submittedNs : dueNs)
    const kept = this.#keptNow()
    const slow = kept.slowPlace(latencyNs, answeredNs)
    const sampled = kept.samplePlace()
    if (slow < 0 && sampled < 0) return
    const holds = log?.holdsOf(job) ?? []
    const waits = holds.filter(({ isBlocked }) => isBlocked)
    const [submittedAtNs, answeredAtNs] = [this.#clockOf(submittedNs), this.#clockOf(answeredNs)]
    const startedNs = holds[0]?.beganNs ?? answeredAtNs
    put(kept, [slow, sampled], latencyNs, {
      job,
      dueNs: Number.isNaN(dueNs) ? null : this.#clockOf(dueNs),
      submittedNs: submittedAtNs,
      startedNs,
      finishedNs: holds.at(-1)?.endedNs ?? answeredAtNs,
      answeredNs: answeredAtNs,
      worker: holds.length === 0 ? null : worker,
      behind: log?.heldBetween(job, submittedAtNs, startedNs) ?? NOTHING,
      waits: waits.slice(0, MOST_WAITS).map(({ beganNs, endedNs }) => ({
        beganNs,
        readyNs: null,
        resumedNs: endedNs,
        behind: NOTHING,
      })),
      moreWaits: Math.max(0, waits.length - MOST_WAITS),
      waitedNs: nanoseconds(
        waits.reduce((sum, { beganNs, endedNs }) => sum + endedNs - beganNs, 0),
      ),
    })
  }

  /** The last holds of a job on this thread, on the clock of what is measured. */
  holdsOf(job: number): Hold[] {
    return this.#holds.of(job)
  }

  /** What kept this thread from a job between two moments of that clock. */
  heldBetween(job: number, fromNs: Nanoseconds, toNs: Nanoseconds): Behind {
    return this.#holds.between(job, fromNs, toNs)
  }

  /** The slowest jobs that were done while measuring, the slowest first. */
  get slowest(): LoggedJob[] {
    return this.#kept.slowest
  }

  /** Some at random of those that were done while measuring. */
  get sample(): LoggedJob[] {
    return this.#kept.sample
  }

  /** Takes over what a foreign thread kept, which `read` reads. */
  copyKept(read: (bytes: Uint8Array) => void): void {
    read(this.#keptBytes)
  }

  /** Forgets the jobs that were kept. To be called by the one that has parked the thread. */
  clear(): void {
    this.#kept.clear()
    this.#discarded.clear()
  }

  /** What is noted while nothing is measured goes the same way, so that it is compiled by then. */
  #keptNow(): KeptJobs {
    return this.#control.seemsMeasuring ? this.#kept : this.#discarded
  }

  #endHold(endedNs: number): void {
    if (this.#job !== NONE) this.#push(this.#job, this.#holdBeganNs, endedNs, false)
  }

  #push(job: number, beganNs: number, endedNs: number, isBlocked: boolean): void {
    const { parkedNs } = this.#control
    this.#holds.push(job, beganNs - parkedNs, endedNs - parkedNs, isBlocked)
  }

  #addWait(beganNs: number, readyNs: number, resumedNs: number): void {
    const waits = this.#waits
    const count = this.#waitCount
    if (count < MOST_WAITS) {
      const at = 1 + 3 * count
      waits[at] = beganNs
      waits[at + 1] = readyNs
      waits[at + 2] = resumedNs
    }
    waits[0] = (count === 0 ? 0 : (waits[0] ?? 0)) + resumedNs - beganNs
    this.#waitCount = count + 1
  }

  #keepWaits(job: number): void {
    this.#earlierWaits.set(job, { count: this.#waitCount, slots: this.#waits.slice() })
    this.#hasEarlierWaits = true
  }

  #takeEarlierWaits(job: number): void {
    const earlier = this.#earlierWaits.get(job)
    if (earlier === undefined) return
    this.#waits.set(earlier.slots)
    this.#waitCount = earlier.count
    this.#earlierWaits.delete(job)
  }

  #readWaits(job: number): LoggedWait[] {
    const waits: LoggedWait[] = []
    const slots = this.#waits
    for (let at = 1; at < 1 + 3 * Math.min(this.#waitCount, MOST_WAITS); at += 3) {
      const beganNs = slots[at] ?? 0
      const readyNs = slots[at + 1] ?? NaN
      const resumedNs = slots[at + 2] ?? 0
      const isKnown = !Number.isNaN(readyNs)
      // A timer may come a little early.
      const fromNs = isKnown ? Math.min(readyNs, resumedNs) : beganNs
      waits.push({
        beganNs: this.#clockOf(beganNs),
        readyNs: isKnown ? this.#clockOf(fromNs) : null,
        resumedNs: this.#clockOf(resumedNs),
        behind: this.#between(job, fromNs, resumedNs),
      })
    }
    return waits
  }

  #between(job: number, fromNs: number, toNs: number): Behind {
    return this.#holds.between(job, this.#clockOf(fromNs), this.#clockOf(toNs))
  }

  #clockOf(ns: number): Nanoseconds {
    return nanoseconds(ns - this.#control.parkedNs)
  }
}

function put(kept: KeptJobs, places: readonly number[], latencyNs: number, job: LoggedJob): void {
  for (const place of places) if (place >= 0) kept.put(place, latencyNs, job)
}

const NOTHING: Behind = { holds: 0, heldNs: nanoseconds(0), longest: null, isWhole: true }
