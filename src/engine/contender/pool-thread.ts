import { join } from 'node:path'
import { FixedQueue, Piscina } from 'piscina'
import { now } from '../measure/now'
import { nanoseconds } from '../measure/quantity'
import type { ThreadRecordTransfer } from '../measure/thread-record'
import type { ThreadOrder } from './measured-thread'
import { messageOf } from './message-of'
import { takeUp } from './take-up'

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

const { order, control, record, reportReady, stopRequested } = takeUp<PoolThreadOrder>()

/**
 * Piscina as its documentation advises for a steady load: all workers started up front and kept
 * (equal minimum and maximum, no idle timeout), one job per worker at a time, its faster queue in
 * strict order, its default way of waking workers through Atomics, and without the timings that
 * are taken here anyway. The queue is not bounded: the closed load bounds it.
 */
function startPool(): Piscina<number | null, undefined> {
  const { spec, plan, httpPort, workers, engineFolder } = order
  const workerOrder: PoolWorkerOrder = {
    spec,
    plan,
    control: order.control,
    httpPort,
    records: workers,
    claimed: new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT)),
  }
  return new Piscina({
    filename: join(engineFolder, 'pool-job.cjs'),
    workerData: workerOrder,
    minThreads: workers.length,
    maxThreads: workers.length,
    idleTimeout: Infinity,
    concurrentTasksPerWorker: 1,
    taskQueue: new FixedQueue(),
    stricterFIFO: true,
    recordTiming: false,
  })
}

/** Ends this thread with an error as soon as a worker ends that was not asked to. */
function watchWorkers(pool: Piscina<number | null, undefined>): void {
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
async function serve(pool: Piscina<number | null, undefined>): Promise<void> {
  let handedInNs = now()
  while (!control.isStopping) {
    const isAnswered = await answered(pool, control.nextJob())
    const answeredNs = now()
    if (isAnswered) record.jobAnswered(nanoseconds(answeredNs - handedInNs))
    handedInNs = answeredNs
  }
}

/** Whether a job was finished. One that threw was counted by the worker that ran it. */
async function answered(pool: Piscina<number | null, undefined>, index: number): Promise<boolean> {
  try {
    await pool.run(index)
    return true
  } catch {
    return false
  }
}

async function serveUntilStopped(): Promise<void> {
  const stopped = stopRequested()
  const pool = startPool()
  watchWorkers(pool)
  // A pool with as many idle workers as tasks gives each worker one.
  await Promise.all(order.workers.map(() => pool.run(null, { name: 'ready' })))
  reportReady()
  for (let client = 0; client < order.spec.concurrency; client++) void serve(pool)
  await stopped
  await pool.destroy()
}

record.begin()
void serveUntilStopped().finally(() => {
  record.end()
})
