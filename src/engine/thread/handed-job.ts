import { bodies } from '../workload/bodies'
import { commitFault } from '../workload/fault'
import type { Plan } from '../workload/plan'
import type { Waits } from '../workload/waiting'

/** A piece of computing for another thread: so many rounds, after what was waited for is used. */
export interface ComputingStep {
  readonly rounds: number
  /** What the job waited for, where its kind of work computes on it. */
  readonly waited?: unknown
  /** The job, where its kind of work has computing that hidden threads would do. */
  readonly index?: number
}

/**
 * Job number `index` of the plan with all of its computing handed over: waits stay on the calling
 * thread's loop. What hidden threads would compute is handed over too; a piece of no computing is
 * not. Throws what its wait, its computing and the plan's faults throw.
 */
export async function handedJob(
  plan: Plan,
  index: number,
  waits: Waits<Promise<unknown>>,
  compute: (step: ComputingStep) => Promise<void>,
): Promise<void> {
  const { wait, use, compute: hidden } = bodies[plan.kind]
  commitFault(plan.faults, index)
  if (hidden !== undefined) {
    await compute({ rounds: 0, index })
    return
  }
  const before = plan.roundsBefore(index)
  if (before > 0) await compute({ rounds: before })
  const waiting = wait(plan, index, waits)
  const waited = await waiting
  const rounds = plan.roundsAfter(index)
  if (waiting !== undefined && use !== undefined) await compute({ rounds, waited })
  else if (rounds > 0) await compute({ rounds })
}
