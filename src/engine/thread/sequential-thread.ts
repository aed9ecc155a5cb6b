import { setImmediate } from 'node:timers/promises'
import { now } from '../measure/now'
import { milliseconds, nanoseconds, type Nanoseconds } from '../measure/statistics/quantity'
import { BlockingWaiting, StoppedError } from '../workload/blocking-waiting'
import { job } from '../workload/job'
import { messageOf } from './message-of'
import { dueAt, LONGEST_WAIT_MS, untilMs } from './open-load'
import { takeUp } from './worker-context'

/** The host's event loop gets a turn about this often, for what the runtime itself has to do. */
const TURN_EVERY_NS = nanoseconds(100_000_000)

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
} = takeUp()
const waiting = new BlockingWaiting(control, record, order.httpPort)

/** The jobs in flight of the closed load; null before the first block. */
let queue: {
  readonly indices: Uint32Array
  /** On the clock of what is measured. */
  readonly handedInNs: Float64Array
  place: number
} | null = null

/**
 * One job at a time. The closed load's other jobs queue: job k was handed in when job k − C was
 * finished, which a ring of C times and job numbers remembers. The queue stays from block to block.
 */
async function serve(): Promise<void> {
  const { concurrency } = order.spec
  queue ??= {
    indices: new Uint32Array(concurrency).map(() => control.nextJob()),
    handedInNs: new Float64Array(concurrency).fill(control.clock()),
    place: 0,
  }
  const { indices, handedInNs } = queue
  let turnedNs = now()
  for (; !control.isHalted; queue.place = (queue.place + 1) % concurrency) {
    const { place } = queue
    record.jobStarted()
    const startedNs = now()
    const isFinished = await finished(indices[place] ?? 0)
    const finishedNs = now()
    const clockNs = control.clock()
    if (isFinished) {
      record.jobFinished(
        finishedNs,
        nanoseconds(clockNs - (handedInNs[place] ?? 0)),
        nanoseconds(finishedNs - startedNs),
      )
    }
    indices[place] = control.nextJob()
    handedInNs[place] = clockNs
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
  const arrived: { readonly index: number; readonly dueNs: Nanoseconds }[] = []
  const startNs = now()
  let coming = 0
  let turnedNs = startNs
  const letIn = (inService: number) => {
    for (;;) {
      const dueNs = dueAt(plan, startNs, coming)
      record.nextArrival(coming, dueNs)
      if (dueNs > now()) return
      const isDropped = arrived.length + inService >= order.spec.concurrency
      record.jobArrived(isDropped)
      if (!isDropped) {
        control.nextJob()
        arrived.push({ index: coming, dueNs })
      }
      coming += 1
    }
  }
  while (!control.isHalted) {
    letIn(0)
    const next = arrived.shift()
    if (next === undefined) {
      record.idle()
      const waitMs = untilMs(dueAt(plan, startNs, coming))
      control.block(milliseconds(Math.min(Math.max(0.01, waitMs), LONGEST_WAIT_MS)))
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

async function serveBlocks(): Promise<void> {
  await prepare()
  record.begin()
  try {
    while (await nextBlock()) {
      reportReady()
      await (plan.isOpen ? serveArrivals() : serve())
      await blockEnded()
      reportParked(queue?.indices.length ?? 0)
    }
  } finally {
    waiting.close()
    record.end()
    await conclude()
  }
}

void serveBlocks()
