import { setImmediate } from 'node:timers/promises'
import { now } from '../measure/now'
import { milliseconds, nanoseconds, type Nanoseconds } from '../measure/statistics/quantity'
import { BlockingWaiting, StoppedError } from '../workload/blocking-waiting'
import { job } from '../workload/job'
import { messageWithPlace } from './message-of'
import type { LoopThreadOrder } from './loop-thread'
import { noteFinished, openLoad, type ArrivedJob } from './open-load'
import { takeUp } from './worker-context'

/** The host's event loop gets a turn about this often, for what the runtime itself has to do. */
const TURN_EVERY_NS = nanoseconds(100_000_000)

/** A shorter wait for an arrival is not worth blocking for. */
const LEAST_WAIT_MS = 0.01

const thread = takeUp<LoopThreadOrder>()
const { order, plan, control, record } = thread
const waiting = new BlockingWaiting(control, record, order.httpPort)

/** The jobs in flight of the closed load; null before the first block. */
let queue: {
  readonly indices: Uint32Array
  /** On the clock of what is measured. */
  readonly submittedNs: Float64Array
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
    submittedNs: new Float64Array(concurrency).fill(control.clock()),
    place: 0,
  }
  const { indices, submittedNs } = queue
  let turnedNs = now()
  for (; !control.isHalted; queue.place = (queue.place + 1) % concurrency) {
    const { place } = queue
    record.jobStarted()
    const startedNs = now()
    const index = indices[place] ?? 0
    const isFinished = await finished(index, startedNs)
    const finishedNs = now()
    const clockNs = control.clock()
    if (isFinished) {
      const submittedClockNs = submittedNs[place] ?? 0
      const sameBlockNs = nanoseconds(submittedClockNs + control.parkedNs)
      record.jobs.finish(index, NaN, sameBlockNs, startedNs, finishedNs)
      record.jobFinished(
        finishedNs,
        nanoseconds(clockNs - submittedClockNs),
        nanoseconds(finishedNs - startedNs),
      )
    }
    indices[place] = control.nextJob()
    submittedNs[place] = clockNs
    if (finishedNs - turnedNs < TURN_EVERY_NS) continue
    turnedNs = finishedNs
    await setImmediate()
  }
}

/**
 * The open load: jobs queue from when they arrive. While a job runs no other ends, so what arrived
 * meanwhile is admitted, or rejected, by how many were in flight then.
 */
async function serveArrivals(): Promise<void> {
  const queued: ArrivedJob[] = []
  let inService = 0
  const { clients: limit, part, parts } = order
  const inFlight = () => queued.length + inService
  const steps = openLoad({ plan, control, record, part, parts, limit, inFlight })
  /** Queues what has arrived, and gives how long it is until the next. Milliseconds. */
  const admit = (): number => {
    for (let step = steps.next(); step.done !== true; step = steps.next()) {
      if (step.value.kind === 'submit') queued.push(step.value.job)
      else if (step.value.ms > 0) return step.value.ms
    }
    return 0
  }
  let turnedNs = now()
  while (!control.isHalted) {
    inService = 0
    const waitMs = admit()
    const next = queued.shift()
    if (next === undefined) {
      record.idle()
      control.block(milliseconds(Math.max(LEAST_WAIT_MS, waitMs)))
      continue
    }
    inService = 1
    record.jobStarted()
    const startedNs = now()
    // With one job at a time, the next seems to be submitted only when this one is done.
    if (await finished(next.index, startedNs)) noteFinished(record, next, startedNs, startedNs)
    admit()
    if (now() - turnedNs < TURN_EVERY_NS) continue
    turnedNs = now()
    await setImmediate()
  }
}

/** Runs a job and says whether it was finished; one that threw is counted as failed. */
async function finished(index: number, startedNs: Nanoseconds): Promise<boolean> {
  record.jobs.begin(index, startedNs)
  try {
    const end = waiting.run(job(plan, index, waiting))
    if (end !== undefined) await end
    return true
  } catch (error) {
    record.jobs.leave(index, now())
    if (!(error instanceof StoppedError)) record.jobFailed(messageWithPlace(error, plan.own))
    return false
  }
}

async function serveBlocks(): Promise<void> {
  while (await thread.nextBlock()) {
    thread.reportReady()
    await (plan.isOpen ? serveArrivals() : serve())
    await thread.blockEnded()
    thread.reportParked(queue?.indices.length ?? 0)
  }
}

void thread.runJobs(serveBlocks, () => {
  waiting.close()
})
