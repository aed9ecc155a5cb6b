import { setImmediate } from 'node:timers/promises'
import { now } from '../measure/now'
import { nanoseconds } from '../measure/quantity'
import { BlockingWaiting, StoppedError } from '../workload/blocking-waiting'
import { job } from '../workload/job'
import { messageOf } from './message-of'
import { takeUp } from './take-up'

/** The host's event loop gets a turn about this often, for what the runtime itself has to do. */
const TURN_EVERY_NS = nanoseconds(100_000_000)

const { order, plan, control, record, reportReady } = takeUp()
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

/** Runs a job and says whether it was finished; one that threw is counted as failed. */
async function finished(index: number): Promise<boolean> {
  try {
    await waiting.run(job(plan, index, waiting))
    return true
  } catch (error) {
    if (!(error instanceof StoppedError)) record.jobFailed(messageOf(error))
    return false
  }
}

record.begin()
reportReady()
void serve().finally(() => {
  waiting.close()
  record.end()
})
