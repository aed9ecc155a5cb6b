import { CancelledError, createTask, gather, sleep } from '../loop'
import type { Coroutine, Task } from '../loop'
import type { Control } from '../measure/control'
import { now } from '../measure/now'
import { nanoseconds, type Nanoseconds } from '../measure/statistics/quantity'
import type { ThreadRecord } from '../measure/thread-record'
import { job } from '../workload/job'
import type { Plan } from '../workload/plan'
import type { Waiting } from '../workload/waiting'
import type { Gate } from './gate'
import { messageWithPlace } from './message-of'
import { noteFinished, openLoad, type ArrivedJob, type OpenLoadOptions } from './open-load'

/** What jobs on a loop are run with. */
export interface LoopJobs {
  readonly plan: Plan
  readonly control: Control
  readonly record: ThreadRecord
  readonly waiting: Waiting
}

/**
 * One client of the closed load: submits a job, waits for its end, submits the next, and waits at
 * the gate while the thread is parked. A job that is submitted goes to the end of the loop's ready
 * queue, as it would go to the end of a pool's. Ends early when it is cancelled.
 */
export function* client(jobs: LoopJobs, gate: Gate): Coroutine<void> {
  const { plan, control, record, waiting } = jobs
  // The end of one job is the submission of the next, so two clock readings a job are enough.
  let submittedNs = now()
  while (!control.isStopping) {
    if (control.isHalted) {
      yield* gate.hold()
      submittedNs = now()
    }
    const index = control.nextJob()
    yield* sleep(0)
    record.jobStarted()
    const startedNs = now()
    record.jobs.begin(index, startedNs)
    try {
      yield* job(plan, index, waiting)
    } catch (error) {
      noteFailed(jobs, index, error)
      submittedNs = now()
      continue
    }
    const finishedNs = now()
    record.jobs.finish(index, NaN, submittedNs, startedNs, finishedNs)
    record.jobFinished(
      finishedNs,
      nanoseconds(finishedNs - submittedNs),
      nanoseconds(finishedNs - startedNs),
    )
    submittedNs = finishedNs
  }
}

/**
 * The open load on a loop. Ends with the block, once its jobs are done, or early when it is
 * cancelled, and its jobs with it.
 */
export function* arrivals(
  jobs: LoopJobs,
  share: Pick<OpenLoadOptions, 'part' | 'parts' | 'limit'>,
): Coroutine<void> {
  const running = new Set<Task<void>>()
  try {
    for (const step of openLoad({ ...jobs, ...share, inFlight: () => running.size })) {
      if (step.kind === 'wait') yield* sleep(step.ms)
      else {
        const task = createTask(arrivedJob(jobs, step.job, now()))
        running.add(task)
        task.addDoneCallback(() => running.delete(task))
      }
    }
  } finally {
    if (jobs.control.isStopping) for (const task of running) task.cancel()
    yield* gather([...running], { returnExceptions: true })
  }
}

function* arrivedJob(
  jobs: LoopJobs,
  arrived: ArrivedJob,
  submittedNs: Nanoseconds,
): Coroutine<void> {
  const { plan, record, waiting } = jobs
  record.jobStarted()
  const startedNs = now()
  record.jobs.begin(arrived.index, startedNs)
  try {
    yield* job(plan, arrived.index, waiting)
  } catch (error) {
    noteFailed(jobs, arrived.index, error)
    return
  }
  noteFinished(record, arrived, submittedNs, startedNs)
}

/** A job that was cancelled has not failed. */
function noteFailed({ plan, record }: LoopJobs, index: number, error: unknown): void {
  record.jobs.leave(index, now())
  if (CancelledError.is(error)) throw error
  record.jobFailed(messageWithPlace(error, plan.own))
}
