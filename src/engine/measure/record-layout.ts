import { ERROR_COUNTS_BYTES, ERROR_LAYOUT } from './error-counts'
import { KEPT_JOBS_BYTES, keptJobsLayout } from './job-log/kept-jobs'
import { LATENCY_COUNTS_BYTES, LATENCY_COUNTS_LENGTH } from './latency/latency-counts'
import { SELF_REPORT_BYTES } from './self-report'

// Where everything is in a thread's record: words of 32 bits, then Float64s, then reports and
// counts.

export const STATE = 0
export const LIFE = 1
export const TID = 2
export const STARTED = 3
export const COMPLETED = 4
export const MEASURED = 5
export const ARRIVED = 6
export const REJECTED = 7
export const ANSWERED = 8
/** What is counted while nothing is measured, which nobody reads. */
export const DISCARDED = 9
/** From 1: 0 is none. */
export const NEXT_ARRIVAL = 10
/** Of a foreign thread its process. */
export const PID = 11
/** The number that the runtime gives the thread; 0 for the main thread and for foreign ones. */
export const THREAD_NUMBER = 12
/** An even number, with one word unused: what follows are Float64s. */
export const WORDS = 14

/** The values of `LIFE`; 0 before the thread began. */
export const BEGUN = 1
export const ENDED = 2

/** What a thread is doing: `idle` is without a job, `waiting` is inside one or polling for one. */
export const threadStates = ['idle', 'running', 'waiting'] as const
export type ThreadState = (typeof threadStates)[number]

export const IDLE = threadStates.indexOf('idle')
export const RUNNING = threadStates.indexOf('running')
export const WAITING = threadStates.indexOf('waiting')

export const LAST_COMPLETED_OFFSET = WORDS * Uint32Array.BYTES_PER_ELEMENT
export const NEXT_DUE_OFFSET = LAST_COMPLETED_OFFSET + Float64Array.BYTES_PER_ELEMENT
export const CPU_TIME_OFFSET = NEXT_DUE_OFFSET + Float64Array.BYTES_PER_ELEMENT
export const REPORT_OFFSET = CPU_TIME_OFFSET + Float64Array.BYTES_PER_ELEMENT
export const ERRORS_OFFSET = REPORT_OFFSET + SELF_REPORT_BYTES
export const RESPONSE_OFFSET = ERRORS_OFFSET + ERROR_COUNTS_BYTES
export const SERVICE_OFFSET = RESPONSE_OFFSET + LATENCY_COUNTS_BYTES
export const DELAY_OFFSET = SERVICE_OFFSET + LATENCY_COUNTS_BYTES
export const QUEUEING_OFFSET = DELAY_OFFSET + LATENCY_COUNTS_BYTES
export const UNCORRECTED_OFFSET = QUEUEING_OFFSET + LATENCY_COUNTS_BYTES
export const DISCARDED_OFFSET = UNCORRECTED_OFFSET + LATENCY_COUNTS_BYTES
export const BYTES = DISCARDED_OFFSET + LATENCY_COUNTS_BYTES
/** Of a foreign thread, which has them in the same file. */
export const JOBS_OFFSET = Math.ceil(BYTES / 8) * 8

/**
 * Where everything is in a record, in bytes, and in words of 32 bits where it counts words: what a
 * foreign contender is told, which writes the same into a file (see docs/foreign-contenders.md).
 */
export const recordLayout = {
  bytes: JOBS_OFFSET + KEPT_JOBS_BYTES,
  words: {
    state: STATE,
    life: LIFE,
    tid: TID,
    started: STARTED,
    completed: COMPLETED,
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
  jobs: { start: JOBS_OFFSET, ...keptJobsLayout },
} as const
