import { setImmediate, setTimeout as delay } from 'node:timers/promises'
import { now } from '../measure/now'
import { nanoseconds, type Nanoseconds } from '../measure/statistics/quantity'
import { asyncJob } from '../workload/job'
import { NativeWaiting } from '../workload/native-waiting'
import { handedJob, type ComputingStep } from './handed-job'
import type { LoopThreadOrder } from './loop-thread'
import { messageWithPlace } from './message-of'
import { noteFinished, openLoad, type ArrivedJob } from './open-load'
import type { startWorkers, WorkersOrder } from './start/start-workers'
import { noteCheaply, takeUp } from './worker-context'

/** A thread with Node's own loop, and with workers where computing is handed to them. */
interface AsyncThreadOrder extends LoopThreadOrder {
  readonly pool: WorkersOrder | null
}

/** As it is before somebody's job is loaded, which may not end its thread. */
const exit = process.exit.bind(process)

const thread = takeUp<AsyncThreadOrder>()
const { order, plan, control, record } = thread
noteCheaply(thread)
const waits = new NativeWaiting(control, record, order.httpPort)

/** The workers that compute; null before they have started, and where jobs compute here. */
let workers: Awaited<ReturnType<typeof startWorkers<ComputingStep>>> | null = null

/** Has a worker compute; what a job waited for is copied to it. */
async function compute(step: ComputingStep): Promise<void> {
  record.waiting()
  const beganNs = now()
  const job = record.jobs.suspend(beganNs)
  const computedNs = await workers?.run(step, { name: 'compute' })
  record.running()
  record.jobs.resume(job, beganNs, computedNs ?? NaN, now())
}

/**
 * What only computes has nothing to await, so a client of it gives way by `setImmediate`: without
 * one it would keep its thread for good. Whether a person's own job waits is not known.
 */
const mustGiveWay = order.pool === null && (!plan.canWait || plan.own !== null)

/** Runs a job and says whether it was finished; one that threw is counted as failed. */
async function finished(index: number, startedNs: Nanoseconds): Promise<boolean> {
  record.jobStarted()
  record.jobs.begin(index, startedNs)
  try {
    await (workers === null ? asyncJob(plan, index, waits) : handedJob(plan, index, waits, compute))
    return true
  } catch (error) {
    record.jobs.leave(index, now())
    if (!control.isHalted) record.jobFailed(messageWithPlace(error, plan.own))
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
  let submittedNs = now()
  while (!control.isStopping) {
    if (control.isHalted) {
      await nextBlockBegins()
      submittedNs = now()
    }
    const index = control.nextJob()
    if (mustGiveWay) await setImmediate()
    const startedNs = now()
    const isFinished = await finished(index, startedNs)
    const finishedNs = now()
    if (isFinished) {
      record.jobs.finish(index, NaN, submittedNs, startedNs, finishedNs)
      record.jobFinished(
        finishedNs,
        nanoseconds(finishedNs - submittedNs),
        nanoseconds(finishedNs - startedNs),
      )
    } else {
      // A job that fails before its first wait would else keep the thread.
      await setImmediate()
    }
    submittedNs = finishedNs
  }
}

/** The open load, until the block is over and its jobs are done. */
async function arrivals(): Promise<void> {
  const running = new Set<Promise<void>>()
  const { clients: limit, part, parts } = order
  const inFlight = () => running.size
  for (const step of openLoad({ plan, control, record, part, parts, limit, inFlight })) {
    if (step.kind === 'wait') await (step.ms === 0 ? setImmediate() : delay(step.ms))
    else {
      const job = arrivedJob(step.job).finally(() => running.delete(job))
      running.add(job)
    }
  }
  await Promise.all(running)
}

async function arrivedJob(arrived: ArrivedJob): Promise<void> {
  const submittedNs = now()
  if (mustGiveWay) await setImmediate()
  const startedNs = now()
  if (await finished(arrived.index, startedNs)) {
    noteFinished(record, arrived, submittedNs, startedNs)
  }
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
  if (order.pool !== null) {
    // A loop without a pool loads nothing of one.
    const { startWorkers: start } = await import('./start/start-workers')
    workers = await start({ ...order, ...order.pool }, control)
  }
  if (!plan.isOpen) for (let number = 0; number < order.clients; number++) void client()
  while (await thread.nextBlock()) {
    const open = plan.isOpen ? arrivals() : undefined
    nextBegins.resolve()
    nextBegins = begun()
    thread.reportReady()
    await thread.blockEnded()
    if (control.isStopping) return
    // Nothing of Node's cuts a wait short, so its end comes when the last job is done.
    await open
    while (!plan.isOpen && held < order.clients) await delay(LOOK_MS)
    thread.reportParked(0)
  }
}

/** Serves, and has workers of which a profile is taken write it before they end. */
async function serveAll(): Promise<void> {
  await serve()
  if (workers === null || order.pool === null || order.profileFolder === null) return
  const { concludeWorkers } = await import('./start/start-workers')
  await concludeWorkers(workers, order.pool)
}

void thread
  .runJobs(serveAll, () => {
    waits.close()
  })
  .then(() => {
    // Timers of jobs under way would keep the thread for as long as they wait. One that failed has
    // its end by what it failed of.
    exit()
  })
