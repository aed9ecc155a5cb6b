import { setImmediate } from 'node:timers/promises'
import { now } from '../measure/now'
import { nanoseconds, type Nanoseconds } from '../measure/statistics/quantity'
import { asyncJob } from '../workload/job'
import { NativeWaiting } from '../workload/native-waiting'
import type { LoopThreadOrder } from './loop-thread'
import { messageOf } from './message-of'
import { dueAt, MOST_AT_ONCE, untilMs } from './open-load'
import { takeUp } from './worker-context'

const { order, plan, control, record, prepare, conclude, reportReady, stopRequested } =
  takeUp<LoopThreadOrder>()
const waits = new NativeWaiting(control, record, order.httpPort)

/**
 * What only computes has nothing to await, so a client of it gives way by `setImmediate`: without
 * one it would keep its thread for good. Whether a person's own job waits is not known.
 */
const mustGiveWay = !plan.canWait || plan.own !== null

/** Runs a job and says whether it was finished; one that threw is counted as failed. */
async function finished(index: number): Promise<boolean> {
  record.jobStarted()
  try {
    await asyncJob(plan, index, waits)
    return true
  } catch (error) {
    if (!control.isStopping) record.jobFailed(messageOf(error))
    return false
  }
}

/** One client of the closed load: runs a job, awaits its end, runs the next. */
async function client(): Promise<void> {
  let handedInNs = now()
  while (!control.isStopping) {
    const index = control.nextJob()
    if (mustGiveWay) await setImmediate()
    const startedNs = now()
    const isFinished = await finished(index)
    const finishedNs = now()
    if (isFinished) {
      record.jobFinished(
        finishedNs,
        nanoseconds(finishedNs - handedInNs),
        nanoseconds(finishedNs - startedNs),
      )
    } else {
      // A job that fails before its first wait would else keep the thread.
      await setImmediate()
    }
    handedInNs = finishedNs
  }
}

/**
 * The open load: runs every job when the plan has it come in, whatever became of earlier ones. A
 * thread that is busy begins late, and latency counts from when the job was to come in.
 */
async function openLoad(): Promise<void> {
  const startNs = now()
  let running = 0
  for (let index = order.part; !control.isStopping; index += order.parts) {
    const dueNs = dueAt(plan, startNs, index)
    record.nextArrival(index, dueNs)
    for (let waitMs = untilMs(dueNs); waitMs > 0; waitMs = untilMs(dueNs)) {
      await new Promise((resolve) => setTimeout(resolve, waitMs))
    }
    if (index % MOST_AT_ONCE === 0) await setImmediate()
    const isDropped = running >= order.clients
    record.jobArrived(isDropped)
    if (isDropped) continue
    control.nextJob()
    running += 1
    void arrivedJob(index, dueNs).finally(() => {
      running -= 1
    })
  }
}

async function arrivedJob(index: number, dueNs: Nanoseconds): Promise<void> {
  const handedInNs = now()
  if (mustGiveWay) await setImmediate()
  const startedNs = now()
  if (!(await finished(index))) return
  const finishedNs = now()
  record.jobQueued(nanoseconds(startedNs - dueNs))
  record.jobUncorrected(nanoseconds(finishedNs - handedInNs))
  record.jobFinished(
    finishedNs,
    nanoseconds(finishedNs - dueNs),
    nanoseconds(finishedNs - startedNs),
  )
}

async function begin(): Promise<void> {
  const stopped = stopRequested()
  await prepare()
  record.begin()
  if (plan.isOpen) void openLoad()
  else for (let number = 0; number < order.clients; number++) void client()
  reportReady()
  await stopped
  waits.close()
  record.end()
  await conclude()
  // Timers of jobs under way would keep the thread for as long as they wait.
  process.exit()
}

void begin()
