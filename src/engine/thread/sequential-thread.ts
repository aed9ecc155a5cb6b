import { setImmediate } from 'node:timers/promises'
import { now } from '../measure/now'
import { milliseconds, nanoseconds, type Nanoseconds } from '../measure/statistics/quantity'
import { BlockingWaiting, StoppedError } from '../workload/blocking-waiting'
import { job } from '../workload/job'
import { messageOf } from './message-of'
import { dueAt, untilMs } from './open-load'
import { takeUp } from './worker-context'

/** The host's event loop gets a turn about this often, for what the runtime itself has to do. */
const TURN_EVERY_NS = nanoseconds(100_000_000)

const { order, plan, control, record, prepare, conclude, reportReady } = takeUp()
const waiting = new BlockingWaiting(control, record, order.httpPort)

/**
 * One job at a time. The closed load's other jobs queue: job k was handed in when job k − C was
 * finished, which a ring of C times and job numbers remembers.
 */
async function serve(): Promise<void> {
  const { concurrency } = order.spec
  const indices = new Uint32Array(concurrency).map(() => control.nextJob())
  const handedInNs = new Float64Array(concurrency).fill(now())
  let turnedNs = now()
  for (let place = 0; !control.isStopping; place = (place + 1) % concurrency) {
    record.jobStarted()
    const startedNs = now()
    const isFinished = await finished(indices[place] ?? 0)
    const finishedNs = now()
    if (isFinished) {
      record.jobFinished(
        finishedNs,
        nanoseconds(finishedNs - (handedInNs[place] ?? 0)),
        nanoseconds(finishedNs - startedNs),
      )
    }
    indices[place] = control.nextJob()
    handedInNs[place] = finishedNs
    if (finishedNs - turnedNs < TURN_EVERY_NS) continue
    turnedNs = finishedNs
    await setImmediate()
  }
}

/**
 * The open load: jobs queue from when they come in. While a job runs nobody leaves, so who came in
 * meanwhile is let in, or turned away, by how many were there then.
 */
async function serveArrivals(): Promise<void> {
  const queue: { readonly index: number; readonly dueNs: Nanoseconds }[] = []
  const startNs = now()
  let coming = 0
  let turnedNs = startNs
  const letIn = (inService: number) => {
    for (;;) {
      const dueNs = dueAt(plan, startNs, coming)
      record.nextArrival(coming, dueNs)
      if (dueNs > now()) return
      const isDropped = queue.length + inService >= order.spec.concurrency
      record.jobArrived(isDropped)
      if (!isDropped) {
        control.nextJob()
        queue.push({ index: coming, dueNs })
      }
      coming += 1
    }
  }
  while (!control.isStopping) {
    letIn(0)
    const next = queue.shift()
    if (next === undefined) {
      record.idle()
      control.block(milliseconds(Math.max(0.01, untilMs(dueAt(plan, startNs, coming)))))
      continue
    }
    record.jobStarted()
    const startedNs = now()
    const isFinished = await finished(next.index)
    const finishedNs = now()
    if (isFinished) {
      const serviceNs = nanoseconds(finishedNs - startedNs)
      record.jobQueued(nanoseconds(startedNs - next.dueNs))
      // Who sends the next job only when this one is done never sees that it came in earlier.
      record.jobUncorrected(serviceNs)
      record.jobFinished(finishedNs, nanoseconds(finishedNs - next.dueNs), serviceNs)
    }
    letIn(1)
    if (finishedNs - turnedNs < TURN_EVERY_NS) continue
    turnedNs = finishedNs
    await setImmediate()
  }
}

/** Runs a job and says whether it was finished; one that threw is counted as failed. */
async function finished(index: number): Promise<boolean> {
  try {
    const end = waiting.run(job(plan, index, waiting))
    if (end !== undefined) await end
    return true
  } catch (error) {
    if (!(error instanceof StoppedError)) record.jobFailed(messageOf(error))
    return false
  }
}

async function begin(): Promise<void> {
  await prepare()
  record.begin()
  reportReady()
  try {
    await (plan.isOpen ? serveArrivals() : serve())
  } finally {
    waiting.close()
    record.end()
    await conclude()
  }
}

void begin()
