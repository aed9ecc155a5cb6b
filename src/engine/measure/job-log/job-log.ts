import type { Control } from '../control'
import { nanoseconds, type Nanoseconds } from '../statistics/quantity'
import { Holds, HOLDS_BYTES, type Behind, type Hold } from './holds'
import { KeptJobs, KEPT_JOBS_BYTES, MOST_WAITS, type LoggedJob, type LoggedWait } from './kept-jobs'

const KEPT_OFFSET = HOLDS_BYTES
const DISCARDED_OFFSET = KEPT_OFFSET + KEPT_JOBS_BYTES
const BYTES = DISCARDED_OFFSET + KEPT_JOBS_BYTES

/** Holds within this are not told apart. */
const BUNCH_NS = 250_000

/** No job: nothing is held, or nobody knows by which. */
const NONE = -1

/** The waits of a job so far: of the first few when each began, was ready and was over. */
interface Waits {
  count: number
  totalNs: number
  readonly times: Float64Array
}

/**
 * What a measured thread notes of single jobs: which job kept it and when, and of the slowest jobs
 * and of some at random all that is known. It takes times that are read anyway (see `now`), and most
 * jobs cost it a few stores.
 *
 * On a thread there is one job at a time that computes: the one that began or resumed last.
 */
export class JobLog {
  readonly #control: Control
  readonly #holds: Holds
  readonly #kept: KeptJobs
  readonly #discarded: KeptJobs
  #job = NONE
  #holdBeganNs = 0
  /** Of the job that computes. */
  readonly #waits: Waits = { count: 0, totalNs: 0, times: new Float64Array(3 * MOST_WAITS) }
  /** Of jobs that wait again: most kinds of work wait once, and have nothing here. */
  readonly #earlierWaits = new Map<number, Waits>()

  /**
   * The log in `buffer`, which `allocate` made, in the thread that writes it or in any that reads it.
   *
   * @param bunchNs within how much time holds are bunched; 0 for a thread whose jobs others ask for
   */
  constructor(buffer: SharedArrayBuffer, control: Control, bunchNs = BUNCH_NS) {
    this.#control = control
    this.#holds = new Holds(buffer, 0, bunchNs)
    this.#kept = new KeptJobs(buffer, KEPT_OFFSET)
    this.#discarded = new KeptJobs(buffer, DISCARDED_OFFSET)
  }

  /** Memory of a log: it is used only once written. */
  static allocate(): SharedArrayBuffer {
    return new SharedArrayBuffer(BYTES)
  }

  /** The first step of a job begins. */
  begin(job: number, startedNs: Nanoseconds): void {
    this.#job = job
    this.#holdBeganNs = startedNs
    this.#waits.count = 0
    this.#waits.totalNs = 0
  }

  /** The job waits, and lets the thread go. Gives its number, for `resume`. */
  suspend(beganNs: Nanoseconds): number {
    const job = this.#job
    this.#endHold(job, beganNs)
    if (this.#waits.count > 0) {
      const { count, totalNs, times } = this.#waits
      this.#earlierWaits.set(job, { count, totalNs, times: times.slice() })
    }
    return job
  }

  /**
   * Its wait is over, and it computes again.
   *
   * @param readyNs when it could have gone on, had the thread been free; NaN where that is not known
   */
  resume(job: number, beganNs: Nanoseconds, readyNs: number, resumedNs: Nanoseconds): void {
    this.#job = job
    this.#holdBeganNs = resumedNs
    this.#takeEarlierWaits(job)
    this.#addWait(beganNs, readyNs, resumedNs)
  }

  /** The job waited, and the thread with it. */
  block(beganNs: Nanoseconds, readyNs: number, resumedNs: Nanoseconds): void {
    const job = this.#job
    this.#endHold(job, beganNs)
    this.#push(job, beganNs, resumedNs, true)
    this.#job = job
    this.#holdBeganNs = resumedNs
    this.#addWait(beganNs, readyNs, resumedNs)
  }

  /** A job is done, well or not, of which this thread keeps nothing: it failed, or is another's. */
  leave(job: number, endedNs: Nanoseconds): void {
    if (this.#earlierWaits.size > 0) this.#earlierWaits.delete(job)
    if (this.#job === job) this.#endHold(job, endedNs)
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
    const waits = isKnown ? this.#readWaits(job) : []
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
      moreWaits: isKnown ? this.#waits.count - waits.length : 0,
      waitedNs: nanoseconds(isKnown ? this.#waits.totalNs : 0),
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

  /** Forgets the jobs that were kept. To be called by the one that has parked the thread. */
  clear(): void {
    this.#kept.clear()
    this.#discarded.clear()
  }

  /** What is noted while nothing is measured goes the same way, so that it is compiled by then. */
  #keptNow(): KeptJobs {
    return this.#control.isMeasuring ? this.#kept : this.#discarded
  }

  #endHold(job: number, endedNs: Nanoseconds): void {
    this.#job = NONE
    if (job !== NONE) this.#push(job, this.#holdBeganNs, endedNs, false)
  }

  #push(job: number, beganNs: number, endedNs: number, isBlocked: boolean): void {
    const { parkedNs } = this.#control
    this.#holds.push(job, beganNs - parkedNs, endedNs - parkedNs, isBlocked)
  }

  #addWait(beganNs: number, readyNs: number, resumedNs: number): void {
    const waits = this.#waits
    if (waits.count < MOST_WAITS) {
      const at = 3 * waits.count
      waits.times[at] = beganNs
      waits.times[at + 1] = readyNs
      waits.times[at + 2] = resumedNs
    }
    waits.count += 1
    waits.totalNs += resumedNs - beganNs
  }

  #takeEarlierWaits(job: number): void {
    const earlier = this.#earlierWaits.size > 0 ? this.#earlierWaits.get(job) : undefined
    this.#waits.count = earlier?.count ?? 0
    this.#waits.totalNs = earlier?.totalNs ?? 0
    if (earlier === undefined) return
    this.#waits.times.set(earlier.times)
    this.#earlierWaits.delete(job)
  }

  #readWaits(job: number): LoggedWait[] {
    const { count, times } = this.#waits
    return Array.from({ length: Math.min(count, MOST_WAITS) }, (_, index) => {
      const [beganNs = 0, readyNs = NaN, resumedNs = 0] = times.subarray(3 * index)
      const isKnown = !Number.isNaN(readyNs)
      // A timer may come a little early.
      const fromNs = isKnown ? Math.min(readyNs, resumedNs) : beganNs
      return {
        beganNs: this.#clockOf(beganNs),
        readyNs: isKnown ? this.#clockOf(fromNs) : null,
        resumedNs: this.#clockOf(resumedNs),
        behind: this.#between(job, fromNs, resumedNs),
      }
    })
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
