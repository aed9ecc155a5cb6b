import { setImmediate, setTimeout as delay } from 'node:timers/promises'
import { now } from '../measure/now'
import { nanoseconds, type Nanoseconds } from '../measure/statistics/quantity'
import { asyncJob } from '../workload/job'
import { NativeWaiting } from '../workload/native-waiting'
import type { LoopThreadOrder } from './loop-thread'
import { messageOf } from './message-of'
import { dueAt, MOST_AT_ONCE, nextWaitMs } from './open-load'
import { takeUp } from './worker-context'

const {
  order,
  plan,
  control,
  record,
  prepare,
  conclude,
  nextBlock,
  reportReady,
  blockEnded,
  reportParked,
} = takeUp<LoopThreadOrder>()
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
    if (!control.isHalted) record.jobFailed(messageOf(error))
    return false
  }
}

/**
 * One client of the closed load: runs a job, awaits its end, runs the next, and waits for the next
 * block while the thread is parked. It waits for the first block, too: Node hears no message while
 * timers are due, which those of many jobs always are, and so would never hear that one begins.
 */
async function client(): Promise<void> {
  await nextBlockBegins()
  let handedInNs = now()
  while (!control.isStopping) {
    if (control.isHalted) {
      await nextBlockBegins()
      handedInNs = now()
    }
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
  const running = new Set<Promise<void>>()
  arrivals: for (let index = order.part; !control.isHalted; index += order.parts) {
    const dueNs = dueAt(plan, startNs, index)
    record.nextArrival(index, dueNs)
    for (let waitMs = nextWaitMs(dueNs, control); waitMs !== 0;) {
      if (waitMs === null) break arrivals
      await delay(waitMs)
      waitMs = nextWaitMs(dueNs, control)
    }
    if (index % MOST_AT_ONCE === 0) await setImmediate()
    const isDropped = running.size >= order.clients
    record.jobArrived(isDropped)
    if (isDropped) continue
    control.nextJob()
    const job = arrivedJob(index, dueNs).finally(() => running.delete(job))
    running.add(job)
  }
  await Promise.all(running)
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

/** Resolves when the next block begins; replaced with every block. */
let nextBegins = begun()

function begun(): { readonly promise: Promise<void>; readonly resolve: () => void } {
  let resolve: () => void = () => undefined
  const promise = new Promise<void>((settle) => (resolve = settle))
  return { promise, resolve }
}

/** How many clients wait for the next block. */
let held = 0

async function nextBlockBegins(): Promise<void> {
  held += 1
  await nextBegins.promise
  held -= 1
}

const LOOK_MS = 1

async function serve(): Promise<void> {
  if (!plan.isOpen) for (let number = 0; number < order.clients; number++) void client()
  while (await nextBlock()) {
    const arrivals = plan.isOpen ? openLoad() : undefined
    nextBegins.resolve()
    nextBegins = begun()
    reportReady()
    await blockEnded()
    if (control.isStopping) return
    // Nothing of Node's cuts a wait short, so its end comes when the last job is done.
    await arrivals
    while (!plan.isOpen && held < order.clients) await delay(LOOK_MS)
    reportParked(0)
  }
}

async function begin(): Promise<void> {
  await prepare()
  record.begin()
  try {
    await serve()
  } finally {
    waits.close()
    await conclude()
    record.end()
    // Timers of jobs under way would keep the thread for as long as they wait.
    process.exit()
  }
}

void begin()
