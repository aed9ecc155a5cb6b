import { CancelledError, sleep } from '../loop'
import type { Coroutine } from '../loop'
import type { Control } from '../measure/control'
import { now } from '../measure/now'
import { nanoseconds } from '../measure/statistics/quantity'
import type { ThreadRecord } from '../measure/thread-record'
import { job } from '../workload/job'
import type { Plan } from '../workload/plan'
import type { Waiting } from '../workload/waiting'
import type { Gate } from './gate'
import { messageOf } from './message-of'

/** What a client runs its jobs with. */
export interface ClientOptions {
  readonly plan: Plan
  readonly control: Control
  readonly record: ThreadRecord
  readonly waiting: Waiting
  readonly gate: Gate
}

/**
 * One client of the closed load on a loop: hands in a job, waits for its end, hands in the next, and
 * waits at the gate while the thread is parked. A job that is handed in goes to the end of the loop's ready queue,
 * as it would go to the end of a pool's. Ends early when it is cancelled.
 */
export function* client({ plan, control, record, waiting, gate }: ClientOptions): Coroutine<void> {
  // The end of one job is the handing in of the next, so two clock readings a job are enough.
  let handedInNs = now()
  while (!control.isStopping) {
    if (control.isHalted) {
      yield* gate.hold()
      handedInNs = now()
    }
    const index = control.nextJob()
    yield* sleep(0)
    record.jobStarted()
    const startedNs = now()
    try {
      yield* job(plan, index, waiting)
    } catch (error) {
      if (error instanceof CancelledError) throw error
      record.jobFailed(messageOf(error))
      handedInNs = now()
      continue
    }
    const finishedNs = now()
    record.jobFinished(
      finishedNs,
      nanoseconds(finishedNs - handedInNs),
      nanoseconds(finishedNs - startedNs),
    )
    handedInNs = finishedNs
  }
}
