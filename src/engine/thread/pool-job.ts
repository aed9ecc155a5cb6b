import { workerData } from 'node:worker_threads'
import { Control } from '../measure/control'
import { now } from '../measure/now'
import { nanoseconds, type Nanoseconds } from '../measure/statistics/quantity'
import { ThreadRecord } from '../measure/thread-record'
import { BlockingWaiting, StoppedError } from '../workload/blocking-waiting'
import { bodies } from '../workload/bodies'
import { work } from '../workload/cpu'
import { job } from '../workload/job'
import { Plan } from '../workload/plan'
import { messageWithPlace } from './message-of'
import type { ComputingStep } from './handed-job'
import type { PoolJob } from './pool-thread'
import type { PoolWorkerOrder } from './start/start-workers'
import type { ThreadProfile } from './thread-profile'
import { MOST_PROFILED_WORKERS, profileOf } from './worker-context'

// As Piscina hands it on. Loading Piscina itself would make each start a tenth longer.
const order = workerData as PoolWorkerOrder
const control = Control.attach(order.control)
const plan = Plan.attach(order.plan)
/** Workers are all given the same data, so each takes the next record that nobody has taken. */
const number = Atomics.add(order.claimed, 0, 1)
const record = ThreadRecord.attach(claimedRecord(), 0)
const waiting = new BlockingWaiting(control, record, order.httpPort)

function claimedRecord() {
  const transfer = order.records[number]
  if (transfer === undefined) throw new Error('A worker was started in place of one that died')
  return transfer
}

/** What this worker executes, where a profile is taken of it. */
let profile: ThreadProfile | null = null

const prepared = (async () => {
  await bodies[plan.kind].prepare?.(plan)
  if (number < MOST_PROFILED_WORKERS) profile = await profileOf(order, record.name)
  record.begin()
})()

/** Resolves in a worker that has started; the dispatcher asks each one before it takes up jobs. */
export async function ready(): Promise<void> {
  await prepared
}

/** Ends what this worker's jobs needed; the dispatcher asks each one before it ends the pool. */
export async function conclude(): Promise<void> {
  profile?.end()
  await bodies[plan.kind].conclude?.()
}

/**
 * Computes a piece of a job that waits on another thread's loop, which counts it. Gives its end.
 */
export function compute({ rounds, waited, index }: ComputingStep): Nanoseconds {
  record.running()
  if (waited !== undefined) bodies[plan.kind].use?.(waited)
  if (index !== undefined) bodies[plan.kind].compute?.(plan, index)
  work(rounds)
  record.stepDone()
  return now()
}

/**
 * Piscina's task: runs one job of the plan on this thread, blocking it in its waits. A job that is
 * taken up while the threads are parked begins in the next block. Gives the worker's place among
 * all.
 */
export default async function runJob(submitted: PoolJob): Promise<number> {
  if (control.isHalted) {
    // A worker that is held may hear of nothing before its end.
    profile?.end()
    control.hold()
  }
  if (control.isStopping) throw new StoppedError('The run was stopped before the job began')
  record.jobStarted()
  const startedNs = now()
  const startedClockNs = control.clock()
  const index = typeof submitted === 'number' ? submitted : submitted.index
  record.jobs.begin(index, startedNs)
  try {
    const end = waiting.run(job(plan, index, waiting))
    if (end !== undefined) await end
    const queueingNs =
      typeof submitted === 'object' ? nanoseconds(startedClockNs - submitted.dueNs) : undefined
    const finishedNs = now()
    record.jobs.leave(index, finishedNs)
    record.jobServed(finishedNs, nanoseconds(finishedNs - startedNs), queueingNs)
    return number
  } catch (error) {
    record.jobs.leave(index, now())
    if (!(error instanceof StoppedError)) record.jobFailed(messageWithPlace(error, plan.own))
    throw error
  } finally {
    record.idle()
  }
}
