import { join } from 'node:path'
import { setImmediate, setTimeout as delay } from 'node:timers/promises'
import { Piscina } from 'piscina'
import { now } from '../measure/now'
import { nanoseconds, type Nanoseconds } from '../measure/statistics/quantity'
import type { ThreadRecordTransfer } from '../measure/thread-record'
import type { ThreadOrder } from './start-threads'
import { messageOf } from './message-of'
import { poolOptions } from './pool-options'
import { dueAt, MOST_AT_ONCE, untilMs } from './open-load'
import { takeUp } from './worker-context'

/** The dispatcher's thread, which owns the pool. */
export interface PoolThreadOrder extends ThreadOrder {
  readonly workers: readonly ThreadRecordTransfer[]
  readonly engineFolder: string
}

/** What the pool's workers get (Piscina's `workerData`), all of them the same. */
export interface PoolWorkerOrder extends Omit<ThreadOrder, 'record'> {
  readonly records: readonly ThreadRecordTransfer[]
  /** How many of the records were taken by a worker. */
  readonly claimed: Int32Array<SharedArrayBuffer>
}

/** A job by its number, with its arrival if the load is open; null for what only asks. */
export type PoolJob = number | { readonly index: number; readonly dueNs: Nanoseconds } | null

const { order, plan, control, record, reportReady, stopRequested } = takeUp<PoolThreadOrder>()

function startPool(): Piscina<PoolJob, undefined> {
  const { spec, httpPort, workers, engineFolder } = order
  const workerOrder: PoolWorkerOrder = {
    spec,
    plan: order.plan,
    control: order.control,
    httpPort,
    records: workers,
    claimed: new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT)),
  }
  return new Piscina({
    ...poolOptions(workers.length),
    filename: join(engineFolder, 'pool-job.cjs'),
    workerData: workerOrder,
  })
}

/** Ends this thread with an error as soon as a worker ends that was not asked to. */
function watchWorkers(pool: Piscina<PoolJob, undefined>): void {
  for (const worker of pool.threads) {
    worker.once('error', (error) => {
      if (control.isStopping) return
      throw new Error(`a worker of the pool died: ${messageOf(error)}`, { cause: error })
    })
    worker.once('exit', (code) => {
      if (!control.isStopping) throw new Error(`a worker of the pool exited with code ${code}`)
    })
  }
}

/** One client of the closed load: hands in a job, waits for its answer, hands in the next. */
async function serve(pool: Piscina<PoolJob, undefined>): Promise<void> {
  let handedInNs = now()
  while (!control.isStopping) {
    try {
      await pool.run(control.nextJob())
    } catch {
      // Counted as failed by the worker that ran it.
      record.jobReturned()
      handedInNs = now()
      continue
    }
    const answeredNs = now()
    record.jobAnswered(nanoseconds(answeredNs - handedInNs))
    handedInNs = answeredNs
  }
}

/**
 * The open load: hands in every job when the plan has it come in. The clock's timers count whole
 * milliseconds, so it looks again when one has passed.
 */
async function serveArrivals(pool: Piscina<PoolJob, undefined>): Promise<void> {
  const startNs = now()
  let inSystem = 0
  for (let index = 0; !control.isStopping; index++) {
    const dueNs = dueAt(plan, startNs, index)
    for (let waitMs = untilMs(dueNs); waitMs > 0; waitMs = untilMs(dueNs)) await delay(waitMs)
    if (index % MOST_AT_ONCE === 0) await setImmediate()
    const isDropped = inSystem >= order.spec.concurrency
    record.jobArrived(isDropped)
    if (isDropped) continue
    control.nextJob()
    inSystem += 1
    const handedInNs = now()
    void pool.run({ index, dueNs }).then(
      () => {
        inSystem -= 1
        const answeredNs = now()
        record.jobUncorrected(nanoseconds(answeredNs - handedInNs))
        record.jobAnswered(nanoseconds(answeredNs - dueNs))
      },
      () => {
        inSystem -= 1
        record.jobReturned()
      },
    )
  }
}

async function serveUntilStopped(): Promise<void> {
  const stopped = stopRequested()
  const pool = startPool()
  watchWorkers(pool)
  // A pool with as many idle workers as tasks gives each worker one.
  await Promise.all(order.workers.map(() => pool.run(null, { name: 'ready' })))
  reportReady()
  if (plan.isOpen) void serveArrivals(pool)
  else for (let client = 0; client < order.spec.concurrency; client++) void serve(pool)
  await stopped
  if (plan.own !== null) {
    await Promise.allSettled(order.workers.map(() => pool.run(null, { name: 'conclude' })))
  }
  await pool.destroy()
}

record.begin()
void serveUntilStopped().finally(() => {
  record.end()
})
