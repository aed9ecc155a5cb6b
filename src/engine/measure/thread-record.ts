import { threadId } from 'node:worker_threads'
import { Control, type ControlTransfer } from './control'
import type { TaskProcess } from './cpu/linux-task'
import { ErrorCounts, ERROR_COUNTS_BYTES, ERROR_LAYOUT, type CountedError } from './error-counts'
import { JobLog } from './job-log/job-log'
import {
  LatencyCounts,
  LATENCY_COUNTS_BYTES,
  LATENCY_COUNTS_LENGTH,
} from './latency/latency-counts'
import { nanoseconds, type Nanoseconds } from './statistics/quantity'
import { SelfReport, SELF_REPORT_BYTES, type ReportedByThread } from './self-report'
import { currentThreadId } from './cpu/own-thread'

/** What a thread is doing: `idle` is without a job, `waiting` is inside one or polling for one. */
const threadStates = ['idle', 'running', 'waiting'] as const
type ThreadState = (typeof threadStates)[number]

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

/** A job of an open load: its number in the plan, and when it is to come in (see `now`). */
export interface NextArrival {
  readonly index: number
  readonly dueNs: Nanoseconds
}

/** A record as it was at one moment. Counts are since the block began, warm-up included. */
export interface ThreadSnapshot {
  readonly name: string
  readonly state: ThreadState
  readonly hasBegun: boolean
  readonly hasEnded: boolean
  /** The system's id of the thread; null before it began and where the system hides it. */
  readonly tid: number | null
  /** The process that it is in; null for a foreign thread before it began. */
  readonly process: TaskProcess | null
  readonly started: number
  readonly completed: number
  readonly failed: number
  /** Completions while measuring: those that the service histogram holds. */
  readonly measured: number
  /** Jobs of an open load that came in while measuring, and of these the ones turned away. */
  readonly arrived: number
  readonly rejected: number
  /** Of an open load the job that is to come in next; null before the first, and with a closed load. */
  readonly nextArrival: NextArrival | null
  /** Jobs handed in to other threads whose end came back, well or not. */
  readonly answered: number
  /** When it last completed a job (see `now`); null before the first. */
  readonly lastCompletedNs: Nanoseconds | null
  /** CPU time of the thread as another one read it last; 0 where none can. */
  readonly cpuTimeNs: Nanoseconds
  /** What only the thread itself can read, as of when it last looked; null if it never did. */
  readonly reported: ReportedByThread | null
}

const STATE = 0
const LIFE = 1
const TID = 2
const STARTED = 3
const COMPLETED = 4
const FAILED = 5
const MEASURED = 6
const ARRIVED = 7
const REJECTED = 8
const ANSWERED = 9
/** What is counted while nothing is measured, which nobody reads. */
const DISCARDED = 10
/** From 1: 0 is none. */
const NEXT_ARRIVAL = 11
/** Of a foreign thread its process. */
const PID = 12
/** The number that the runtime gives the thread; 0 for the main thread and for foreign ones. */
const THREAD_NUMBER = 13
/** An even number: what follows are Float64s. */
const WORDS = 14

const BEGUN = 1
const ENDED = 2

/** Places in `ByPhase`. */
const UNKEPT = 0
const KEPT = 1

const IDLE = threadStates.indexOf('idle')
const RUNNING = threadStates.indexOf('running')
const WAITING = threadStates.indexOf('waiting')

const LAST_COMPLETED_OFFSET = WORDS * Uint32Array.BYTES_PER_ELEMENT
const NEXT_DUE_OFFSET = LAST_COMPLETED_OFFSET + Float64Array.BYTES_PER_ELEMENT
const CPU_TIME_OFFSET = NEXT_DUE_OFFSET + Float64Array.BYTES_PER_ELEMENT
const REPORT_OFFSET = CPU_TIME_OFFSET + Float64Array.BYTES_PER_ELEMENT
const ERRORS_OFFSET = REPORT_OFFSET + SELF_REPORT_BYTES
const RESPONSE_OFFSET = ERRORS_OFFSET + ERROR_COUNTS_BYTES
const SERVICE_OFFSET = RESPONSE_OFFSET + LATENCY_COUNTS_BYTES
const DELAY_OFFSET = SERVICE_OFFSET + LATENCY_COUNTS_BYTES
const QUEUEING_OFFSET = DELAY_OFFSET + LATENCY_COUNTS_BYTES
const UNCORRECTED_OFFSET = QUEUEING_OFFSET + LATENCY_COUNTS_BYTES
const DISCARDED_OFFSET = UNCORRECTED_OFFSET + LATENCY_COUNTS_BYTES
const BYTES = DISCARDED_OFFSET + LATENCY_COUNTS_BYTES

/**
 * Where everything is in a record, in bytes, and in words of 32 bits where it counts words: what a
 * foreign contender is told, which writes the same into a file (see docs/foreign-contenders.md).
 */
export const recordLayout = {
  bytes: BYTES,
  words: {
    state: STATE,
    life: LIFE,
    tid: TID,
    started: STARTED,
    completed: COMPLETED,
    failed: FAILED,
    measured: MEASURED,
    arrived: ARRIVED,
    rejected: REJECTED,
    answered: ANSWERED,
    nextArrival: NEXT_ARRIVAL,
    pid: PID,
  },
  lastCompletedNs: LAST_COMPLETED_OFFSET,
  nextDueNs: NEXT_DUE_OFFSET,
  report: REPORT_OFFSET,
  errors: ERRORS_OFFSET,
  error: ERROR_LAYOUT,
  histograms: {
    response: RESPONSE_OFFSET,
    service: SERVICE_OFFSET,
    timerLateness: DELAY_OFFSET,
    queueing: QUEUEING_OFFSET,
    uncorrected: UNCORRECTED_OFFSET,
    discarded: DISCARDED_OFFSET,
  },
  histogram: { counts: LATENCY_COUNTS_LENGTH },
} as const

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
  /** What the thread notes of single jobs; a foreign one notes nothing of them. */
  readonly jobs: JobLog
  readonly #control: Control
  readonly #words: Uint32Array
  readonly #lastCompletedNs: Float64Array
  readonly #nextDueNs: Float64Array
  readonly #cpuTimeNs: Float64Array
  readonly #report: SelfReport
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

  /** The same record in the thread that writes it, or in any that reads it; `leastHoldNs` as of `JobLog`. */
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
    this.#increment(FAILED)
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
    const life = this.#word(LIFE)
    const tid = this.#word(TID)
    const lastCompletedNs = this.#lastCompletedNs[0] ?? 0
    return {
      name: this.name,
      state: threadStates[this.#word(STATE)] ?? 'idle',
      hasBegun: life !== 0,
      hasEnded: life === ENDED,
      tid: tid === 0 ? null : tid,
      process: this.isForeign ? this.#word(PID) || null : 'self',
      started: this.#word(STARTED),
      completed: this.#word(COMPLETED),
      failed: this.#word(FAILED),
      measured: this.#word(MEASURED),
      arrived: this.#word(ARRIVED),
      rejected: this.#word(REJECTED),
      nextArrival: this.#readNextArrival(),
      answered: this.#word(ANSWERED),
      lastCompletedNs: lastCompletedNs === 0 ? null : nanoseconds(lastCompletedNs),
      cpuTimeNs: nanoseconds(this.#cpuTimeNs[0] ?? 0),
      reported: this.#report.read(),
    }
  }

  /** The messages of failed jobs: the first few distinct ones, cut to a length, and how often. */
  errors(): CountedError[] {
    return this.#errors.read()
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

  #readNextArrival(): NextArrival | null {
    const place = this.#word(NEXT_ARRIVAL)
    return place === 0 ? null : { index: place - 1, dueNs: nanoseconds(this.#nextDueNs[0] ?? 0) }
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
