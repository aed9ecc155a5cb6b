import { CancelledError, createTask, gather, sleep } from '../loop'
import type { Coroutine, Task } from '../loop'
import { now } from '../measure/now'
import { milliseconds, nanoseconds, type Nanoseconds } from '../measure/statistics/quantity'
import { job } from '../workload/job'
import type { Plan } from '../workload/plan'
import type { ClientOptions } from './client'
import { messageOf } from './message-of'

/** After this many jobs in one go that were due already, whoever hands in lets others have a turn. */
export const MOST_AT_ONCE = 64

/** Which of the plan's arrivals a thread takes: every `parts`-th, from number `part`. */
export interface OpenLoadOptions extends ClientOptions {
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
 * come in all the same. Ends early when it is cancelled, and its jobs with it.
 */
export function* openLoad(options: OpenLoadOptions): Coroutine<void> {
  const { plan, control, record, part, parts, limit } = options
  const running = new Set<Task<void>>()
  const startNs = now()
  let inOneGo = 0
  try {
    for (let index = part; !control.isStopping; index += parts) {
      const dueNs = dueAt(plan, startNs, index)
      record.nextArrival(index, dueNs)
      const waitMs = untilMs(dueNs)
      inOneGo = waitMs > 0 ? 0 : inOneGo + 1
      if (waitMs > 0) yield* sleep(waitMs)
      else if (inOneGo % MOST_AT_ONCE === 0) yield* sleep(0)
      const isDropped = running.size >= limit
      record.jobArrived(isDropped)
      if (isDropped) continue
      control.nextJob()
      const task = createTask(arrivedJob(options, index, dueNs, now()))
      running.add(task)
      task.addDoneCallback(() => running.delete(task))
    }
  } finally {
    for (const task of running) task.cancel()
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
