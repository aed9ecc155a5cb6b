import { nanoseconds, type Nanoseconds } from './statistics/quantity'
import type { TaskProcess } from './cpu/linux-task'
import type { ErrorCounts, Failures } from './error-counts'
import type { ReportedByThread, SelfReport } from './self-report'
import {
  ANSWERED,
  ARRIVED,
  COMPLETED,
  CPU_TIME_OFFSET,
  ENDED,
  LAST_COMPLETED_OFFSET,
  LIFE,
  MEASURED,
  NEXT_ARRIVAL,
  NEXT_DUE_OFFSET,
  PID,
  REJECTED,
  STARTED,
  STATE,
  TID,
  threadStates,
  WORDS,
  type ThreadState,
} from './record-layout'

/** A job of an open load: its number in the plan, and when it is to come in (see `now`). */
export interface NextArrival {
  readonly index: number
  readonly dueNs: Nanoseconds
}

/** A record as it was at one moment. Counts are since the block began, warm-up included. */
export interface ThreadSnapshot extends Failures {
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
  /** Completions while measuring: those that the service histogram holds. */
  readonly measured: number
  /** Jobs of an open load that came in while measuring, and of these the ones turned away. */
  readonly arrived: number
  readonly rejected: number
  /**
   * Of an open load the job that is to come in next; null before the first, and with a closed load.
   */
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

/** Reads what a thread's record says, from any thread. */
export class SnapshotReader {
  readonly #name: string
  readonly #isForeign: boolean
  readonly #words: Uint32Array
  readonly #lastCompletedNs: Float64Array
  readonly #nextDueNs: Float64Array
  readonly #cpuTimeNs: Float64Array
  readonly #report: SelfReport
  readonly #errors: ErrorCounts

  constructor(
    record: {
      readonly name: string
      readonly isForeign: boolean
      readonly buffer: SharedArrayBuffer
    },
    report: SelfReport,
    errors: ErrorCounts,
  ) {
    const { name, isForeign, buffer } = record
    this.#name = name
    this.#isForeign = isForeign
    this.#words = new Uint32Array(buffer, 0, WORDS)
    this.#lastCompletedNs = new Float64Array(buffer, LAST_COMPLETED_OFFSET, 1)
    this.#nextDueNs = new Float64Array(buffer, NEXT_DUE_OFFSET, 1)
    this.#cpuTimeNs = new Float64Array(buffer, CPU_TIME_OFFSET, 1)
    this.#report = report
    this.#errors = errors
  }

  /** What the record says now. Cheap: a few words are read, no histogram. */
  read(): ThreadSnapshot {
    const life = this.#word(LIFE)
    const tid = this.#word(TID)
    const lastCompletedNs = this.#lastCompletedNs[0] ?? 0
    return {
      name: this.#name,
      state: threadStates[this.#word(STATE)] ?? 'idle',
      hasBegun: life !== 0,
      hasEnded: life === ENDED,
      tid: tid === 0 ? null : tid,
      process: this.#isForeign ? this.#word(PID) || null : 'self',
      started: this.#word(STARTED),
      completed: this.#word(COMPLETED),
      ...this.#errors.read(),
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

  #readNextArrival(): NextArrival | null {
    const place = this.#word(NEXT_ARRIVAL)
    return place === 0 ? null : { index: place - 1, dueNs: nanoseconds(this.#nextDueNs[0] ?? 0) }
  }

  #word(word: number): number {
    return this.#words[word] ?? 0
  }
}
