import { threadId } from 'node:worker_threads'
import { Control, type ControlTransfer } from './control'
import { currentThreadId } from './cpu/own-thread'
import { ErrorCounts } from './error-counts'
import { JobLog } from './job-log/job-log'
import { LatencyCounts } from './latency/latency-counts'
import {
  ANSWERED,
  ARRIVED,
  BEGUN,
  BYTES,
  COMPLETED,
  CPU_TIME_OFFSET,
  DELAY_OFFSET,
  DISCARDED,
  DISCARDED_OFFSET,
  ENDED,
  ERRORS_OFFSET,
  IDLE,
  LAST_COMPLETED_OFFSET,
  LIFE,
  MEASURED,
  JOBS_OFFSET,
  NEXT_ARRIVAL,
  NEXT_DUE_OFFSET,
  PID,
  QUEUEING_OFFSET,
  REJECTED,
  REPORT_OFFSET,
  RESPONSE_OFFSET,
  RUNNING,
  SERVICE_OFFSET,
  STARTED,
  STATE,
  THREAD_NUMBER,
  TID,
  UNCORRECTED_OFFSET,
  WAITING,
  WORDS,
} from './record-layout'
import { SelfReport } from './self-report'
import type { Nanoseconds } from './statistics/quantity'
import { SnapshotReader, type ThreadSnapshot } from './thread-snapshot'

/** What a thread needs to attach to its record; can be posted to it. */
export interface ThreadRecordTransfer {
  readonly name: string
  readonly control: ControlTransfer
  readonly buffer: SharedArrayBuffer
  /** What it notes of single jobs. */
  readonly jobs: SharedArrayBuffer
  /** Whether a thread of another process writes it, in a file of which this is a copy. */
  readonly isForeign: boolean
}

/** Places in `ByPhase`. */
const UNKEPT = 0
const KEPT = 1

/**
 * Where a latency goes by phase: first while nothing is measured, then while something is. The
 * first is recorded as well, though nobody reads it, and by the same instructions: code that was
 * first run in the measured window would be compiled in it, and everything around it once more.
 */
type ByPhase = readonly [discarded: LatencyCounts, kept: LatencyCounts]

/**
 * Everything one measured thread notes of itself, in shared memory: nothing is sent while
 * measuring, a blocked thread can still be watched, and a killed one loses nothing. Exactly one
 * thread writes it, so plain stores are enough; any thread may read.
 */
export class ThreadRecord {
  readonly transfer: ThreadRecordTransfer
  /** What the thread notes of single jobs; of a foreign one what it kept. */
  readonly jobs: JobLog
  readonly #control: Control
  readonly #words: Uint32Array
  readonly #lastCompletedNs: Float64Array
  readonly #nextDueNs: Float64Array
  readonly #cpuTimeNs: Float64Array
  readonly #report: SelfReport
  readonly #snapshots: SnapshotReader
  readonly #errors: ErrorCounts
  readonly #response: ByPhase
  readonly #service: ByPhase
  readonly #delay: ByPhase
  readonly #queueing: ByPhase
  readonly #uncorrected: ByPhase
  #answeredLooks = 0

  private constructor(transfer: ThreadRecordTransfer, leastHoldNs?: number) {
    const { buffer } = transfer
    this.transfer = transfer
    this.#control = Control.attach(transfer.control)
    this.jobs = new JobLog(transfer.jobs, this.#control, leastHoldNs)
    this.#words = new Uint32Array(buffer, 0, WORDS)
    this.#lastCompletedNs = new Float64Array(buffer, LAST_COMPLETED_OFFSET, 1)
    this.#nextDueNs = new Float64Array(buffer, NEXT_DUE_OFFSET, 1)
    this.#cpuTimeNs = new Float64Array(buffer, CPU_TIME_OFFSET, 1)
    this.#report = new SelfReport(buffer, REPORT_OFFSET)
    this.#errors = new ErrorCounts(buffer, ERRORS_OFFSET)
    this.#snapshots = new SnapshotReader(transfer, this.#report, this.#errors)
    const discarded = new LatencyCounts(buffer, DISCARDED_OFFSET)
    this.#response = [discarded, new LatencyCounts(buffer, RESPONSE_OFFSET)]
    this.#service = [discarded, new LatencyCounts(buffer, SERVICE_OFFSET)]
    this.#delay = [discarded, new LatencyCounts(buffer, DELAY_OFFSET)]
    this.#queueing = [discarded, new LatencyCounts(buffer, QUEUEING_OFFSET)]
    this.#uncorrected = [discarded, new LatencyCounts(buffer, UNCORRECTED_OFFSET)]
  }

  /** Makes the record of a thread that is yet to start. Its memory is used only once written. */
  static allocate(name: string, control: Control): ThreadRecord {
    return new ThreadRecord(transferOf(name, control, false))
  }

  /** Makes the record of a thread of another process: a copy, brought up to date by `copy`. */
  static allocateForeign(name: string, control: Control): ThreadRecord {
    return new ThreadRecord(transferOf(name, control, true))
  }

  /**
   * The same record in the thread that writes it, or in any that reads it; `leastHoldNs` as of
   * `JobLog`.
   */
  static attach(transfer: ThreadRecordTransfer, leastHoldNs?: number): ThreadRecord {
    return new ThreadRecord(transfer, leastHoldNs)
  }

  get name(): string {
    return this.transfer.name
  }

  get isForeign(): boolean {
    return this.transfer.isForeign
  }

  /**
   * Brings the copy of a foreign thread's record up to date.
   *
   * @param read reads bytes of its file from an offset on
   */
  copy(read: (bytes: Uint8Array, offset: number) => void): void {
    const { buffer } = this.transfer
    read(new Uint8Array(buffer, 0, RESPONSE_OFFSET), 0)
    for (const counts of Object.values(this.latencies)) counts.copy(read)
    this.jobs.copyKept((bytes) => {
      read(bytes, JOBS_OFFSET)
    })
  }

  /** Called once by the measured thread, before its first job. */
  begin(): void {
    this.#words[TID] = currentThreadId() ?? 0
    this.#words[THREAD_NUMBER] = threadId
    this.#report.begin()
    this.#words[LIFE] = BEGUN
  }

  /** The number that the runtime gives the thread that writes it; 0 before it began. */
  get threadNumber(): number {
    return this.#word(THREAD_NUMBER)
  }

  /** The CPU time of the thread, read from outside: the one thing that another thread writes. */
  noteCpuTime(cpuNs: Nanoseconds): void {
    this.#cpuTimeNs[0] = cpuNs
  }

  /** The thread has a job and works on it. */
  jobStarted(): void {
    this.#increment(STARTED)
    this.#words[STATE] = RUNNING
  }

  /** The thread waits: blocked in a job, or with nothing to run until a job's wait is over. */
  waiting(): void {
    this.#words[STATE] = WAITING
  }

  /** The thread goes on after a wait. */
  running(): void {
    this.#words[STATE] = RUNNING
  }

  /** The thread has no job. */
  idle(): void {
    this.#words[STATE] = IDLE
  }

  /**
   * A job is done, at `finishedNs` (see `now`). `responseNs` is the time since it was submitted,
   * `serviceNs` since its first step; of an open load `queueingNs` from its intended arrival to its
   * start, and `uncorrectedNs` since it was really handed in. Counts always; fills the histograms
   * only while measuring: all of them or none. Leaves the state as it is.
   */
  jobFinished(
    finishedNs: Nanoseconds,
    responseNs: Nanoseconds,
    serviceNs: Nanoseconds,
    queueingNs?: Nanoseconds,
    uncorrectedNs?: Nanoseconds,
  ): void {
    const phase = this.#serve(finishedNs, serviceNs, queueingNs)
    this.#answer(phase, responseNs, uncorrectedNs)
    this.#answerLook()
  }

  /** The half of `jobFinished` for a thread that ran a job which another one handed in. */
  jobServed(finishedNs: Nanoseconds, serviceNs: Nanoseconds, queueingNs?: Nanoseconds): void {
    this.#serve(finishedNs, serviceNs, queueingNs)
    this.#answerLook()
  }

  /**
   * The other half, for the thread that handed it in: only its response time, not a completion. At
   * the edges of a block a job can lie between both: counts then differ by it.
   */
  jobAnswered(responseNs: Nanoseconds, uncorrectedNs?: Nanoseconds): void {
    this.#increment(ANSWERED)
    this.#answer(this.#phase(), responseNs, uncorrectedNs)
    this.#answerLook()
  }

  /** Came back without an answer a job that the thread which ran it has counted as failed. */
  jobReturned(): void {
    this.#increment(ANSWERED)
  }

  /** A job of an open load came in; `isRejected` where it was turned away. */
  jobArrived(isRejected: boolean): void {
    const isKept = this.#phase() === KEPT
    this.#increment(isKept ? ARRIVED : DISCARDED)
    if (isRejected) this.#increment(isKept ? REJECTED : DISCARDED)
  }

  /** The job of an open load that is to arrive next, and when. A busy thread is late with it. */
  nextArrival(index: number, dueNs: Nanoseconds): void {
    this.#nextDueNs[0] = dueNs
    this.#words[NEXT_ARRIVAL] = index + 1
  }

  /** A piece of a job is done that another thread counts: this one has no job any more. */
  stepDone(): void {
    this.#words[STATE] = IDLE
    this.#answerLook()
  }

  /** A job threw. It counts as failed, with its message, and its latency is not recorded. */
  jobFailed(message: string): void {
    this.#errors.record(message)
    this.#answerLook()
  }

  /** A timer of the thread's loop came `lateNs` after it was due. Noted only while measuring. */
  timerLate(lateNs: Nanoseconds): void {
    this.#delay[this.#phase()].record(lateNs)
  }

  /**
   * Forgets what was counted, for the next block of the same thread. To be called by the one
   * that has parked that thread, before it goes on.
   */
  clear(): void {
    this.#words.fill(0, STARTED, PID)
    this.#lastCompletedNs[0] = 0
    this.#nextDueNs[0] = 0
    this.#errors.clear()
    for (const counts of [...Object.values(this.latencies), this.#response[UNKEPT]]) counts.clear()
    this.jobs.clear()
  }

  /** Called once by the measured thread, after its last job. */
  end(): void {
    this.#report.end()
    this.#words[STATE] = IDLE
    this.#words[LIFE] = ENDED
  }

  /** What the record says now. Cheap: a few words are read, no histogram. */
  read(): ThreadSnapshot {
    return this.#snapshots.read()
  }

  /** The latencies recorded while measuring, in nanoseconds; of timers how late they came. */
  get latencies(): Readonly<
    Record<'response' | 'service' | 'queueing' | 'uncorrected' | 'timerLateness', LatencyCounts>
  > {
    return {
      response: this.#response[KEPT],
      service: this.#service[KEPT],
      queueing: this.#queueing[KEPT],
      uncorrected: this.#uncorrected[KEPT],
      timerLateness: this.#delay[KEPT],
    }
  }

  #phase(): typeof UNKEPT | typeof KEPT {
    return this.#control.isMeasuring ? KEPT : UNKEPT
  }

  /** Reads the phase once: another thread may change it while a job is counted. */
  #serve(
    finishedNs: Nanoseconds,
    serviceNs: Nanoseconds,
    queueingNs: Nanoseconds | undefined,
  ): typeof UNKEPT | typeof KEPT {
    const phase = this.#phase()
    this.#increment(COMPLETED)
    // What ends after the block is in no count.
    if (phase === KEPT || !this.#control.isHalted) this.#lastCompletedNs[0] = finishedNs
    this.#service[phase].record(serviceNs)
    if (queueingNs !== undefined) this.#queueing[phase].record(queueingNs)
    this.#increment(phase === KEPT ? MEASURED : DISCARDED)
    return phase
  }

  #answer(
    phase: typeof UNKEPT | typeof KEPT,
    responseNs: Nanoseconds,
    uncorrectedNs: Nanoseconds | undefined,
  ): void {
    this.#response[phase].record(responseNs)
    if (uncorrectedNs !== undefined) this.#uncorrected[phase].record(uncorrectedNs)
  }

  #answerLook(): void {
    const looks = this.#control.looks
    if (looks === this.#answeredLooks) return
    this.#answeredLooks = looks
    this.#report.look()
  }

  #increment(word: number): void {
    this.#words[word] = this.#word(word) + 1
  }

  #word(word: number): number {
    return this.#words[word] ?? 0
  }
}

function transferOf(name: string, control: Control, isForeign: boolean): ThreadRecordTransfer {
  const buffer = new SharedArrayBuffer(BYTES)
  return { name, control: control.transfer, buffer, jobs: JobLog.allocate(), isForeign }
}
