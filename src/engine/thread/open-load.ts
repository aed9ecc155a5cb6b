import { CancelledError, createTask, gather, sleep } from '../loop'
import type { Coroutine, Task } from '../loop'
import type { Control } from '../measure/control'
import { now } from '../measure/now'
import { milliseconds, nanoseconds, type Nanoseconds } from '../measure/statistics/quantity'
import { job } from '../workload/job'
import type { Plan } from '../workload/plan'
import type { ClientOptions } from './client'
import { messageOf } from './message-of'

/** After this many jobs in one go that were due already, whoever hands in lets others have a turn. */
export const MOST_AT_ONCE = 64

/** Whoever waits for an arrival looks as often whether the block is over. */
export const LONGEST_WAIT_MS = 50

/**
 * How long to wait for an arrival that is due `dueNs`, in milliseconds, until it is looked at again;
 * 0 where it is due, null where the block is over before.
 */
export function nextWaitMs(dueNs: Nanoseconds, control: Control): number | null {
  const waitMs = untilMs(dueNs)
  if (waitMs <= 0) return 0
  return control.isHalted ? null : Math.min(waitMs, LONGEST_WAIT_MS)
}

/** Which of the plan's arrivals a thread takes: every `parts`-th, from number `part`. */
export interface OpenLoadOptions extends Omit<ClientOptions, 'gate'> {
  readonly part: number
  readonly parts: number
  /** Jobs that may be there at once; who comes in beyond is turned away. */
  readonly limit: number
}

/** Until the arrival that is due `dueNs`; 0 or less where it is due already. Milliseconds. */
export function untilMs(dueNs: Nanoseconds) {
  return milliseconds((dueNs - now()) / 1e6)
}

/** When a job is to come in, on the clock of `now`. */
export function dueAt(plan: Plan, startNs: Nanoseconds, index: number): Nanoseconds {
  return nanoseconds(startNs + plan.arrivalMs(index) * 1e6)
}

/**
 * An open load on a loop: hands in every job when the plan has it come in, whatever became of the
 * earlier ones. A loop that is busy hands in late, and the job's latency counts from when it was to
 * come in all the same. Ends with the block, once its jobs are done, or early when it is cancelled,
 * and its jobs with it.
 */
export function* openLoad(options: OpenLoadOptions): Coroutine<void> {
  const { plan, control, record, part, parts, limit } = options
  const running = new Set<Task<void>>()
  const startNs = now()
  let inOneGo = 0
  try {
    for (let index = part; !control.isHalted; index += parts) {
      const dueNs = dueAt(plan, startNs, index)
      record.nextArrival(index, dueNs)
      inOneGo += 1
      for (let waitMs = nextWaitMs(dueNs, control); waitMs !== 0;) {
        if (waitMs === null) return
        inOneGo = 0
        yield* sleep(waitMs)
        waitMs = nextWaitMs(dueNs, control)
      }
      if (inOneGo > 0 && inOneGo % MOST_AT_ONCE === 0) yield* sleep(0)
      const isDropped = running.size >= limit
      record.jobArrived(isDropped)
      if (isDropped) continue
      control.nextJob()
      const task = createTask(arrivedJob(options, index, dueNs, now()))
      running.add(task)
      task.addDoneCallback(() => running.delete(task))
    }
  } finally {
    if (control.isStopping) for (const task of running) task.cancel()
    yield* gather([...running], { returnExceptions: true })
  }
}

function* arrivedJob(
  { plan, record, waiting }: OpenLoadOptions,
  index: number,
  dueNs: Nanoseconds,
  handedInNs: Nanoseconds,
): Coroutine<void> {
  record.jobStarted()
  const startedNs = now()
  try {
    yield* job(plan, index, waiting)
  } catch (error) {
    if (error instanceof CancelledError) throw error
    record.jobFailed(messageOf(error))
    return
  }
  const finishedNs = now()
  record.jobQueued(nanoseconds(startedNs - dueNs))
  record.jobUncorrected(nanoseconds(finishedNs - handedInNs))
  record.jobFinished(
    finishedNs,
    nanoseconds(finishedNs - dueNs),
    nanoseconds(finishedNs - startedNs),
  )
}
