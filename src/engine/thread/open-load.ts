import type { Control } from '../measure/control'
import { now } from '../measure/now'
import { nanoseconds, type Nanoseconds } from '../measure/statistics/quantity'
import type { ThreadRecord } from '../measure/thread-record'
import type { Plan } from '../workload/plan'

/** After this many jobs in one go that were due already, other work of the thread has its turn. */
const MOST_AT_ONCE = 64

/** A wait for an arrival is cut to this, to look whether the block is over. Milliseconds. */
const LONGEST_WAIT_MS = 50

/** Which of the plan's arrivals a thread takes: every `parts`-th, from number `part`. */
export interface OpenLoadOptions {
  readonly plan: Plan
  readonly control: Control
  readonly record: ThreadRecord
  readonly part: number
  readonly parts: number
  /** Jobs that may be in flight at once; what arrives beyond is rejected. */
  readonly limit: number
  /** How many are in flight now. */
  readonly inFlight: () => number
}

/** A job of an open load, and when it was due (see `now`). */
export interface ArrivedJob {
  readonly index: number
  readonly dueNs: Nanoseconds
}

/** What a thread with an open load does next: submit a job, or wait; 0 ms gives way to others. */
export type OpenLoadStep =
  | { readonly kind: 'submit'; readonly job: ArrivedJob }
  | { readonly kind: 'wait'; readonly ms: number }

/**
 * The open load of every contender, step by step, until the block is over: each job is submitted
 * when the plan has it arrive, whatever became of earlier ones, or rejected. A busy thread asks
 * late for the next step; the latency of its jobs counts from when they were due all the same.
 */
export function* openLoad(options: OpenLoadOptions): Generator<OpenLoadStep, void, void> {
  const { plan, control, record, part, parts, limit, inFlight } = options
  const startNs = now()
  let inOneGo = 0
  for (let index = part; ; index += parts) {
    const dueNs = nanoseconds(startNs + plan.arrivalMs(index) * 1e6)
    record.nextArrival(index, dueNs)
    inOneGo += 1
    for (let ms = untilMs(dueNs); ms > 0 && !control.isHalted; ms = untilMs(dueNs)) {
      inOneGo = 0
      yield { kind: 'wait', ms: Math.min(ms, LONGEST_WAIT_MS) }
    }
    if (control.isHalted) return
    if (inOneGo > 0 && inOneGo % MOST_AT_ONCE === 0) yield { kind: 'wait', ms: 0 }
    const isRejected = inFlight() >= limit
    record.jobArrived(isRejected)
    if (isRejected) continue
    control.nextJob()
    yield { kind: 'submit', job: { index, dueNs } }
  }
}

/** Until the arrival that is due `dueNs`; 0 or less where it is due already. Milliseconds. */
function untilMs(dueNs: Nanoseconds): number {
  return (dueNs - now()) / 1e6
}

/**
 * Notes that a job of an open load has just been finished.
 *
 * @param submittedNs when it was really submitted
 * @param startedNs when its first step was
 */
export function noteFinished(
  record: ThreadRecord,
  { index, dueNs }: ArrivedJob,
  submittedNs: Nanoseconds,
  startedNs: Nanoseconds,
): void {
  const finishedNs = now()
  record.jobs.finish(index, dueNs, submittedNs, startedNs, finishedNs)
  record.jobFinished(
    finishedNs,
    nanoseconds(finishedNs - dueNs),
    nanoseconds(finishedNs - startedNs),
    nanoseconds(startedNs - dueNs),
    nanoseconds(finishedNs - submittedNs),
  )
}
